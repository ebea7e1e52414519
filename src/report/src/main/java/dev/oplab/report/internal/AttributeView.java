package dev.oplab.report.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.SparseTensor;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.ValueType;
import dev.oplab.report.Printable;

/// How the value of an attribute prints: a tensor, graph or type as such, all others in a line.
public final class AttributeView {
  private AttributeView() {}

  public static Printable of(Attribute attribute) {
    return switch (attribute) {
      case Attribute.TensorValue(Tensor tensor) -> TensorView.of(tensor);
      case Attribute.SparseTensorValue(SparseTensor tensor) -> TensorView.of(tensor);
      case Attribute.GraphValue(Graph graph) -> GraphView.of(graph);
      case Attribute.TypeValue(ValueType type) -> TypeView.of(type);
      default ->
          Heading.of(Attributes.withContent(attribute), "attribute: " + NodeView.kind(attribute));
    };
  }
}
