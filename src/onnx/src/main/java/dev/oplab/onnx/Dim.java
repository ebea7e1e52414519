package dev.oplab.onnx;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One dimension of a [Shape]: a number, a name shared by every dimension that must agree with it
/// (`dim_param`), or nothing known. Immutable.
public sealed interface Dim {

  /// A dimension whose size is in the model.
  record Known(long size) implements Dim {
    @Override
    public String toString() {
      return Long.toString(size);
    }
  }

  /// A named dimension; the same name means the same size everywhere in the model.
  record Symbolic(String name) implements Dim {
    public Symbolic {
      Objects.requireNonNull(name, "name");
    }

    @Override
    public String toString() {
      return name.isEmpty() ? "?" : name;
    }
  }

  /// A dimension about which the model says nothing.
  record Unknown() implements Dim {
    @Override
    public String toString() {
      return "?";
    }
  }

  /// {@return a dimension of `size` elements}
  static Dim of(long size) {
    return new Known(size);
  }

  /// {@return a dimension named `name`}
  static Dim of(String name) {
    return new Symbolic(name);
  }

  /// {@return a dimension about which nothing is known}
  static Dim unknown() {
    return new Unknown();
  }

  /// {@return the dimension that a number, a name, a dimension or null (unknown) stands for}
  ///
  /// @throws OnnxException if it is something else
  static Dim from(@Nullable Object dim) {
    return switch (dim) {
      case null -> unknown();
      case Dim same -> same;
      case Integer size -> size < 0 ? unknown() : of((long) size);
      case Long size -> size < 0 ? unknown() : of(size);
      case String name -> of(name);
      default ->
          throw new OnnxException(
              "A dimension cannot be %s (%s).%nFix: give a whole number, a name, or null for one that is not known."
                  .formatted(dim, dim.getClass().getSimpleName()));
    };
  }

  /// {@return whether the size is in the model}
  default boolean isKnown() {
    return this instanceof Known;
  }
}
