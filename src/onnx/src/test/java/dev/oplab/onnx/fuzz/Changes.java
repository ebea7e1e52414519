package dev.oplab.onnx.fuzz;

import dev.oplab.onnx.fuzz.Message.Field;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Changes to how a model is built: fields that go, come twice, stand elsewhere or hold another
/// kind of thing.
final class Changes {
  /// Changes `model` in some place.
  interface Change {
    void apply(Message model, Random random, Seeds seeds);
  }

  static final List<Change> ALL =
      List.of(
          Changes::remove,
          Changes::repeat,
          Changes::swap,
          Changes::shuffle,
          Changes::move,
          Changes::transplant,
          Changes::renumber,
          Changes::retype,
          Changes::split,
          Changes::pack,
          Changes::unpack,
          Changes::stray,
          Changes::pad,
          Changes::lie,
          Changes::nest,
          Values::number,
          Values::text,
          Values::sameName,
          Values::dataType,
          Values::dims,
          Values::location);

  private static final int[] NUMBERS = {
    0, 1, 2, 15, 16, 19_000, 100_000, 0x1FFF_FFFF, 0x0FFF_FFFF, 0x1000_0000
  };

  private Changes() {}

  /// {@return any message of the model that has a field}
  static Message message(Message model, Random random) {
    List<Message> all = model.all();
    for (int i = 0; i < 20; i++) {
      Message one = all.get(random.nextInt(all.size()));
      if (!one.fields.isEmpty()) {
        return one;
      }
    }
    if (model.fields.isEmpty()) {
      model.fields.add(Field.number(1, 8));
    }
    return model;
  }

  static Field field(Message message, Random random) {
    return message.fields.get(random.nextInt(message.fields.size()));
  }

  private static void insert(Message message, Field field, Random random) {
    message.fields.add(random.nextInt(message.fields.size() + 1), field);
  }

  private static void remove(Message model, Random random, Seeds seeds) {
    Message message = message(model, random);
    message.fields.remove(random.nextInt(message.fields.size()));
  }

  private static void repeat(Message model, Random random, Seeds seeds) {
    Message message = message(model, random);
    Field field = field(message, random);
    boolean often = field.inner == null && random.nextInt(20) == 0;
    for (int i = often ? 50 : 1 + random.nextInt(3); i > 0; i--) {
      insert(message, field.copy(), random);
    }
  }

  private static void swap(Message model, Random random, Seeds seeds) {
    List<Field> fields = message(model, random).fields;
    Collections.swap(fields, random.nextInt(fields.size()), random.nextInt(fields.size()));
  }

  private static void shuffle(Message model, Random random, Seeds seeds) {
    Collections.shuffle(message(model, random).fields, random);
  }

  private static void move(Message model, Random random, Seeds seeds) {
    Message from = message(model, random);
    Field field = from.fields.remove(random.nextInt(from.fields.size()));
    insert(message(model, random), field.copy(), random);
  }

  /// Puts a part of another model into this one, mostly where such a part belongs.
  private static void transplant(Message model, Random random, Seeds seeds) {
    Message to = message(model, random);
    List<Message> alike =
        seeds.any(random).all().stream().filter(one -> one.kind.equals(to.kind)).toList();
    Message from =
        alike.isEmpty() || random.nextInt(5) == 0
            ? message(seeds.any(random), random)
            : alike.get(random.nextInt(alike.size()));
    if (!from.fields.isEmpty()) {
      insert(to, field(from, random).copy(), random);
    }
  }

