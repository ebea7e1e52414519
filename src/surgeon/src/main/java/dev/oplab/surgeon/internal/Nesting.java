package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.List;

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
}
