package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;

import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.WireWriter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A note in the graph about how one of its tensors is quantized (`TensorAnnotation`): kept as it
/// is in the file, but for the names of values, which may change. Immutable.
record Quantization(MemorySegment message, List<Name> names) {
  private static final int TENSOR = 1 << 3 | BYTES;
  private static final int PARAMETER = 2 << 3 | BYTES;

  /// A name in the message, in order, and the value that had it when the file was read.
  record Name(String text, @Nullable Value value) {
    boolean changed() {
      return !current().equals(text);
    }

    String current() {
      return value == null || value.removed ? text : value.name;
    }
  }

  static Quantization read(MemorySegment message, GraphLinker linker) {
    List<Name> names = new ArrayList<>(3);
    for (RawFields.Field field : RawFields.of(message).fields()) {
      if (field.tag() == TENSOR) {
        names.add(linker.known(Fields.string(field.payload())));
      } else if (field.tag() == PARAMETER) {
        names.add(linker.known(RawFields.of(field.payload()).text(2)));
      }
    }
    return new Quantization(message, List.copyOf(names));
  }

  /// {@return whether it is about a value that was removed}
  boolean isStale() {
    int next = 0;
    for (RawFields.Field field : RawFields.of(message).fields()) {
      if (field.tag() == TENSOR || field.tag() == PARAMETER) {
        Name name = names.get(next++);
        if (field.tag() == TENSOR && name.value() != null && name.value().removed) {
          return true;
        }
      }
    }
    return false;
  }

  void write(WireWriter out) {
    if (names.stream().noneMatch(Name::changed)) {
      out.raw(message, null);
      return;
    }
    int next = names.size();
    for (RawFields.Field field : RawFields.of(message).fields().reversed()) {
      if (field.tag() == TENSOR) {
        out.text(1, names.get(--next).current());
      } else if (field.tag() == PARAMETER) {
        Name name = names.get(--next);
        if (name.changed()) {
          long before = out.size();
          out.text(2, name.current()).raw(RawFields.of(field.payload()).without(2));
          out.head(2, before);
        } else {
          out.raw(field.bytes(), null);
        }
      } else {
        out.raw(field.bytes(), null);
      }
    }
  }
}
