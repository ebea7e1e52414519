package dev.oplab.surgeon.internal;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.onnx.ValueType.TensorType;
import org.jspecify.annotations.Nullable;

/// Changes the stated types of values, checked against what is known.
public final class Types {
  private Types() {}

  /// Refuses a type that the constant behind `value` does not have.
  static void check(Value value, ValueType type) {
    if (value.initializer().isPresent() && !value.isInput()) {
      ValueType actual =
          new TensorType(value.initializer().get().dataType(), value.initializer().get().shape());
      if (!Bypass.fits(actual, type)) {
        throw Refusal.at(
            value.graph(),
            "the constant '%s' is %s and cannot be stated as %s"
                .formatted(value.name(), actual, type),
            "give it another content instead");
      }
    }
  }

  public static void dataType(Value value, DataType elements) {
    @Nullable TensorType old = tensor(value);
    set(value, new TensorType(elements, old == null ? null : old.shape()));
  }

  public static void shape(Value value, Shape shape) {
    @Nullable TensorType old = tensor(value);
    if (old == null) {
      throw Refusal.at(
          value.graph(),
          "'%s' cannot get the shape %s: no data type is known for it"
              .formatted(value.name(), shape),
          "state both, with type(value, DataType.FLOAT, ...)");
    }
    set(value, new TensorType(old.dataType(), shape));
  }

  public static void set(Value value, ValueType type) {
    check(value, type);
    value.type(type);
  }

  private static @Nullable TensorType tensor(Value value) {
    if (value.type() instanceof TensorType tensor) {
      return tensor;
    }
    if (value.type() instanceof ValueType.UnknownType) {
      return null;
    }
    throw Refusal.at(
        value.graph(),
        "'%s' is no tensor but %s".formatted(value.name(), value.type()),
        "state the whole type with value.type(...)");
  }
}
