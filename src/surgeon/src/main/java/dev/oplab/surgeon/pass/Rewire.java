package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;

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
    if (producer == null
        || with.isOutput()
        || producer.graph() != node.graph()
        || hidden(with, old)) {
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

  /// {@return whether nodes of `graph` can take `value` in under its name}
  static boolean reaches(Value value, Graph graph) {
    Graph at = graph;
    while (at != null && at != value.graph()) {
      if (at.value(value.name()).isPresent()) {
        return false;
      }
      at = at.parent().orElse(null);
    }
    return at != null;
  }

  /// {@return whether a graph that uses `old` has a value of its own called like `with`, so that
  /// the name would mean another value there}
  static boolean hidden(Value old, Value with) {
    return old.uses().stream().anyMatch(use -> !reaches(with, use.node().graph()));
  }

  /// Removes those of the nodes that nothing uses any more, and what only they used, constants
  /// included.
  static void removeUnused(Collection<Node> nodes) {
    Deque<Node> waiting = new ArrayDeque<>(nodes);
    while (!waiting.isEmpty()) {
      Node node = waiting.poll();
      if (isUnused(node)) {
        var read = Nodes.reads(node);
        Graph graph = node.graph();
        graph.remove(node);
        for (Value value : new LinkedHashSet<>(read)) {
          value.producer().ifPresent(waiting::add);
          if (reaches(value, graph)) {
            removeUnused(value);
          }
        }
      }
    }
  }

  /// Removes those of the nodes that nothing uses any more, what only they used, and those of the
  /// values that are constants and not used any more.
  static void removeUnused(Collection<Node> nodes, Collection<Value> constants) {
    List<Node> all = new ArrayList<>(nodes);
    constants.forEach(value -> value.producer().ifPresent(all::add));
    removeUnused(all);
    constants.forEach(Rewire::removeUnused);
  }

  /// Removes a constant that nothing uses any more and no caller may give.
  static void removeUnused(Value value) {
    boolean constant = value.initializer().isPresent() || value.sparseInitializer().isPresent();
    if (constant && !value.isInput() && value.isUnused()) {
      value.graph().removeInitializer(value);
    }
  }

  /// {@return whether the node is there, and all its outputs are unused}
  static boolean isUnused(Node node) {
    return !node.isRemoved()
        && Nodes.outputCount(node) > 0
        && node.outputs().stream().allMatch(output -> output.map(Value::isUnused).orElse(true));
  }
}
