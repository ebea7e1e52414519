package dev.oplab.onnx;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Types as ONNX's text syntax has them: `float[N,3]`, `int64` (a scalar), `float[]` (of any rank),
/// `seq(float[N])`; `?` for one that nothing is known of.
final class TextTypes {
  private TextTypes() {}

  static String of(ValueType type) {
    return switch (type) {
      case ValueType.TensorType(DataType elements, Shape shape) -> of(elements) + ranked(shape);
      case ValueType.SparseTensorType(DataType elements, Shape shape) ->
          "sparse_tensor(" + of(elements) + ranked(shape) + ")";
      case ValueType.SequenceType(ValueType element) -> "seq(" + of(element) + ")";
      case ValueType.OptionalType(ValueType element) -> "optional(" + of(element) + ")";
      case ValueType.MapType(DataType key, ValueType value) ->
          "map(" + of(key) + ", " + of(value) + ")";
      case ValueType.OpaqueType(String domain, String name) ->
          domain.isEmpty()
              ? "opaque(" + (name.isEmpty() ? "" : TextNames.dotted(name)) + ")"
              : "opaque(" + TextNames.dotted(domain) + ", " + TextNames.plain(name) + ")";
      case ValueType.UnknownType() -> "?";
    };
  }

  static String of(DataType elements) {
    return elements.name().toLowerCase(Locale.ROOT);
  }

  /// {@return the sizes in brackets, nothing for a scalar}
  static String of(Shape shape) {
    return shape.rank() == 0
        ? ""
        : shape.dims().stream().map(TextTypes::of).collect(Collectors.joining(",", "[", "]"));
  }

  private static String ranked(@Nullable Shape shape) {
    return shape == null ? "[]" : of(shape);
  }

  private static String of(Dim dim) {
    return switch (dim) {
      case Dim.Known(long size) -> Long.toString(size);
      case Dim.Symbolic(String name) -> TextNames.plain(name);
      case Dim.Unknown() -> "?";
    };
  }
}
