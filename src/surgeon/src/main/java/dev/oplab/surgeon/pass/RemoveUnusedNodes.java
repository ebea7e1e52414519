package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Removes nodes none of whose outputs reach an output of the graph, through subgraphs too. Nodes
/// without any output stay: what they do is not known.
final class RemoveUnusedNodes implements Pass {
  @Override
  public String name() {
    return "remove-unused-nodes";
  }

  @Override
  public String summary() {
    return "Removes nodes whose results nothing uses, in subgraphs and functions too.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    Deque<Node> waiting = new ArrayDeque<>();
    Scope.of(model).forEach(scope -> scope.graph().nodes().forEach(waiting::push));
    while (!waiting.isEmpty()) {
      Node node = waiting.pop();
      if (Rewire.isUnused(node)) {
        rows.add(PassResult.Row.of(node, "removed: nothing uses it"));
        var read = Nodes.reads(node);
        node.graph().remove(node);
        read.forEach(value -> value.producer().ifPresent(waiting::push));
      }
    }
    return PassResult.of(this, rows);
  }

  @Override
  public List<String> ensures(Model model) {
    return model.allNodes().stream()
        .filter(Rewire::isUnused)
        .map(node -> node + " is still there though nothing uses it")
        .toList();
  }
}
