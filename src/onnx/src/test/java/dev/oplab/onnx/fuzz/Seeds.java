package dev.oplab.onnx.fuzz;

import dev.oplab.onnx.EveryField;
import dev.oplab.onnx.fuzz.Message.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// The real models that mutants are made of. Large ones are cut down to what a reader has to look
/// at: most of the bytes of their weights go, and nodes beyond the first few dozen. Immutable.
final class Seeds {
  private static final int LARGE = 6_000;
  private static final int WEIGHT = 48;
  private static final int KEPT = 24;

  /// How often the one model with every field there is gets its turn, in a thousand.
  private static final int EVERY_FIELD = 150;

  private final Message everyField = Message.model(EveryField.model().toBytes());
  private final List<Message> models = new ArrayList<>();

  Seeds(List<Path> files) throws IOException {
    for (Path file : files) {
      Message model = Message.model(Files.readAllBytes(file));
      models.add(Files.size(file) > LARGE ? small(model) : model);
    }
  }

  /// {@return one of the models, not to be changed}
  Message any(Random random) {
    return models.isEmpty() || random.nextInt(1_000) < EVERY_FIELD
        ? everyField
        : models.get(random.nextInt(models.size()));
  }

  private static Message small(Message model) {
    for (Message message : model.all()) {
      if (message.kind.equals("Graph")) {
        thin(message.fields);
      }
      for (Field field : message.fields) {
        if (field.bytes.length > WEIGHT) {
          field.bytes = Arrays.copyOf(field.bytes, WEIGHT);
        }
      }
    }
    return model;
  }

  /// Keeps the first fields of each number.
  private static void thin(List<Field> fields) {
    int[] seen = new int[32];
    fields.removeIf(field -> field.number < seen.length && ++seen[field.number] > KEPT);
  }
}
