package dev.oplab.ort.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A model's graph as [Origins] asks about it, by the names of values: who makes a value, which
/// values are equal, and what a runtime may compute ahead of the run.
final class GraphNames {
  private static final Set<String> PASS_ON = Set.of("Identity", "Dropout");
  private static final Set<String> RANDOM =
      Set.of(
          "RandomNormal",
          "RandomUniform",
          "RandomNormalLike",
          "RandomUniformLike",
          "Bernoulli",
          "Multinomial");

  private final Graph graph;
  private final Map<String, Node> producers = new HashMap<>();
  private final Map<String, String> equal = new HashMap<>();
  private final Set<String> repeated = new HashSet<>();
  private final Set<String> fixed = new HashSet<>();
  private final Set<Node> ahead = new HashSet<>();
  private final Map<String, Optional<Node>> byNameAndType = new HashMap<>();

  /// What a node computes: nodes with equal keys have equal outputs.
  private record Computation(
      String domain, String op, Map<String, Attribute> attributes, List<String> inputs) {}

  GraphNames(Graph graph) {
    this.graph = graph;
    graph.initializers().forEach(tensor -> fixed.add(tensor.name()));
    Map<Computation, Node> seen = new HashMap<>();
    for (Node node : graph.nodes()) {
      outputs(node).forEach(name -> producers.put(name, node));
      noteEqual(node, seen);
      noteAhead(node);
      if (!node.name().isEmpty()) {
        byNameAndType.merge(key(node), Optional.of(node), (one, other) -> Optional.empty());
      }
    }
  }

  private void noteEqual(Node node, Map<Computation, Node> seen) {
    List<String> inputs = inputs(node);
    List<String> outputs = outputs(node);
    if (PASS_ON.contains(node.opType()) && !inputs.isEmpty() && !outputs.isEmpty()) {
      equal.put(outputs.getFirst(), representative(inputs.getFirst()));
      return;
    }
    boolean plain = !RANDOM.contains(node.opType()) && subgraphs(node).isEmpty();
    if (!plain || inputs.isEmpty()) {
      return;
    }
    List<String> canonical = inputs.stream().map(this::representative).toList();
    Node before =
        seen.putIfAbsent(
            new Computation(node.domain(), node.opType(), node.attributes(), canonical), node);
    if (before != null && outputs(before).size() == outputs.size()) {
      for (int i = 0; i < outputs.size(); i++) {
        String first = representative(outputs(before).get(i));
        equal.put(outputs.get(i), first);
        repeated.add(first);
      }
    }
  }

  /// A node is computable ahead when no value it needs depends on more than the inputs' shapes.
  private void noteAhead(Node node) {
    boolean shapeOnly = node.opType().equals("Shape") || node.opType().equals("Size");
    boolean allFixed =
        shapeOnly || inputs(node).stream().allMatch(name -> name.isEmpty() || fixed.contains(name));
    if (allFixed && !RANDOM.contains(node.opType()) && subgraphs(node).isEmpty()) {
      ahead.add(node);
      fixed.addAll(outputs(node));
    }
  }

  Graph graph() {
    return graph;
  }

  Optional<Node> producer(String value) {
    return Optional.ofNullable(producers.get(value));
  }

  /// {@return whether this graph itself has the value: made by a node, taken in or constant}
  boolean has(String value) {
    return producers.containsKey(value) || graph.value(value).isPresent();
  }

  /// {@return the name that stands for all values certainly equal to this one}
  String representative(String value) {
    return equal.getOrDefault(value, value);
  }

  /// {@return whether a runtime may compute the node before the run: constants and shapes}
  boolean isAhead(Node node) {
    return ahead.contains(node);
  }

  /// {@return whether the node changes nothing at inference}
  boolean passesOn(Node node) {
    return PASS_ON.contains(node.opType());
  }

  /// {@return whether another node computes the same}
  boolean isRepeated(Node node) {
    return outputs(node).stream()
        .anyMatch(name -> equal.containsKey(name) || repeated.contains(name));
  }

  /// {@return the node of this graph that `node` of another graph is: the only one with its name
  /// and operator, or the one with its operator and outputs}
  Optional<Node> same(Node node) {
    Optional<Node> named =
        node.name().isEmpty()
            ? Optional.empty()
            : byNameAndType.getOrDefault(key(node), Optional.empty());
    List<String> outputs = outputs(node);
    return named.isPresent() || outputs.isEmpty()
        ? named
        : producer(outputs.getFirst())
            .filter(found -> found.opType().equals(node.opType()))
            .filter(found -> found.domain().equals(node.domain()))
            .filter(found -> outputs(found).equals(outputs));
  }

  private static String key(Node node) {
    return node.domain() + "\n" + node.opType() + "\n" + node.name();
  }

  /// {@return input names by position, an omitted one being empty}
  static List<String> inputs(Node node) {
    return node.inputs().stream().map(each -> each.map(Value::name).orElse("")).toList();
  }

  /// {@return output names by position, an omitted one being empty}
  static List<String> outputs(Node node) {
    return node.outputs().stream().map(each -> each.map(Value::name).orElse("")).toList();
  }

  /// {@return the graphs inside a node by attribute name}
  static Map<String, Graph> subgraphs(Node node) {
    Map<String, Graph> found = new java.util.LinkedHashMap<>();
    node.attributes()
        .forEach((name, value) -> {
          switch (value) {
            case Attribute.GraphValue(Graph graph) -> found.put(name, graph);
            case Attribute.Graphs(List<Graph> graphs) -> {
              for (int i = 0; i < graphs.size(); i++) {
                found.put(name + "[" + i + "]", graphs.get(i));
              }
            }
            default -> {}
          }
        });
    return found;
  }

  /// {@return what a person calls the node: its name, or its first output's}
  static String label(Node node) {
    if (!node.name().isEmpty()) {
      return node.name();
    }
    List<String> named = new ArrayList<>(outputs(node));
    named.removeIf(String::isEmpty);
    return named.isEmpty() ? node.opType() : named.getFirst();
  }
}
