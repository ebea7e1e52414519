package dev.oplab.onnx;

/// A constant of which only the elements that are not zero are kept (`SparseTensorProto`): their
/// `values`, `float32[NNZ]` or another type, their `indices`, `int64[NNZ]` (position when laid out
/// flat) or `int64[NNZ, rank]`, and the `shape` of the whole. Immutable.
public record SparseTensor(Tensor values, Tensor indices, Shape shape) {
  /// {@return the name of the constant, which ONNX keeps with its values}
  public String name() {
    return values.name();
  }

  /// {@return the same constant under another name}
  public SparseTensor named(String other) {
    return new SparseTensor(values.named(other), indices, shape);
  }

  @Override
  public String toString() {
    return "sparse_%s%s '%s' (%s of its elements kept)"
        .formatted(values.dataType(), shape, name(), values.shape());
  }
}
