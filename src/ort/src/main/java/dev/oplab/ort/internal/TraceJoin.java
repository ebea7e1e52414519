package dev.oplab.ort.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the node of the runtime's graph that each node of a trace is. A trace calls a node without
/// a name after its operator and number; such nodes are joined in order.
final class TraceJoin {
  private final List<Optional<Node>> joined = new ArrayList<>();

  private TraceJoin() {}

  /// {@return for each node of the trace its node in `optimized` or in a graph inside it}
  static List<Optional<Node>> join(Trace trace, Graph optimized) {
    TraceJoin join = new TraceJoin();
    trace.nodes().forEach(node -> join.joined.add(Optional.empty()));
    join.join(trace.nodes(), -1, optimized.nodes());
    return join.joined;
  }

  private void join(List<TraceNode> nodes, int parent, List<Node> candidates) {
    List<Node> left = new ArrayList<>(candidates);
    for (int i = 0; i < nodes.size(); i++) {
      TraceNode each = nodes.get(i);
      if (each.parent() != parent) {
        continue;
      }
      Optional<Node> found = find(each, left);
      joined.set(i, found);
      if (found.isPresent()) {
        left.remove(found.get());
        List<Node> inside = new ArrayList<>();
        GraphNames.subgraphs(found.get()).values().forEach(graph -> inside.addAll(graph.nodes()));
        if (!inside.isEmpty()) {
          join(nodes, i, inside);
        }
      }
    }
  }

  private static Optional<Node> find(TraceNode wanted, List<Node> candidates) {
    boolean mayBeUnnamed = wanted.name().equals(wanted.op() + "_" + wanted.index());
    Optional<Node> named =
        candidates.stream()
            .filter(node -> node.name().equals(wanted.name()) && node.opType().equals(wanted.op()))
            .findFirst();
    return named.isPresent() || !mayBeUnnamed
        ? named
        : candidates.stream()
            .filter(node -> node.name().isEmpty() && node.opType().equals(wanted.op()))
            .findFirst();
  }
}
