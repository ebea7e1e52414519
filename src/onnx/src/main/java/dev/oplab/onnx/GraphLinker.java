package dev.oplab.onnx;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ties the parts of one graph together: from the names in the file to values that know their
/// producer and their uses. Mutable, used once.
final class GraphLinker {
  /// A value's name and type as the file states them (`ValueInfoProto`), and the message itself,
  /// null where a function gives a name alone.
  record Typed(String name, ValueType type, @Nullable MemorySegment message) {}

  final List<Typed> inputs = new ArrayList<>();
  final List<Typed> outputs = new ArrayList<>();
  final List<Typed> types = new ArrayList<>();
  final List<Tensor> initializers = new ArrayList<>();
  final List<SparseTensor> sparse = new ArrayList<>();
  final List<MemorySegment> sparseMessages = new ArrayList<>();
  final List<MemorySegment> quantizations = new ArrayList<>();

  /// What the nodes take in and put out, one node after the other; each knows how many are its.
  final List<String> nodeInputs = new ArrayList<>();

  final List<String> nodeOutputs = new ArrayList<>();
  private final Graph graph;

  GraphLinker(Graph graph) {
    this.graph = graph;
  }

  void link() {
    graph.names.expect(inputs.size() + initializers.size() + nodeOutputs.size());
    for (Typed input : inputs) {
      Value value = graph.names.define(input.name());
      value.type = input.type();
      value.input = true;
      graph.inputs.add(new Statement(value, input.name(), input.message()));
    }
    initializers.forEach(graph.constants::read);
    for (int i = 0; i < sparse.size(); i++) {
      graph.constants.read(sparse.get(i), sparseMessages.get(i));
    }
    Iterator<String> names = nodeOutputs.iterator();
    for (Node node : graph.nodes) {
      define(node, names);
    }
    names = nodeInputs.iterator();
    for (Node node : graph.nodes) {
      resolve(node, names);
    }
    for (Typed output : outputs) {
      Value value = resolve(output.name());
      value.addOutputOf(graph);
      graph.outputs.add(new Statement(value, output.name(), output.message()));
    }
    for (Typed stated : types) {
      state(stated);
    }
    int next = 0;
    for (Typed output : outputs) {
      typed(graph.outputs.get(next++).value(), output.type());
    }
    for (MemorySegment quantization : quantizations) {
      graph.quantizations.add(Quantization.read(quantization, this));
    }
  }

  private void define(Node node, Iterator<String> names) {
    for (int i = 0; i < node.edges.outputCount(); i++) {
      String name = names.next();
      if (!name.isEmpty()) {
        // A name that is defined twice, which ONNX forbids, means its first value.
        node.edges.output(i, graph.names.define(name));
      }
    }
  }

  private void resolve(Node node, Iterator<String> names) {
    for (int i = 0; i < node.edges.inputCount(); i++) {
      String name = names.next();
      if (!name.isEmpty()) {
        node.edges.input(i, resolve(name));
      }
    }
  }

  private void state(Typed stated) {
    Value value = graph.names.find(stated.name());
    graph.infos.add(new Statement(value, stated.name(), stated.message()));
    if (value != null) {
      value.stated = true;
      typed(value, stated.type());
    }
  }

  private static void typed(@Nullable Value value, ValueType type) {
    if (value != null && value.type instanceof ValueType.UnknownType) {
      value.type = type;
    }
  }

  private @Nullable Value find(String name) {
    Value value = null;
    for (Graph around = graph; value == null && around != null; around = around.parent) {
      value = around.names.find(name);
    }
    return value;
  }

  /// A name that is defined nowhere, which ONNX forbids, becomes a value without producer.
  private Value resolve(String name) {
    Value value = find(name);
    return value == null ? graph.names.define(name) : value;
  }

  /// {@return the name with the value that has it here, if any}
  Quantization.Name known(String name) {
    return new Quantization.Name(name, name.isEmpty() ? null : find(name));
  }
}
