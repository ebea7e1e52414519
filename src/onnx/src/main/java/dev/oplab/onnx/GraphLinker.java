package dev.oplab.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ties the parts of one graph together: from the names in the file to values that know their
/// producer and their uses. Mutable, used once.
final class GraphLinker {
  /// A value's name and type as the file states them (`ValueInfoProto`).
  record Typed(String name, ValueType type) {}

  final List<Typed> inputs = new ArrayList<>();
  final List<Typed> outputs = new ArrayList<>();
  final List<Typed> types = new ArrayList<>();
  final List<String[]> nodeInputs = new ArrayList<>();
  final List<String[]> nodeOutputs = new ArrayList<>();
  private final Graph graph;

  GraphLinker(Graph graph) {
    this.graph = graph;
  }

  void link() {
    graph.values =
        LinkedHashMap.newLinkedHashMap(
            inputs.size() + graph.initializers.size() + nodeOutputs.size());
    for (Typed input : inputs) {
      Value value = define(input.name());
      value.type(input.type());
      graph.inputs.add(value);
    }
    for (Tensor initializer : graph.initializers) {
      constant(
          initializer.name(),
          new ValueType.TensorType(initializer.dataType(), initializer.shape()),
          initializer);
    }
    for (SparseTensor sparse : graph.sparseInitializers) {
      constant(
          sparse.name(),
          new ValueType.SparseTensorType(sparse.values().dataType(), sparse.shape()),
          null);
    }
    for (int i = 0; i < graph.nodes.size(); i++) {
      graph.nodes.get(i).outputs(defined(nodeOutputs.get(i)));
    }
    state(types);
    state(outputs);
    for (int i = 0; i < graph.nodes.size(); i++) {
      graph.nodes.get(i).inputs(resolved(nodeInputs.get(i)));
    }
    for (Typed output : outputs) {
      Value value = resolve(output.name());
      if (value.type() instanceof ValueType.UnknownType) {
        value.type(output.type());
      }
      graph.outputs.add(value);
    }
  }

  private void constant(String name, ValueType type, @Nullable Tensor tensor) {
    Value value = graph.values.get(name);
    if (value == null) {
      value = define(name);
      value.type(type);
    } else if (value.type() instanceof ValueType.UnknownType) {
      value.type(type);
    }
    if (tensor != null && value.initializer().isEmpty()) {
      value.initializer(tensor);
    }
  }

  private @Nullable Value[] defined(String[] names) {
    @Nullable Value[] values = new @Nullable Value[names.length];
    for (int i = 0; i < names.length; i++) {
      values[i] = names[i].isEmpty() ? null : define(names[i]);
    }
    return values;
  }

  private @Nullable Value[] resolved(String[] names) {
    @Nullable Value[] values = new @Nullable Value[names.length];
    for (int i = 0; i < names.length; i++) {
      values[i] = names[i].isEmpty() ? null : resolve(names[i]);
    }
    return values;
  }

  /// A name that is defined twice, which ONNX forbids, means its first value.
  private Value define(String name) {
    Value value = new Value(graph, name);
    graph.values.putIfAbsent(name, value);
    return value;
  }

  private void state(List<Typed> all) {
    for (Typed stated : all) {
      Value value = graph.values.get(stated.name());
      if (value != null && value.type() instanceof ValueType.UnknownType) {
        value.type(stated.type());
      }
    }
  }

  /// A name that is defined nowhere, which ONNX forbids, becomes a value without producer.
  private Value resolve(String name) {
    Value value = graph.values.get(name);
    for (Graph around = graph.parent; value == null && around != null; around = around.parent) {
      value = around.values.get(name);
    }
    return value == null ? define(name) : value;
  }
}
