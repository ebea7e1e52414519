package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/// Edits that several passes share.
final class Rewire {
  private Rewire() {}

  /// Puts `with` in the place of the only output of `node` and removes the node. An output of the
  /// graph keeps its name, type and notes: the node that puts out `with` puts it out.
  ///
  /// @return whether that was possible; if not, nothing was changed
  static boolean bypass(Node node, Value with) {
    Value old = node.output();
    if (hidden(old, with)) {
      return false;
    }
    if (!old.isOutput()) {
      old.replaceAllUses(with);
      node.graph().remove(node);
      return true;
    }
    Node producer = with.producer().orElse(null);
    if (producer == null || with.isOutput() || producer.graph() != node.graph()) {
      return false;
    }
    int place = 0;
    while (producer.outputs().get(place).orElse(null) != with) {
      place++;
    }
    producer.releaseOutput(place);
    node.releaseOutput(0);
    producer.setOutput(place, old);
    with.replaceAllUses(old);
    node.setOutput(0, with);
    node.resizeInputs(0);
    node.graph().remove(node);
    return true;
  }

  /// Makes what uses `old`, which is no output, use `with`.
  ///
  /// @return whether that was possible; if not, nothing was changed
  static boolean replace(Value old, Value with) {
    if (hidden(old, with)) {
      return false;
    }
    old.replaceAllUses(with);
    return true;
  }

  /// {@return whether a graph that uses `old` has a value of its own called like `with`, so that
  /// the name would mean another value there}
  static boolean hidden(Value old, Value with) {
    for (Value.Use use : old.uses()) {
      Graph graph = use.node().graph();
      while (graph != null && graph != with.graph()) {
        if (graph.value(with.name()).isPresent()) {
          return true;
        }
        graph = graph.parent().orElse(null);
      }
    }
    return false;
  }

  /// Removes those of the nodes that nothing uses any more, and what only they used.
  static void removeUnused(Collection<Node> nodes) {
    Deque<Node> waiting = new ArrayDeque<>(nodes);
    while (!waiting.isEmpty()) {
      Node node = waiting.poll();
      if (isUnused(node)) {
        var read = Nodes.reads(node);
        node.graph().remove(node);
        read.forEach(value -> value.producer().ifPresent(waiting::add));
      }
    }
  }

  /// {@return whether the node is there, and all its outputs are unused}
  static boolean isUnused(Node node) {
    return !node.isRemoved()
        && Nodes.outputCount(node) > 0
        && node.outputs().stream().allMatch(output -> output.map(Value::isUnused).orElse(true));
  }
}
