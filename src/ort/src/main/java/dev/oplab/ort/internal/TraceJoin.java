package dev.oplab.ort.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the node of the runtime's graph that each node of a trace is. A trace calls a node without
/// a name after its operator and number; such nodes are joined in order. Where both branches of an
/// If have such nodes with one operator, nothing says which ran, and they are left alone.
final class TraceJoin {
  private final List<Optional<Node>> joined = new ArrayList<>();

  private TraceJoin() {}

  /// {@return for each node of the trace its node in `optimized` or in a graph inside it}
  static List<Optional<Node>> join(Trace trace, Graph optimized) {
    TraceJoin join = new TraceJoin();
    trace.nodes().forEach(node -> join.joined.add(Optional.empty()));
    join.join(trace.nodes(), -1, List.of(optimized));
    return join.joined;
  }

  private void join(List<TraceNode> nodes, int parent, Collection<Graph> graphs) {
    List<Node> left = new ArrayList<>();
    graphs.forEach(graph -> left.addAll(graph.nodes()));
    Set<String> ambiguous = ambiguous(graphs);
    for (int i = 0; i < nodes.size(); i++) {
      TraceNode each = nodes.get(i);
      if (each.parent() != parent) {
        continue;
      }
      Optional<Node> found = find(each, left, ambiguous);
      joined.set(i, found);
      if (found.isPresent()) {
        left.remove(found.get());
        join(nodes, i, GraphNames.subgraphs(found.get()).values());
      }
    }
  }

  /// {@return operators that nodes without a name have in more than one of the graphs}
  private static Set<String> ambiguous(Collection<Graph> graphs) {
    Set<String> seen = new HashSet<>();
    Set<String> ambiguous = new HashSet<>();
    for (Graph graph : graphs) {
      Set<String> here = new HashSet<>();
      graph.nodes().stream()
          .filter(node -> node.name().isEmpty())
          .forEach(node -> here.add(node.opType()));
      here.stream().filter(op -> !seen.add(op)).forEach(ambiguous::add);
    }
    return ambiguous;
  }

  private static Optional<Node> find(
      TraceNode wanted, List<Node> candidates, Set<String> ambiguous) {
    boolean mayBeUnnamed =
        wanted.name().equals(wanted.op() + "_" + wanted.index())
            && !ambiguous.contains(wanted.op());
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
