package dev.oplab.onnx;

import java.util.stream.Collectors;

/// The errors of edits that would break a graph: where, what was found and expected, what to do.
final class Refused {
  private static final int SHOWN = 3;
  private static final int SHOWN_LEVELS = 4;

  private Refused() {}

  static OnnxException at(Graph graph, String what, String fix) {
    return at(where(graph), what, fix);
  }

  static OnnxException at(Node node, String what, String fix) {
    return at(where(node), what, fix);
  }

  private static OnnxException at(String where, String what, String fix) {
    return new OnnxException("%s: %s.%nFix: %s.".formatted(where, what, fix));
  }

  static String where(Node node) {
    return where(node.graph()) + " > node " + node;
  }

  /// {@return the way to this graph from the main one, the middle left out where it is long}
  static String where(Graph graph) {
    StringBuilder text = new StringBuilder("graph '" + graph.name() + "'");
    Node owner = graph.owner;
    for (int i = 0; owner != null; i++) {
      if (i == SHOWN_LEVELS) {
        return "... > " + text;
      }
      Graph around = owner.graph();
      text.insert(0, "graph '%s' > node %s > ".formatted(around.name(), owner));
      owner = around.owner;
    }
    return text.toString();
  }

  static void ifRemoved(Value value) {
    if (value.removed) {
      throw at(
          value.graph,
          "the value %s was removed from it".formatted(value),
          "use a value that is still in the graph, or make a new one");
    }
  }

  static void ifRemoved(Node node) {
    if (node.link == null) {
      throw at(
          node.graph(),
          "the node %s was removed from it".formatted(node),
          "add a new node, or move a node with moveBefore and moveAfter");
    }
  }

  static void ifRemoved(Graph graph) {
    if (graph.removed) {
      throw at(
          graph,
          "the graph was removed together with the node or attribute that held it",
          "make a new one with newSubgraph");
    }
  }

  static OnnxException stillUsed(Graph graph, String what, Value value) {
    return at(
        graph,
        "%s cannot go: '%s' is still used by %s".formatted(what, value.name(), users(value)),
        "give those another value first, with value.replaceAllUses(other) or node.setInput");
  }

  private static String users(Value value) {
    String nodes =
        value.uses().stream()
            .limit(SHOWN)
            .map(use -> "node %s (input %d)".formatted(use.node(), use.index()))
            .collect(Collectors.joining(", "));
    String graphs =
        value.outputOf.stream()
            .limit(SHOWN)
            .map(graph -> "graph '%s' (output)".formatted(graph.name()))
            .collect(Collectors.joining(", "));
    int hidden =
        Math.max(0, value.uses().size() - SHOWN) + Math.max(0, value.outputOf.size() - SHOWN);
    return nodes
        + (nodes.isEmpty() || graphs.isEmpty() ? "" : ", ")
        + graphs
        + (hidden == 0 ? "" : " and %,d more".formatted(hidden));
  }
}
