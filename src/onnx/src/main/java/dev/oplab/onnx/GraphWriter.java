package dev.oplab.onnx;

import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.Rope;
import dev.oplab.onnx.internal.WireWriter;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;

/// Writes graphs (`GraphProto`) and functions (`FunctionProto`), from the last byte to the first.
/// The graphs inside must have been written before.
final class GraphWriter {
  private final WireWriter out;
  private final TensorWriter tensors;
  private final AttributeWriter attributes;

  GraphWriter(WireWriter out, Placement.Plan plan, Map<Graph, Rope> inner) {
    this.out = out;
    this.tensors = new TensorWriter(out, plan);
    this.attributes = new AttributeWriter(out, plan, inner);
  }

  /// Writes the body of a graph's message.
  void body(Graph graph) {
    List<RawFields.Field> rest = graph.rest.fields();
    out.allBut(rest, Graph.DOC_STRING, Graph.METADATA).only(rest, Graph.METADATA);
    sparse(graph);
    for (Quantization quantization : graph.quantizations.reversed()) {
      if (!quantization.isStale()) {
        long before = out.size();
        quantization.write(out);
        out.head(14, before);
      }
    }
    infos(13, graph);
    places(12, graph.outputs);
    places(11, graph.inputs);
    out.only(rest, Graph.DOC_STRING);
    for (ListIterator<Value> walk = fromLast(graph.constants.dense); walk.hasPrevious(); ) {
      Tensor tensor = walk.previous().initializer;
      if (tensor != null) {
        tensors.field(5, tensor);
      }
    }
    if (!graph.name.isEmpty() || graph.nameGiven) {
      out.text(2, graph.name);
    }
    nodes(1, graph);
  }

  private void sparse(Graph graph) {
    for (ListIterator<Value> walk = fromLast(graph.constants.sparse); walk.hasPrevious(); ) {
      Value value = walk.previous();
      long before = out.size();
      if (value.sparse != null) {
        tensors.body(value.sparse, value.sparseMessage);
      }
      out.head(15, before);
    }
  }

  /// Writes the body of a function's message.
  void body(LocalFunction function) {
    Graph body = function.body();
    boolean asRead = function.isAsRead();
    List<RawFields.Field> rest =
        (asRead ? body.functionRest : FunctionHead.write(function)).fields();
    List<Attributes.Named> defaults =
        asRead ? body.functionDefaults : FunctionHead.defaults(function);
    out.allBut(rest, 1, 6, 8, 9, 10, 13, 14).only(rest, 14).only(rest, 13);
    infos(12, body);
    defaults.reversed().forEach(one -> attributes.field(11, one));
    out.only(rest, 10).only(rest, 9).only(rest, 8);
    nodes(7, body);
    out.only(rest, 6);
    names(5, body.outputs);
    names(4, body.inputs);
    out.only(rest, 1);
  }

  private void names(int field, List<Statement> places) {
    for (Statement place : places.reversed()) {
      if (place.value() != null) {
        out.text(field, place.value().name);
      }
    }
  }

  private void nodes(int field, Graph graph) {
    for (ListIterator<Node> walk = fromLast(graph.nodes); walk.hasPrevious(); ) {
      Node node = walk.previous();
      long before = out.size();
      node(node);
      out.head(field, before);
    }
  }

  private void node(Node node) {
    List<RawFields.Field> rest = node.rest().fields();
    out.allBut(rest, Node.DOC_STRING, Node.METADATA, 10).only(rest, 10).only(rest, Node.METADATA);
    if (node.writes(8, node.overload())) {
      out.text(8, node.overload());
    }
    if (node.writes(7, node.rawDomain())) {
      out.text(7, node.rawDomain());
    }
    out.only(rest, Node.DOC_STRING);
    List<Attributes.Named> all = node.attributes.all();
    for (int i = all.size() - 1; i >= 0; i--) {
      attributes.field(5, all.get(i));
    }
    if (node.writes(4, node.opType())) {
      out.text(4, node.opType());
    }
    if (node.writes(3, node.name())) {
      out.text(3, node.name());
    }
    for (int i = node.edges.outputCount() - 1; i >= 0; i--) {
      Value output = node.edges.output(i);
      out.text(2, output == null ? "" : output.name);
    }
    for (int i = node.edges.inputCount() - 1; i >= 0; i--) {
      Value input = node.edges.input(i);
      out.text(1, input == null ? "" : input.name);
    }
  }

  private void infos(int field, Graph graph) {
    for (int i = graph.infos.size() - 1; i >= 0; i--) {
      Statement info = graph.infos.get(i);
      if (info.isWritten()) {
        place(field, info);
      }
    }
  }

  private void places(int field, List<Statement> places) {
    for (Statement place : places.reversed()) {
      place(field, place);
    }
  }

  private void place(int field, Statement info) {
    long before = out.size();
    Value value = info.value();
    MemorySegment message = info.message();
    if (value == null || (message != null && !value.retyped && value.name.equals(info.name()))) {
      if (message != null) {
        out.raw(message, null);
      }
    } else {
      RawFields old = message == null ? RawFields.NONE : RawFields.of(message);
      boolean retyped = message == null || value.retyped;
      if (retyped) {
        List<MemorySegment> types = old.payloads(2);
        out.raw(old.without(1, 2));
        TypeWriter.field(out, 2, value.type, new RawFields(types));
      } else {
        out.raw(old.without(1));
      }
      out.text(1, value.name);
    }
    out.head(field, before);
  }

  private static <E> ListIterator<E> fromLast(List<E> list) {
    return list.listIterator(list.size());
  }
}
