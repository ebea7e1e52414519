package dev.oplab.onnx;

import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.Rope;
import dev.oplab.onnx.internal.WireReader;
import dev.oplab.onnx.internal.WireWriter;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes attributes (`AttributeProto`): one that was read as it came, but for the graphs in it and
/// for tensors that move.
final class AttributeWriter {
  private static final int TENSOR = 5;
  private static final int GRAPH = 6;
  private static final int TENSORS = 10;
  private static final int GRAPHS = 11;
  private static final int TYPE = 20;
  private static final int SPARSE_TENSOR = 22;
  private static final int SPARSE_TENSORS = 23;

  private final WireWriter out;
  private final TensorWriter tensors;
  private final Placement.Plan plan;
  private final Map<Graph, Rope> graphs;

  /// `graphs` holds the graphs inside the attributes, written already.
  AttributeWriter(WireWriter out, Placement.Plan plan, Map<Graph, Rope> graphs) {
    this.out = out;
    this.tensors = new TensorWriter(out, plan);
    this.plan = plan;
    this.graphs = graphs;
  }

  void field(int number, Attributes.Named attribute) {
    long before = out.size();
    MemorySegment message = attribute.message();
    int replaced = replaced(attribute.value());
    if (message == null) {
      out.number(TYPE, attribute.value().type().code());
      value(attribute.value());
      out.text(1, attribute.name());
    } else if (replaced == 0) {
      out.raw(message, null);
    } else {
      patched(attribute.value(), RawFields.of(message).fields(), replaced);
    }
    out.head(number, before);
  }

  /// Writes the value in the place of the first field that held a part of it.
  private void patched(Attribute value, List<RawFields.Field> fields, int replaced) {
    int place = 0;
    while (place < fields.size() && !holds(fields.get(place), replaced)) {
      place++;
    }
    for (int i = fields.size() - 1; i > place; i--) {
      if (!holds(fields.get(i), replaced)) {
        out.raw(fields.get(i).bytes(), null);
      }
    }
    List<MemorySegment> parts =
        fields.stream()
            .filter(field -> holds(field, replaced))
            .map(RawFields.Field::payload)
            .toList();
    if (value instanceof Attribute.SparseTensorValue(SparseTensor tensor)) {
      sparse(SPARSE_TENSOR, tensor, Joined.of(parts));
    } else if (value instanceof Attribute.SparseTensors(List<SparseTensor> all)) {
      for (int i = all.size() - 1; i >= 0; i--) {
        sparse(SPARSE_TENSORS, all.get(i), parts.get(i));
      }
    } else {
      value(value);
    }
    for (int i = place - 1; i >= 0; i--) {
      out.raw(fields.get(i).bytes(), null);
    }
  }

  private static boolean holds(RawFields.Field field, int number) {
    return field.tag() == (number << 3 | WireReader.BYTES);
  }

  /// {@return the number of the field to be written anew, 0 for none}
  private int replaced(Attribute value) {
    return switch (value) {
      case Attribute.GraphValue _ -> GRAPH;
      case Attribute.Graphs _ -> GRAPHS;
      case Attribute.TensorValue(Tensor tensor) when plan.moves(tensor) -> TENSOR;
      case Attribute.Tensors(List<Tensor> all) when all.stream().anyMatch(plan::moves) -> TENSORS;
      case Attribute.SparseTensorValue(SparseTensor tensor) when moves(tensor) -> SPARSE_TENSOR;
      case Attribute.SparseTensors(List<SparseTensor> all)
          when all.stream().anyMatch(this::moves) ->
          SPARSE_TENSORS;
      default -> 0;
    };
  }

  private boolean moves(SparseTensor tensor) {
    return plan.moves(tensor.values()) || plan.moves(tensor.indices());
  }

  private void value(Attribute value) {
    switch (value) {
      case Attribute.FloatValue(float number) -> out.fixed(2, number);
      case Attribute.IntValue(long number) -> out.number(3, number);
      case Attribute.StringValue(String text) -> out.text(4, text);
      case Attribute.BytesValue(MemorySegment bytes) -> out.bytes(4, bytes, null);
      case Attribute.TensorValue(Tensor tensor) -> tensors.field(TENSOR, tensor);
      case Attribute.GraphValue(Graph graph) -> graph(GRAPH, graph);
      case Attribute.SparseTensorValue(SparseTensor tensor) -> sparse(SPARSE_TENSOR, tensor, null);
      case Attribute.TypeValue(ValueType type) -> type(14, type);
      case Attribute.Reference(String name, AttributeType _) -> out.text(21, name);
      case Attribute.Floats(List<Float> all) -> all.reversed().forEach(one -> out.fixed(7, one));
      case Attribute.Ints(List<Long> all) -> all.reversed().forEach(one -> out.number(8, one));
      case Attribute.Strings(List<String> all) -> all.reversed().forEach(one -> out.text(9, one));
      case Attribute.Tensors(List<Tensor> all) ->
          all.reversed().forEach(one -> tensors.field(TENSORS, one));
      case Attribute.Graphs(List<Graph> all) -> all.reversed().forEach(one -> graph(GRAPHS, one));
      case Attribute.SparseTensors(List<SparseTensor> all) ->
          all.reversed().forEach(one -> sparse(SPARSE_TENSORS, one, null));
      case Attribute.Types(List<ValueType> all) -> all.reversed().forEach(one -> type(15, one));
      case Attribute.Undefined() -> {}
    }
  }

  private void type(int number, ValueType type) {
    long before = out.size();
    TypeWriter.body(out, type, RawFields.NONE);
    out.head(number, before);
  }

  private void sparse(int number, SparseTensor tensor, @Nullable MemorySegment message) {
    long before = out.size();
    tensors.body(tensor, message);
    out.head(number, before);
  }

  private void graph(int number, Graph graph) {
    if (graph.implied && graph.isBlank()) {
      return;
    }
    long before = out.size();
    Rope written = graphs.get(graph);
    if (written != null) {
      out.splice(written);
    }
    out.head(number, before);
  }
}
