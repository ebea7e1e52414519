package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;
import static dev.oplab.onnx.internal.WireReader.FIXED32;
import static dev.oplab.onnx.internal.WireReader.VARINT;

import dev.oplab.onnx.internal.FloatList;
import dev.oplab.onnx.internal.LongList;
import dev.oplab.onnx.internal.WireException;
import dev.oplab.onnx.internal.WireReader;
import java.util.Map;

/// The small shapes of field that occur all over ONNX.
final class Fields {
  private Fields() {}

  /// Reads a key with its text (`StringStringEntryProto`).
  static void entry(WireReader in, Map<String, String> into) {
    String key = "";
    String value = "";
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 1 << 3 | BYTES -> key = in.string();
        case 2 << 3 | BYTES -> value = in.string();
        default -> in.skip(tag);
      }
    }
    into.put(key, value);
  }

  /// Reads a domain with its version (`OperatorSetIdProto`).
  static void opset(WireReader in, Map<String, Long> into) {
    String domain = "";
    long version = 0;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 1 << 3 | BYTES -> domain = in.string();
        case 2 << 3 | VARINT -> version = in.varint();
        default -> in.skip(tag);
      }
    }
    into.put(Model.canonicalDomain(domain), version);
  }

  /// Reads one value or a packed run of values of a repeated integer field.
  static void integers(WireReader in, int tag, LongList into) {
    if ((tag & 7) == VARINT) {
      into.append(in.varint());
      return;
    }
    long outer = in.enter();
    while (hasMore(in)) {
      into.append(in.varint());
    }
    in.leave(outer);
  }

  /// Reads one value or a packed run of values of a repeated float field.
  static void floats(WireReader in, int tag, FloatList into) {
    if ((tag & 7) == FIXED32) {
      into.append(Float.intBitsToFloat(in.fixed32()));
      return;
    }
    long outer = in.enter();
    while (hasMore(in)) {
      into.append(Float.intBitsToFloat(in.fixed32()));
    }
    in.leave(outer);
  }

  /// {@return whether a packed run goes on}
  static boolean hasMore(WireReader in) {
    if (in.position() > in.limit()) {
      throw WireException.malformed("a number runs past the end of its field", in.position());
    }
    return in.position() < in.limit();
  }
}
