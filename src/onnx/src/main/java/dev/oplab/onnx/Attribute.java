package dev.oplab.onnx;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// The value of a node's attribute (`AttributeProto`). Immutable, but for the graphs inside.
///
/// ONNX keeps strings as bytes; they are read as UTF-8, and in a list of strings each byte that is
/// not becomes a lone surrogate (U+DC80 to U+DCFF). A single string that is not text comes as
/// [BytesValue].
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

  record SparseTensorValue(SparseTensor value) implements Attribute {}

  record SparseTensors(List<SparseTensor> values) implements Attribute {}

  /// A string whose bytes are not UTF-8 or that is longer than 1 MiB, such as an engine kept inside
  /// the model. The bytes are a read-only view of the file.
  record BytesValue(MemorySegment bytes) implements Attribute {}

  /// An attribute for which the file gives neither type nor value.
  record Undefined() implements Attribute {}
}
