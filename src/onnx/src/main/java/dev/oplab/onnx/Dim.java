package dev.oplab.onnx;

import java.util.Objects;

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

  /// {@return whether the size is in the model}
  default boolean isKnown() {
    return this instanceof Known;
  }
}
