package dev.oplab.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

  /// {@return the shape with these dimensions: a number (negative for unknown), a name, a [Dim], or
  /// null for unknown}
  ///
  /// @throws OnnxException if one is something else
  public static Shape ofDims(@Nullable Object... dims) {
    return new Shape(Arrays.stream(dims).map(Dim::from).toList());
  }

  /// {@return the number of dimensions}
  public int rank() {
    return dims.size();
  }

  /// {@return whether every dimension is a number}
  public boolean isStatic() {
    return dims.stream().allMatch(Dim::isKnown);
  }

  /// {@return whether a tensor of the static shape `actual` is one of this shape}
  boolean accepts(Shape actual) {
    boolean fits = actual.rank() == rank();
    for (int i = 0; fits && i < rank(); i++) {
      fits = !dims.get(i).isKnown() || dims.get(i).equals(actual.dims().get(i));
    }
    return fits;
  }

  /// {@return the number of elements, if every dimension is known}
  ///
  /// @throws OnnxException if a size is negative or the number does not fit into 64 bits
  public OptionalLong elementCount() {
    long count = 1;
    boolean empty = false;
    boolean tooMany = false;
    for (Dim dim : dims) {
      if (!(dim instanceof Dim.Known(long size))) {
        return OptionalLong.empty();
      }
      if (size < 0) {
        throw new OnnxException(
            "The shape %s has the negative size %d.%nFix: give sizes of 0 or more."
                .formatted(this, size));
      }
      empty |= size == 0;
      tooMany |= size != 0 && count > Long.MAX_VALUE / size;
      count *= size;
    }
    if (tooMany && !empty) {
      throw new OnnxException(
          "The shape %s has more elements than a 64-bit number can count.%nFix: give smaller sizes."
              .formatted(this));
    }
    return OptionalLong.of(empty ? 0 : count);
  }

  /// {@return the shape as `[1, 3, N, ?]`}
  @Override
  public String toString() {
    return dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
