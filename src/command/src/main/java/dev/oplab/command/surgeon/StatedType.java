package dev.oplab.command.surgeon;

import dev.oplab.command.UsageException;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.onnx.ValueType.TensorType;
import dev.oplab.surgeon.Surgeon;
import dev.oplab.surgeon.TensorSpec;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is to be stated of one tensor: `NAME:TYPE[SHAPE]`, or one of the two alone.
///
/// @param type the type said, with the shape said; the element type of a shape alone is a stand-in
record StatedType(String name, TensorType type, boolean typed, boolean shaped) {
  private static final Pattern SHAPE_ALONE = Pattern.compile("(.+):(\\[[^\\[\\]]*])");

  /// {@return what `text` says of a value of `graph`}
  ///
  /// @throws UsageException if it says neither a type nor a shape
  static StatedType of(String text, Graph graph) {
    Matcher shape = SHAPE_ALONE.matcher(text);
    boolean typed = !shape.matches();
    TensorSpec spec = TensorSpec.of(typed ? text : shape.group(1) + ":float32" + shape.group(2));
    Optional<ValueType> type = spec.type();
    if (type.isEmpty() || graph.value(text).isPresent()) {
      throw UsageException.expected(
          "for TENSOR NAME:TYPE[SHAPE] such as x:float32[N,3,224,224], or x:[N,3,224,224]", text);
    }
    return new StatedType(spec.name(), (TensorType) type.get(), typed, text.endsWith("]"));
  }

  void state(Surgeon surgeon) {
    Value value = surgeon.tensor(name);
    if (typed) {
      surgeon.dataType(value, type.dataType());
    }
    Shape shape = type.shape();
    if (shape != null) {
      surgeon.shape(value, shape.dims().toArray());
    } else if (shaped && value.type() instanceof TensorType known) {
      value.type(new TensorType(known.dataType(), null));
    }
  }
}
