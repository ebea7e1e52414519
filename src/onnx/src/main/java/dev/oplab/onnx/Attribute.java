package dev.oplab.onnx;

import dev.oplab.onnx.internal.FloatList;
import dev.oplab.onnx.internal.LongList;
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

  /// Inside a function: stands for the attribute of the calling node that is called `name` and is
  /// of this kind.
  record Reference(String name, AttributeType kind) implements Attribute {}

  record SparseTensorValue(SparseTensor value) implements Attribute {}

  record SparseTensors(List<SparseTensor> values) implements Attribute {}

  /// A string whose bytes are not UTF-8 or that is longer than 1 MiB, such as an engine kept inside
  /// the model. The bytes are a read-only view of the file.
  record BytesValue(MemorySegment bytes) implements Attribute {}

  /// An attribute for which the file gives neither type nor value.
  record Undefined() implements Attribute {}

  /// {@return a list of integers}
  static Attribute of(long... values) {
    LongList list = new LongList();
    for (long value : values) {
      list.append(value);
    }
    return new Ints(list);
  }

  /// {@return a list of `float` numbers}
  static Attribute of(float... values) {
    FloatList list = new FloatList();
    for (float value : values) {
      list.append(value);
    }
    return new Floats(list);
  }

  /// {@return the kind of this value}
  default AttributeType type() {
    return switch (this) {
      case FloatValue _ -> AttributeType.FLOAT;
      case IntValue _ -> AttributeType.INT;
      case StringValue _, BytesValue _ -> AttributeType.STRING;
      case TensorValue _ -> AttributeType.TENSOR;
      case GraphValue _ -> AttributeType.GRAPH;
      case TypeValue _ -> AttributeType.TYPE_PROTO;
      case Floats _ -> AttributeType.FLOATS;
      case Ints _ -> AttributeType.INTS;
      case Strings _ -> AttributeType.STRINGS;
      case Tensors _ -> AttributeType.TENSORS;
      case Graphs _ -> AttributeType.GRAPHS;
      case Types _ -> AttributeType.TYPE_PROTOS;
      case SparseTensorValue _ -> AttributeType.SPARSE_TENSOR;
      case SparseTensors _ -> AttributeType.SPARSE_TENSORS;
      case Reference(String _, AttributeType kind) -> kind;
      case Undefined() -> AttributeType.UNDEFINED;
    };
  }
}
