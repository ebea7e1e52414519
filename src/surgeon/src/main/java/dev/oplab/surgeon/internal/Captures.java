package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What graphs take from the graphs around them: for each graph, which of its nodes have a graph
/// inside that needs what another of its nodes puts out. Found in one walk, whatever the depth.
public final class Captures {
  private final Map<Graph, Integer> depths = new LinkedHashMap<>();
  private final List<Graph> path = new ArrayList<>();
  private final Map<Node, List<Node>> holders = new HashMap<>();

  private final Set<Value> outer = new LinkedHashSet<>();

  private Captures() {}

  /// {@return the values of graphs around `root` that are needed in it}
  public static Set<Value> of(Graph root) {
    return Collections.unmodifiableSet(in(root).outer);
  }

  static Captures in(Graph root) {
    Captures captures = new Captures();
    Deque<Graph> open = new ArrayDeque<>();
    captures.depths.put(root, 0);
    open.push(root);
    while (!open.isEmpty()) {
      captures.visit(open.pop(), open);
    }
    return captures;
  }

  /// {@return the graphs that were walked, each before those inside it}
  List<Graph> graphs() {
    return List.copyOf(depths.keySet());
  }

  /// {@return the nodes beside `node` that have a graph inside which needs what it puts out}
  List<Node> holders(Node node) {
    return holders.getOrDefault(node, List.of());
  }

  /// The graphs on the way from the root to the one being visited are in `path`.
  private void visit(Graph graph, Deque<Graph> open) {
    int depth = depth(graph);
    while (path.size() > depth) {
      path.removeLast();
    }
    path.add(graph);
    for (Node node : graph.nodes()) {
      for (Optional<Value> input : node.inputs()) {
        take(graph, input.orElse(null));
      }
      for (Graph inner : node.subgraphs()) {
        depths.put(inner, depth + 1);
        open.push(inner);
      }
    }
    graph.outputs().forEach(output -> take(graph, output));
  }

  private void take(Graph graph, @Nullable Value value) {
    if (value == null || value.graph() == graph) {
      return;
    }
    if (!depths.containsKey(value.graph())) {
      outer.add(value);
      return;
    }
    Graph branch = path.get(depth(value.graph()) + 1);
    if (value.producer().isPresent() && branch.owner().isPresent()) {
      holders
          .computeIfAbsent(value.producer().get(), _ -> new ArrayList<>())
          .add(branch.owner().get());
    }
  }

  private int depth(Graph graph) {
    return depths.getOrDefault(graph, 0);
  }
}
