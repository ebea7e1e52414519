package dev.oplab.onnx;

import java.util.List;

/// The value of a node's attribute (`AttributeProto`). Immutable, but for the graphs inside.
public sealed interface Attribute {

  record Floats(List<Float> values) implements Attribute {}

  record Ints(List<Long> values) implements Attribute {}

  record Strings(List<String> values) implements Attribute {}

  record Tensors(List<Tensor> values) implements Attribute {}

  record Graphs(List<Graph> values) implements Attribute {}

  record Types(List<ValueType> values) implements Attribute {}

  record FloatValue(float value) implements Attribute {}

  record IntValue(long value) implements Attribute {}

  record StringValue(String value) implements Attribute {}

  record TensorValue(Tensor value) implements Attribute {}

  record GraphValue(Graph value) implements Attribute {}

  record TypeValue(ValueType value) implements Attribute {}

  /// Inside a function: stands for the attribute of the calling node that is called `name`.
  record Reference(String name) implements Attribute {}
}
