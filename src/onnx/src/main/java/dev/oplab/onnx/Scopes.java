package dev.oplab.onnx;

import org.jspecify.annotations.Nullable;

/// Checks that the names in a graph will mean in the file what they mean here: a value of a graph
/// further out must not be hidden by another of the same name in between.
final class Scopes {
  private Scopes() {}

  static void check(Graph graph) {
    for (Node node : graph.nodes) {
      for (int i = 0; i < node.edges.inputCount(); i++) {
        Value value = node.edges.input(i);
        if (value != null && value.graph != graph) {
          refuseIfHidden(graph, value, node);
        }
      }
    }
    for (Statement output : graph.outputs) {
      if (output.value() != null && output.value().graph != graph) {
        refuseIfHidden(graph, output.value(), null);
      }
    }
  }

  private static void refuseIfHidden(Graph graph, Value value, @Nullable Node node) {
    if (!value.graph.names.mayBeHidden(value)) {
      return;
    }
    for (Graph at = graph; at != null && at != value.graph; at = at.parent) {
      if (at.names.find(value.name) != null) {
        String where = node == null ? Refused.where(graph) : Refused.where(node);
        throw new OnnxException(
            "%s: uses %s of %s, which another value of that name in %s hides.%nFix: rename one of them; graph.freshName gives a name."
                .formatted(where, value, Refused.where(value.graph), Refused.where(at)));
      }
    }
  }
}
