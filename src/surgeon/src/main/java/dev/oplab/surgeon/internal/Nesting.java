package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which graph is inside which.
public final class Nesting {
  private Nesting() {}

  /// {@return `graph` and every graph inside it, each before those inside it}
  public static List<Graph> inside(Graph graph) {
    List<Graph> all = new ArrayList<>();
    all.add(graph);
    for (int i = 0; i < all.size(); i++) {
      for (Node node : all.get(i).nodes()) {
        all.addAll(node.subgraphs());
      }
    }
    return all;
  }

  /// {@return the node of `graph` that is `inner` or has it inside, null if `inner` is elsewhere}
  static @Nullable Node holder(Node inner, Graph graph) {
    Node node = inner;
    while (node.graph() != graph) {
      Optional<Node> owner = node.graph().owner();
      if (owner.isEmpty()) {
        return null;
      }
      node = owner.get();
    }
    return node;
  }
}
