package dev.oplab.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The dimensions of a tensor, outermost first; a scalar has none. Immutable. A tensor of unknown
/// rank has no `Shape` at all.
public record Shape(List<Dim> dims) {

  public Shape {
    dims = List.copyOf(dims);
  }

  /// {@return the shape with these sizes}
  public static Shape of(long... sizes) {
    return new Shape(Arrays.stream(sizes).mapToObj(Dim::of).toList());
  }

  /// {@return the number of dimensions}
  public int rank() {
    return dims.size();
  }

  /// {@return whether every dimension is a number}
  public boolean isStatic() {
    return dims.stream().allMatch(Dim::isKnown);
  }

  /// {@return the number of elements, if every dimension is known}
  public OptionalLong elementCount() {
    long count = 1;
    for (Dim dim : dims) {
      if (!(dim instanceof Dim.Known known)) {
        return OptionalLong.empty();
      }
      count = Math.multiplyExact(count, known.size());
    }
    return OptionalLong.of(count);
  }

  /// {@return the shape as `[1, 3, N, ?]`}
  @Override
  public String toString() {
    return dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
