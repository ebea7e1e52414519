package dev.oplab.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// ONNX bytes as text that is the same exactly when protobuf would say that the messages are equal:
/// fields in the order of their numbers, lists in their own, the last of single values, parts of
/// one message put together, unknown fields as they are. Reads the wire format on its own, so that
/// it can judge what other code reads and writes.
public final class ProtoText {
  private static final int DEEPEST = 90;

  private ProtoText() {}

  /// {@return the model in these bytes as text, a line for each field}
  ///
  /// @throws IllegalArgumentException if the bytes are no protobuf message
  public static String ofModel(byte[] model) {
    StringBuilder out = new StringBuilder();
    print("Model", List.of(ByteBuffer.wrap(model)), "", out, 0);
    return out.toString();
  }

  private static void print(
      String message, List<ByteBuffer> parts, String indent, StringBuilder out, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("messages are nested more than " + DEEPEST + " deep");
    }
    Map<Integer, List<ByteBuffer>> messages = new TreeMap<>();
    Map<Integer, List<String>> others = new TreeMap<>();
    for (ByteBuffer part : parts) {
      collect(message, part, messages, others);
    }
    others.forEach((tag, all) -> all.forEach(one -> line(out, indent, tag >>> 3, one)));
    for (Map.Entry<Integer, List<ByteBuffer>> field : messages.entrySet()) {
      OnnxSchema.Field known =
          java.util.Objects.requireNonNull(OnnxSchema.of(message).get(field.getKey()));
      if (known.repeated()) {
        for (ByteBuffer one : field.getValue()) {
          line(out, indent, field.getKey(), known.message());
          print(known.message(), List.of(one), indent + "  ", out, depth + 1);
        }
      } else {
        line(out, indent, field.getKey(), known.message());
        print(known.message(), field.getValue(), indent + "  ", out, depth + 1);
      }
    }
  }

  private static void line(StringBuilder out, String indent, int number, String text) {
    out.append(indent).append(number).append(": ").append(text).append('\n');
  }

  private static void collect(
      String message,
      ByteBuffer part,
      Map<Integer, List<ByteBuffer>> messages,
      Map<Integer, List<String>> others) {
    ByteBuffer in = part.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      long tag = varint(in);
      int number = (int) (tag >>> 3);
      int type = (int) (tag & 7);
      OnnxSchema.Field known = OnnxSchema.of(message).get(number);
      if (known != null && type == 2 && !known.message().isEmpty()) {
        messages.computeIfAbsent(number, _ -> new ArrayList<>()).add(bytes(in));
      } else if (known != null && type == 2 && known.packable()) {
        packed(message, number, bytes(in), others);
      } else {
        String text = value(in, type, number);
        List<String> all = others.computeIfAbsent((int) tag, _ -> new ArrayList<>());
        // A field of another wire type than its own is unknown, and unknown fields are all kept.
        if (known != null && !known.repeated() && known.message().isEmpty()) {
          all.clear();
        }
        all.add(text);
      }
    }
  }

  /// Numbers come in one run or one by one, which is the same.
  private static void packed(
      String message, int number, ByteBuffer run, Map<Integer, List<String>> others) {
    ByteBuffer in = run.order(ByteOrder.LITTLE_ENDIAN);
    boolean floats =
        (message.equals("Tensor") && number == 4) || (message.equals("Attribute") && number == 7);
    boolean doubles = message.equals("Tensor") && number == 10;
    int type = floats ? 5 : doubles ? 1 : 0;
    List<String> into = others.computeIfAbsent(number << 3 | type, _ -> new ArrayList<>());
    while (in.hasRemaining()) {
      into.add(value(in, type, number));
    }
  }

  private static String value(ByteBuffer in, int type, int number) {
    if (type == 0) {
      return Long.toString(varint(in));
    }
    if (type == 2) {
      return "'" + hex(bytes(in)) + "'";
    }
    int start = in.position();
    skip(in, type, number);
    return hex(in.duplicate().position(start).limit(in.position()));
  }

  private static void skip(ByteBuffer in, int type, int number) {
    switch (type) {
      case 0 -> varint(in);
      case 1 -> advance(in, 8);
      case 2 -> bytes(in);
      case 5 -> advance(in, 4);
      case 3 -> {
        while (true) {
          long tag = varint(in);
          if ((tag & 7) == 4) {
            if (tag >>> 3 != number) {
              throw new IllegalArgumentException("a group ends that never began");
            }
            return;
          }
          skip(in, (int) (tag & 7), (int) (tag >>> 3));
        }
      }
      default -> throw new IllegalArgumentException("no wire type is " + type);
    }
  }

  private static void advance(ByteBuffer in, int length) {
    if (length > in.remaining()) {
      throw new IllegalArgumentException("a field runs past its message");
    }
    in.position(in.position() + length);
  }

  private static ByteBuffer bytes(ByteBuffer in) {
    long length = varint(in);
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("a field runs past its message");
    }
    ByteBuffer bytes = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return bytes;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (!in.hasRemaining()) {
        throw new IllegalArgumentException("a number runs past its message");
      }
      byte part = in.get();
      value |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number takes more than ten bytes");
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return HexFormat.of().formatHex(copy);
  }
}
