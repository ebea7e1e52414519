package dev.oplab.onnx;

import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.WireWriter;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes types (`TypeProto`) and shapes.
final class TypeWriter {
  private TypeWriter() {}

  /// A message to be closed once what is inside it has been written.
  private record Open(int element, int kind, long before, @Nullable DataType key) {}

  /// Writes a type as a field; nothing for an unknown one. `before` is what the place said till
  /// now: what it said beside the type stays, denotations as far as they fit.
  static void field(WireWriter out, int number, ValueType type, RawFields before) {
    if (type instanceof ValueType.UnknownType) {
      return;
    }
    long start = out.size();
    out.allBut(before.fields(), 1, 4, 5, 7, 8, 9);
    body(out, type, before);
    out.head(number, start);
  }

  /// Writes the body of a type's message. Types inside types are written first, as all goes from
  /// the last byte to the first.
  static void body(WireWriter out, ValueType type, RawFields old) {
    Deque<Open> open = new ArrayDeque<>();
    ValueType inner = type;
    while (true) {
      long before = out.size();
      switch (inner) {
        case ValueType.SequenceType(ValueType element) -> {
          open.push(new Open(1, 4, before, null));
          inner = element;
          continue;
        }
        case ValueType.OptionalType(ValueType element) -> {
          open.push(new Open(1, 9, before, null));
          inner = element;
          continue;
        }
        case ValueType.MapType(DataType key, ValueType value) -> {
          open.push(new Open(2, 5, before, key));
          inner = value;
          continue;
        }
        case ValueType.TensorType(DataType elements, Shape shape) ->
            tensor(out, 1, elements, shape, dims(old));
        case ValueType.SparseTensorType(DataType elements, Shape shape) ->
            tensor(out, 8, elements, shape, dims(old));
        case ValueType.OpaqueType(String domain, String name) ->
            out.text(2, name).text(1, domain).head(7, before);
        case ValueType.UnknownType() -> {}
      }
      break;
    }
    while (!open.isEmpty()) {
      Open outer = open.pop();
      out.head(outer.element(), outer.before());
      if (outer.key() != null) {
        out.number(1, outer.key().code());
      }
      out.head(outer.kind(), outer.before());
    }
  }

  private static void tensor(
      WireWriter out, int kind, DataType elements, @Nullable Shape shape, List<MemorySegment> old) {
    long before = out.size();
    if (shape != null) {
      boolean sameRank = old.size() == shape.rank();
      for (int i = shape.rank() - 1; i >= 0; i--) {
        long start = out.size();
        if (sameRank) {
          out.only(RawFields.of(old.get(i)).fields(), 3);
        }
        switch (shape.dims().get(i)) {
          case Dim.Known(long size) -> out.number(1, size);
          case Dim.Symbolic(String name) -> out.text(2, name);
          case Dim.Unknown() -> {}
        }
        out.head(1, start);
      }
      out.head(2, before);
    }
    out.number(1, elements.code()).head(kind, before);
  }

  /// {@return the dimensions that an old tensor type had}
  private static List<MemorySegment> dims(RawFields type) {
    for (int kind : new int[] {1, 8}) {
      List<MemorySegment> tensors = type.payloads(kind);
      if (!tensors.isEmpty()) {
        List<MemorySegment> shapes = RawFields.of(tensors.getLast()).payloads(2);
        return shapes.isEmpty() ? List.of() : RawFields.of(shapes.getLast()).payloads(1);
      }
    }
    return List.of();
  }
}
