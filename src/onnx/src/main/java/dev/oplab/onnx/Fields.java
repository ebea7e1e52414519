package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;
import static dev.oplab.onnx.internal.WireReader.FIXED32;
import static dev.oplab.onnx.internal.WireReader.VARINT;

import dev.oplab.onnx.internal.FloatList;
import dev.oplab.onnx.internal.LongList;
import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.Utf8;
import dev.oplab.onnx.internal.WireException;
import dev.oplab.onnx.internal.WireReader;
import dev.oplab.onnx.internal.WireWriter;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

  /// {@return the keys and texts in these entries (`StringStringEntryProto`)}
  static Map<String, String> entries(List<MemorySegment> entries) {
    if (entries.isEmpty()) {
      return Map.of();
    }
    Map<String, String> map = LinkedHashMap.newLinkedHashMap(entries.size());
    for (MemorySegment entry : entries) {
      entry(new WireReader(entry), map);
    }
    return Collections.unmodifiableMap(map);
  }

  /// {@return the fields with the entries of that number changed so that `key` has this text}
  static RawFields withEntry(RawFields fields, int number, String key, String text) {
    List<RawFields.Field> all = fields.fields();
    RawFields changed = RawFields.NONE;
    boolean placed = false;
    byte[] entry = entry(number, key, text);
    for (RawFields.Field field : all) {
      boolean same =
          field.tag() == (number << 3 | BYTES) && RawFields.of(field.payload()).text(1).equals(key);
      if (!same) {
        changed = changed.plus(field.bytes());
      } else if (!placed) {
        changed = changed.plus(entry);
        placed = true;
      }
    }
    return placed ? changed : changed.plus(entry);
  }

  /// {@return the fields without the entries of that number for `key`}
  static RawFields withoutEntry(RawFields fields, int number, String key) {
    RawFields changed = RawFields.NONE;
    for (RawFields.Field field : fields.fields()) {
      boolean same =
          field.tag() == (number << 3 | BYTES) && RawFields.of(field.payload()).text(1).equals(key);
      changed = same ? changed : changed.plus(field.bytes());
    }
    return changed;
  }

  /// {@return a field that holds a key with its text}
  static byte[] entry(int number, String key, String text) {
    WireWriter out = new WireWriter().text(2, text).text(1, key);
    return out.head(number, 0).toBytes();
  }

  static String string(MemorySegment bytes) {
    return Utf8.decode(bytes.toArray(ValueLayout.JAVA_BYTE));
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

  static void opset(MemorySegment entry, Map<String, Long> into) {
    opset(new WireReader(entry), into);
  }

  /// {@return the fields with the domain imported in this version}
  static RawFields withOpset(RawFields fields, int number, String domain, long version) {
    WireWriter out = new WireWriter().number(2, version).text(1, domain);
    byte[] entry = out.head(number, 0).toBytes();
    RawFields changed = RawFields.NONE;
    boolean placed = false;
    for (RawFields.Field field : fields.fields()) {
      if (!isOpset(field, number, domain)) {
        changed = changed.plus(field.bytes());
      } else if (!placed) {
        changed = changed.plus(entry);
        placed = true;
      }
    }
    return placed ? changed : changed.plus(entry);
  }

  /// {@return the fields without the import of this domain}
  static RawFields withoutOpset(RawFields fields, int number, String domain) {
    RawFields changed = RawFields.NONE;
    for (RawFields.Field field : fields.fields()) {
      changed = isOpset(field, number, domain) ? changed : changed.plus(field.bytes());
    }
    return changed;
  }

  private static boolean isOpset(RawFields.Field field, int number, String domain) {
    return field.tag() == (number << 3 | BYTES)
        && Model.canonicalDomain(RawFields.of(field.payload()).text(1))
            .equals(Model.canonicalDomain(domain));
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
