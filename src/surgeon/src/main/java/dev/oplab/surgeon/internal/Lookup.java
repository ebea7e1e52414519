package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds values and nodes by name.
public final class Lookup {
  private Lookup() {}

  /// {@return the value that this name means in `graph`: one of its own or of a graph around it}
  ///
  /// @throws dev.oplab.onnx.OnnxException if there is none
  public static Value value(Graph graph, String name) {
    List<String> known = new ArrayList<>();
    for (Optional<Graph> at = Optional.of(graph); at.isPresent(); at = at.get().parent()) {
      Optional<Value> value = at.get().value(name);
      if (value.isPresent()) {
        return value.get();
      }
    }
    for (Optional<Graph> at = Optional.of(graph); at.isPresent(); at = at.get().parent()) {
      at.get().values().forEach(value -> known.add(value.name()));
    }
    throw Refusal.at(
        graph,
        "there is no tensor '%s'".formatted(name),
        NearNames.ask(name, known, "tensors() lists the names"));
  }

  /// {@return the one node of `graph` with this name}
  ///
  /// @throws dev.oplab.onnx.OnnxException if there is none, or more than one
  public static Node node(Graph graph, String name) {
    List<Node> found = graph.nodes().stream().filter(node -> node.name().equals(name)).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      throw Refusal.at(
          graph,
          "there is no node '%s'".formatted(name),
          NearNames.ask(
              name,
              graph.nodes().stream().map(Node::name).toList(),
              "nodes() lists the nodes; some have no name"));
    }
    throw Refusal.at(
        graph,
        "%d nodes are called '%s'".formatted(found.size(), name),
        "take the one you mean from nodes(\"%s\"), or from its output's producer()"
            .formatted(found.getFirst().opType()));
  }
}
