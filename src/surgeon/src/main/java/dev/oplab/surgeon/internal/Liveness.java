package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Finds the nodes that some values need, in the graphs inside too.
final class Liveness {
  private final Set<Node> live = new HashSet<>();
  private final Deque<Node> open = new ArrayDeque<>();
  private final boolean whole;

  private Liveness(boolean whole) {
    this.whole = whole;
  }

  /// {@return the nodes that `outputs` need; `whole` counts every node of a subgraph as needed}
  static Set<Node> of(Collection<Value> outputs, boolean whole) {
    Liveness search = new Liveness(whole);
    outputs.forEach(search::need);
    while (!search.open.isEmpty()) {
      search.visit(search.open.pop());
    }
    return search.live;
  }

  private void need(Value value) {
    value.producer().ifPresent(this::need);
  }

  private void need(Node node) {
    if (live.add(node)) {
      open.push(node);
    }
  }

  private void visit(Node node) {
    for (Optional<Value> input : node.inputs()) {
      input.ifPresent(this::need);
    }
    for (Graph inner : node.subgraphs()) {
      inner.outputs().forEach(this::need);
      if (whole) {
        inner.nodes().forEach(this::need);
      }
    }
  }
}
