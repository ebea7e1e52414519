package dev.oplab.onnx;

import org.jspecify.annotations.Nullable;

/// The type of a [Value] (`TypeProto`): a tensor, or a container of other types. Immutable. Prints
/// as `float32[1, 3, N]`, `sequence(float32[?])`, `map(int64, float32)`.
public sealed interface ValueType {

  /// A dense tensor; `shape` is null when not even the rank is known.
  record TensorType(DataType dataType, @Nullable Shape shape) implements ValueType {
    @Override
    public String toString() {
      return dataType.label() + (shape == null ? "[...]" : shape);
    }
  }

  /// A sparse tensor; `shape` is null when not even the rank is known.
  record SparseTensorType(DataType dataType, @Nullable Shape shape) implements ValueType {
    @Override
    public String toString() {
      return "sparse_" + dataType.label() + (shape == null ? "[...]" : shape);
    }
  }

  /// A list of values of one type.
  record SequenceType(ValueType element) implements ValueType {
    @Override
    public String toString() {
      return "sequence(" + element + ")";
    }
  }

  /// A map from an integer or string type to values of one type.
  record MapType(DataType key, ValueType value) implements ValueType {
    @Override
    public String toString() {
      return "map(" + key.label() + ", " + value + ")";
    }
  }

  /// A value or nothing.
  record OptionalType(ValueType element) implements ValueType {
    @Override
    public String toString() {
      return "optional(" + element + ")";
    }
  }

  /// A type only a runtime understands.
  record OpaqueType(String domain, String name) implements ValueType {
    @Override
    public String toString() {
      return "opaque(" + (domain.isEmpty() ? "" : domain + ".") + name + ")";
    }
  }

  /// A type the file left out, or one this version does not know.
  record UnknownType() implements ValueType {
    @Override
    public String toString() {
      return "?";
    }
  }

  /// {@return a dense tensor type; a dimension is a number, a name, or null if unknown}
  static ValueType tensor(DataType elements, @Nullable Object... dims) {
    return new TensorType(elements, Shape.ofDims(dims));
  }
}
