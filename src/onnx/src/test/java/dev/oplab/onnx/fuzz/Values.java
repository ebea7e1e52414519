package dev.oplab.onnx.fuzz;

import dev.oplab.onnx.fuzz.Message.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Numbers, texts and names of files that a careless reader stumbles over.
final class Values {
  private static final long[] NUMBERS = {
    0,
    1,
    -1,
    2,
    127,
    128,
    255,
    256,
    65_535,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 31,
    1L << 32,
    (1L << 32) + 1,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MAX_VALUE / 4 + 1
  };

  private static final String[] LOCATIONS = {
    "data.bin",
    "../outside/secret.bin",
    "/etc/passwd",
    "link/secret.bin",
    "link.bin",
    "hard.bin",
    "./data.bin",
    "x/../data.bin",
    "x/../../outside/secret.bin",
    "..",
    ".",
    "",
    "/",
    "C:\\data.bin",
    "..\\outside\\secret.bin",
    "//host/share/x",
    "data.bin\0.txt",
    "data.bin/",
    "folder",
    "m.onnx",
    "no-such-file",
    "\uFFFD\u202E",
    "%2e%2e/outside/secret.bin",
    "file:///etc/passwd"
  };

  private static final String[] SIZES = {
    "0",
    "4",
    "16",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    "1e3",
    "",
    " 4",
    "0x4",
    "4096"
  };

  private Values() {}

  static long number(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(40);
      case 1 -> random.nextLong() >> random.nextInt(64);
      default -> NUMBERS[random.nextInt(NUMBERS.length)];
    };
  }

  static byte[] text(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> new byte[0];
      case 1 -> new byte[] {(byte) 0xFF};
      case 2 -> new byte[] {'a', (byte) 0xC3};
      case 3 -> new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80, 'b'};
      case 4 -> new byte[] {(byte) 0xC0, (byte) 0x80, (byte) 0xE2, (byte) 0x28, (byte) 0xA1};
      case 5 -> "x\0y\n\u001b[31m\u2028".getBytes(StandardCharsets.UTF_8);
      case 6 -> "\uD83D\uDE00\u202Eq\u00e9%s%n{}".getBytes(StandardCharsets.UTF_8);
      case 7 -> "ai.onnx".getBytes(StandardCharsets.UTF_8);
      case 8 -> "n".repeat(random.nextInt(8) == 0 ? 70_000 : 300).getBytes(StandardCharsets.UTF_8);
      default -> {
        byte[] noise = new byte[random.nextInt(24)];
        random.nextBytes(noise);
        yield noise;
      }
    };
  }

  static void number(Message model, Random random, Seeds seeds) {
    List<Field> numbers = fields(model, random, 0);
    numbers.get(random.nextInt(numbers.size())).value = number(random);
  }

  static void text(Message model, Random random, Seeds seeds) {
    List<Field> texts = fields(model, random, 2);
    texts.get(random.nextInt(texts.size())).bytes = text(random);
  }

  /// Gives something the name that something else has.
  static void sameName(Message model, Random random, Seeds seeds) {
    List<Field> texts = fields(model, random, 2);
    Field to = texts.get(random.nextInt(texts.size()));
    to.bytes = texts.get(random.nextInt(texts.size())).bytes;
  }

  static void dataType(Message model, Random random, Seeds seeds) {
    Message tensor = tensor(model, random);
    tensor.fields.removeIf(field -> field.number == 2 && random.nextBoolean());
    tensor.fields.add(
        Field.number(2, random.nextInt(8) == 0 ? number(random) : random.nextInt(30)));
  }

  static void dims(Message model, Random random, Seeds seeds) {
    Message tensor = tensor(model, random);
    tensor.fields.removeIf(field -> field.number == 1 && random.nextBoolean());
    for (int i = random.nextInt(20) == 0 ? 300 : random.nextInt(4); i >= 0; i--) {
      tensor.fields.add(Field.number(1, number(random)));
    }
  }

  /// Says that the elements of a tensor are in a file that should not be read, or is not there.
  static void location(Message model, Random random, Seeds seeds) {
    Message tensor = tensor(model, random);
    if (random.nextInt(4) > 0) {
      tensor.fields.removeIf(field -> field.number >= 4 && field.number != 8);
    }
    entry(tensor, "location", LOCATIONS[random.nextInt(LOCATIONS.length)]);
    if (random.nextBoolean()) {
      entry(tensor, "offset", SIZES[random.nextInt(SIZES.length)]);
    }
    if (random.nextInt(3) == 0) {
      entry(tensor, "length", SIZES[random.nextInt(SIZES.length)]);
    }
    tensor.fields.add(Field.number(14, random.nextInt(5) == 0 ? number(random) : 1));
  }

  private static void entry(Message tensor, String key, String text) {
    Field field = Field.bytes(13, new byte[0]);
    field.inner = new Message("Entry");
    field.inner.fields.add(Field.bytes(1, key.getBytes(StandardCharsets.UTF_8)));
    field.inner.fields.add(Field.bytes(2, text.getBytes(StandardCharsets.UTF_8)));
    tensor.fields.add(field);
  }

  /// {@return a tensor of the model, a new initializer if it has none}
  private static Message tensor(Message model, Random random) {
    List<Message> all = model.all().stream().filter(one -> one.kind.equals("Tensor")).toList();
    if (!all.isEmpty()) {
      return all.get(random.nextInt(all.size()));
    }
    Field field = Field.bytes(5, new byte[0]);
    field.inner = new Message("Tensor");
    field.inner.fields.add(Field.number(1, 1));
    field.inner.fields.add(Field.number(2, 1));
    field.inner.fields.add(Field.bytes(8, new byte[] {'t'}));
    List<Message> graphs = model.all().stream().filter(one -> one.kind.equals("Graph")).toList();
    (graphs.isEmpty() ? model : graphs.getFirst()).fields.add(field);
    return field.inner;
  }

  /// {@return fields of this wire type that hold no message, at least one}
  private static List<Field> fields(Message model, Random random, int type) {
    List<Field> found = new ArrayList<>();
    for (Message message : model.all()) {
      for (Field field : message.fields) {
        if (field.type == type && field.inner == null) {
          found.add(field);
        }
      }
    }
    if (found.isEmpty()) {
      Field added = new Field(1 + random.nextInt(26), type);
      model.fields.add(added);
      found.add(added);
    }
    return found;
  }
}