  private static void renumber(Message model, Random random, Seeds seeds) {
    field(message(model, random), random).number =
        random.nextBoolean() ? random.nextInt(30) : NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private static void retype(Message model, Random random, Seeds seeds) {
    Field field = field(message(model, random), random);
    if (field.type != 2) {
      field.bytes = new byte[random.nextInt(9)];
    }
    field.type = random.nextInt(random.nextInt(4) == 0 ? 8 : 6);
  }

  /// A message in two parts is one message.
  private static void split(Message model, Random random, Seeds seeds) {
    Message message = message(model, random);
    Field field = field(message, random);
    if (field.inner == null) {
      repeat(model, random, seeds);
      return;
    }
    Field rest = field.copy();
    List<Field> all = field.inner.fields;
    int at = random.nextInt(all.size() + 1);
    all.subList(at, all.size()).clear();
    rest.inner.fields.subList(0, at).clear();
    int after = message.fields.indexOf(field) + 1;
    message.fields.add(after + random.nextInt(message.fields.size() - after + 1), rest);
  }

  /// Makes one run of what may be a list of numbers, sometimes with something left over.
  private static void pack(Message model, Random random, Seeds seeds) {
    Message message = message(model, random);
    Field field = field(message, random);
    if (field.type == 0) {
      java.io.ByteArrayOutputStream run = new java.io.ByteArrayOutputStream();
      for (int i = random.nextInt(4); i >= 0; i--) {
        Message.varint(run, field.value, random.nextInt(3));
      }
      if (random.nextInt(6) == 0) {
        run.write(0x80);
      }
      field.bytes = run.toByteArray();
      field.type = 2;
    } else if (field.type == 5 || field.type == 1) {
      field.bytes = new byte[random.nextInt(40)];
      random.nextBytes(field.bytes);
      field.type = 2;
    }
  }

  private static void unpack(Message model, Random random, Seeds seeds) {
    Field field = field(message(model, random), random);
    if (field.type == 2 && field.inner == null) {
      field.type = new int[] {0, 1, 5}[random.nextInt(3)];
      field.value = random.nextLong() >> random.nextInt(64);
    }
  }

  /// Adds a field that no version of ONNX has, or has only elsewhere.
  private static void stray(Message model, Random random, Seeds seeds) {
    Field field = new Field(random.nextBoolean() ? 1 + random.nextInt(40) : 1_000, 0);
    field.type = new int[] {0, 1, 2, 3, 3, 5}[random.nextInt(6)];
    field.value = Values.number(random);
    if (field.type == 3 && random.nextBoolean()) {
      field.inner = new Message("");
      for (int i = random.nextInt(4); i > 0; i--) {
        Field inside = new Field(random.nextInt(5), new int[] {0, 1, 2, 3, 5}[random.nextInt(5)]);
        inside.value = Values.number(random);
        field.inner.fields.add(inside);
      }
      field.lie = random.nextInt(12) == 0 ? 1 : 0;
    } else if (field.type == 3 && random.nextInt(3) == 0) {
      field.bytes = Nest.groups(random.nextInt(30) == 0 ? 30_000 : 1 + random.nextInt(120));
    } else if (field.type == 2) {
      field.bytes = Values.text(random);
    }
    insert(message(model, random), field, random);
  }

  /// Numbers in more bytes than they need.
  private static void pad(Message model, Random random, Seeds seeds) {
    field(message(model, random), random).padding = 1 + random.nextInt(random.nextInt(3) + 9);
  }

  private static void lie(Message model, Random random, Seeds seeds) {
    Field field = field(message(model, random), random);
    field.lie =
        switch (random.nextInt(5)) {
          case 0 -> Integer.MAX_VALUE;
          case 1 -> Values.number(random);
          case 2 -> 1L << random.nextInt(63);
          default -> random.nextInt(9) - 4;
        };
  }

  /// Puts things of one kind into each other.
  private static void nest(Message model, Random random, Seeds seeds) {
    int depth =
        switch (random.nextInt(60)) {
          case 0 -> 1_000 + random.nextInt(9_000);
          case 1, 2, 3 -> 100 + random.nextInt(200);
          default -> 1 + random.nextInt(36);
        };
    Message message = message(model, random);
    byte[] inner = message.toBytes();
    if (inner.length > 4_000) {
      inner = new byte[0];
    }
    switch (random.nextInt(4)) {
      case 0 -> insert(model, Field.bytes(7, Nest.messages(inner, depth, 6, 5, 1)), random);
      case 1 -> insert(model, Field.bytes(7, Nest.messages(inner, depth, 11, 5, 1)), random);
      case 2 -> {
        byte[] type = Nest.messages(inner, depth, 1, new int[] {4, 9, 5}[random.nextInt(3)]);
        message.fields.add(Field.bytes(2, type));
      }
      default -> {
        int number = 1 + random.nextInt(16);
        insert(message, Field.bytes(number, Nest.messages(inner, depth, number)), random);
      }
    }
  }
}
