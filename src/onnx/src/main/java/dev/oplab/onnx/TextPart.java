package dev.oplab.onnx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Some of the nodes of a graph, and the names that these take in, at any depth. Immutable.
record TextPart(int before, List<Node> nodes, @Nullable Set<String> names) {
  /// Every node and name.
  static final TextPart ALL = new TextPart(0, List.of(), null);

  /// The nodes of a graph that `options` ask for.
  TextPart(Graph graph, TextOptions options) {
    this(Math.min(options.from(), graph.nodes.size()), some(graph, options));
  }

  private TextPart(int before, List<Node> nodes) {
    this(before, nodes, taken(nodes));
  }

  boolean takes(String name) {
    return names == null || names.contains(name);
  }

  private static List<Node> some(Graph graph, TextOptions options) {
    return graph.nodes.stream()
        .skip(options.from())
        .limit((long) options.to() - options.from())
        .toList();
  }

  private static Set<String> taken(List<Node> nodes) {
    Set<String> names = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>(nodes);
    while (!open.isEmpty()) {
      Node node = open.pop();
      node.inputs().forEach(input -> input.ifPresent(value -> names.add(value.name())));
      for (Graph inner : node.subgraphs()) {
        inner.outputs().forEach(value -> names.add(value.name()));
        open.addAll(inner.nodes);
      }
    }
    return names;
  }
}
