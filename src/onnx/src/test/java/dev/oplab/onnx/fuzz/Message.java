package dev.oplab.onnx.fuzz;

import dev.oplab.testkit.OnnxSchema;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A protobuf message taken apart: fields that can be moved, doubled, spoiled and put together
/// again. What a field that is a message holds is taken apart too. Mutable.
final class Message {
  private static final int DEEPEST = 200;

  /// One field. `inner` is null unless it holds a message, `bytes` is empty unless it has a length
  /// and holds none. Mutable.
  static final class Field {
    int number;
    int type;
    long value;
    byte[] bytes = {};
    Message inner;

    /// How many bytes more than needed the tag and the number or length take.
    int padding;

    /// What is added to the true length.
    long lie;

    Field(int number, int type) {
      this.number = number;
      this.type = type;
    }

    static Field number(int number, long value) {
      Field field = new Field(number, 0);
      field.value = value;
      return field;
    }

    static Field bytes(int number, byte[] bytes) {
      Field field = new Field(number, 2);
      field.bytes = bytes;
      return field;
    }

    Field copy() {
      Field copy = new Field(number, type);
      copy.value = value;
      copy.bytes = bytes;
      copy.inner = inner == null ? null : inner.copy();
      copy.padding = padding;
      copy.lie = lie;
      return copy;
    }

    /// {@return what the field holds, as bytes}
    byte[] content() {
      return inner == null ? bytes : inner.toBytes();
    }

    void write(ByteArrayOutputStream out) {
      varint(out, (long) number << 3 | type, padding);
      switch (type) {
        case 0 -> varint(out, value, padding);
        case 1 -> little(out, 8);
        case 5 -> little(out, 4);
        case 2 -> {
          byte[] content = content();
          varint(out, content.length + lie, padding);
          out.writeBytes(content);
        }
        case 3 -> {
          out.writeBytes(content());
          if (lie == 0) {
            varint(out, (long) number << 3 | 4, padding);
          }
        }
        default -> out.writeBytes(content());
      }
    }

    private void little(ByteArrayOutputStream out, int bytes) {
      for (int i = 0; i < bytes; i++) {
        out.write((int) (value >>> (8 * i)));
      }
    }
  }

  /// The name that [OnnxSchema] has for the message.
  final String kind;

  final List<Field> fields = new ArrayList<>();

  Message(String kind) {
    this.kind = kind;
  }

  /// {@return the model in these bytes}
  ///
  /// @throws IllegalArgumentException if they are no protobuf message
  static Message model(byte[] bytes) {
    return parse("Model", bytes, 0, bytes.length, 0);
  }

  private static Message parse(String kind, byte[] bytes, int from, int to, int depth) {
    Message message = new Message(kind);
    Cursor in = new Cursor(bytes, from, to);
    while (in.at < to) {
      long tag = in.varint();
      Field field = new Field((int) (tag >>> 3), (int) (tag & 7));
      switch (field.type) {
        case 0 -> field.value = in.varint();
        case 1 -> field.value = in.little(8);
        case 5 -> field.value = in.little(4);
        case 2 -> {
          int length = in.length();
          OnnxSchema.Field known = OnnxSchema.of(kind).get(field.number);
          if (known != null && !known.message().isEmpty() && depth < DEEPEST) {
            field.inner = parse(known.message(), bytes, in.at, in.at + length, depth + 1);
          } else {
            field.bytes = Arrays.copyOfRange(bytes, in.at, in.at + length);
          }
          in.at += length;
        }
        default -> throw new IllegalArgumentException("wire type " + field.type);
      }
      message.fields.add(field);
    }
    return message;
  }

  Message copy() {
    Message copy = new Message(kind);
    fields.forEach(field -> copy.fields.add(field.copy()));
    return copy;
  }

  byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    fields.forEach(field -> field.write(out));
    return out.toByteArray();
  }

  /// {@return this message and all inside it, each before those it holds}
  List<Message> all() {
    List<Message> all = new ArrayList<>(List.of(this));
    for (int i = 0; i < all.size(); i++) {
      for (Field field : all.get(i).fields) {
        if (field.inner != null) {
          all.add(field.inner);
        }
      }
    }
    return all;
  }

  /// Writes a number in groups of seven bits, with this many bytes more than it needs.
  static void varint(ByteArrayOutputStream out, long value, int padding) {
    long left = value;
    while ((left & ~0x7FL) != 0) {
      out.write((int) ((left & 0x7F) | 0x80));
      left >>>= 7;
    }
    out.write((int) (left | (padding > 0 ? 0x80 : 0)));
    for (int i = 1; i <= padding; i++) {
      out.write(i == padding ? 0 : 0x80);
    }
  }

  /// A cursor over bytes.
  private static final class Cursor {
    private final byte[] bytes;
    private final int end;
    private int at;

    Cursor(byte[] bytes, int from, int end) {
      this.bytes = bytes;
      this.at = from;
      this.end = end;
    }

    private int next() {
      if (at >= end) {
        throw new IllegalArgumentException("cut short at " + at);
      }
      return bytes[at++];
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; shift < 70; shift += 7) {
        int part = next();
        value |= (part & 0x7FL) << shift;
        if (part >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("a number of more than ten bytes at " + at);
    }

    private long little(int count) {
      long value = 0;
      for (int i = 0; i < count; i++) {
        value |= (next() & 0xFFL) << (8 * i);
      }
      return value;
    }

    private int length() {
      long length = varint();
      if (length < 0 || length > end - at) {
        throw new IllegalArgumentException("a length that lies at " + at);
      }
      return (int) length;
    }
  }
}
