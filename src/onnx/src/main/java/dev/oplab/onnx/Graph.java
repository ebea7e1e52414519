package dev.oplab.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A graph (`GraphProto`): nodes in execution order and the values between them. Mutable, with
/// identity.
public final class Graph {
  final @Nullable Graph parent;
  String name = "";
  String docString = "";
  final List<Node> nodes = new ArrayList<>();
  final List<Value> inputs = new ArrayList<>();
  final List<Value> outputs = new ArrayList<>();
  final List<Tensor> initializers = new ArrayList<>();
  final List<SparseTensor> sparseInitializers = new ArrayList<>();
  Map<String, Value> values = new LinkedHashMap<>();
  Map<String, String> metadata = Map.of();

  Graph(@Nullable Graph parent) {
    this.parent = parent;
  }

  public String name() {
    return name;
  }

  /// {@return the graph around this one, whose values the nodes here may use; empty for a main
  /// graph and for the body of a function}
  public Optional<Graph> parent() {
    return Optional.ofNullable(parent);
  }

  /// {@return the nodes in the order of the file}
  public List<Node> nodes() {
    return Collections.unmodifiableList(nodes);
  }

  /// {@return the graph's inputs, those with a default initializer included}
  public List<Value> inputs() {
    return Collections.unmodifiableList(inputs);
  }

  /// {@return the inputs a caller must give: those without a default initializer}
  public List<Value> requiredInputs() {
    return inputs.stream().filter(input -> !isSparseConstant(input)).filter(Graph::isOpen).toList();
  }

  /// {@return the graph's outputs; a subgraph may put out a value of a graph around it}
  public List<Value> outputs() {
    return Collections.unmodifiableList(outputs);
  }

  /// {@return the constants of this graph, in the order of the file}
  public List<Tensor> initializers() {
    return Collections.unmodifiableList(initializers);
  }

  /// {@return the sparse constants of this graph, in the order of the file}
  public List<SparseTensor> sparseInitializers() {
    return Collections.unmodifiableList(sparseInitializers);
  }

  /// {@return every value defined in this graph: inputs, constants, then what the nodes put out}
  public Collection<Value> values() {
    return Collections.unmodifiableCollection(values.values());
  }

  /// {@return the value called `name` in this graph, not in those around it}
  public Optional<Value> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// {@return the documentation, empty for none}
  public String docString() {
    return docString;
  }

  /// {@return the exporter's notes on this graph (`metadata_props`), in the order of the file}
  public Map<String, String> metadata() {
    return metadata;
  }

  /// {@return the graph as `graph 'main' (142 nodes)`}
  @Override
  public String toString() {
    return "graph '%s' (%,d nodes)".formatted(name, nodes.size());
  }

  private static boolean isOpen(Value input) {
    return input.initializer().isEmpty();
  }

  private boolean isSparseConstant(Value input) {
    return !sparseInitializers.isEmpty()
        && sparseInitializers.stream().anyMatch(sparse -> sparse.name().equals(input.name()));
  }
}
