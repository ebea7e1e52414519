package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxException;
import java.util.Optional;

/// The errors of the surgeon: where, what was found and expected, and what to do.
public final class Refusal {
  private static final int SHOWN_LEVELS = 4;

  private Refusal() {}

  public static OnnxException of(String what, String fix) {
    return new OnnxException("%s.%nFix: %s%s".formatted(what, fix, fix.endsWith("?") ? "" : "."));
  }

  public static OnnxException at(Graph graph, String what, String fix) {
    return of(where(graph) + ": " + what, fix);
  }

  public static OnnxException at(Node node, String what, String fix) {
    return of("%s > node %s: %s".formatted(where(node.graph()), node, what), fix);
  }

  /// {@return the way to this graph from the main one, its beginning left out where it is long}
  public static String where(Graph graph) {
    StringBuilder text = new StringBuilder("graph '" + graph.name() + "'");
    Optional<Node> owner = graph.owner();
    for (int i = 0; owner.isPresent(); i++) {
      if (i == SHOWN_LEVELS) {
        return "... > " + text;
      }
      Graph around = owner.get().graph();
      text.insert(0, "graph '%s' > node %s > ".formatted(around.name(), owner.get()));
      owner = around.owner();
    }
    return text.toString();
  }
}
