package dev.oplab.onnx;

import java.util.ArrayDeque;
import java.util.Deque;

/// Takes a graph and all inside it out of the model: what they used is no longer used by them.
final class TearDown {
  private TearDown() {}

  static void graph(Graph outer) {
    if (outer.parent != null) {
      outer.parent.subgraphs.remove(outer);
    }
    Deque<Graph> open = new ArrayDeque<>();
    open.push(outer);
    while (!open.isEmpty()) {
      Graph graph = open.pop();
      graph.removed = true;
      for (Statement output : graph.outputs) {
        if (output.value() != null) {
          output.value().removeOutputOf(graph);
        }
      }
      for (Node node : graph.nodes) {
        node.edges.resizeInputs(0);
        node.link = null;
      }
      graph.names.all().forEach(value -> value.removed = true);
      open.addAll(graph.subgraphs);
    }
  }
}
