package dev.oplab.surgeon.diff;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Which node of one graph is which of another: by name, then by operator, inputs and outputs, then
/// by outputs, then by operator and inputs. Nodes of one key are paired in order.
final class NodePairs {
  final Map<Node, Node> pairs = new LinkedHashMap<>();
  final Set<Node> removed = new LinkedHashSet<>();
  final Set<Node> added = new LinkedHashSet<>();

  NodePairs(Graph before, Graph after) {
    removed.addAll(before.nodes());
    added.addAll(after.nodes());
    pair(Node::name);
    pair(node -> List.of(operator(node), names(node.inputs()), names(node.outputs())));
    pair(node -> names(node.outputs()));
    pair(node -> List.of(operator(node), names(node.inputs())));
    Map<Node, Node> inOrder = new LinkedHashMap<>();
    for (Node node : before.nodes()) {
      Node other = pairs.get(node);
      if (other != null) {
        inOrder.put(node, other);
      }
    }
    pairs.clear();
    pairs.putAll(inOrder);
  }

  private void pair(Function<Node, Object> key) {
    if (removed.isEmpty() || added.isEmpty()) {
      return;
    }
    Map<Object, Deque<Node>> waiting = new HashMap<>();
    for (Node node : added) {
      Object at = key.apply(node);
      if (!isBlank(at)) {
        waiting.computeIfAbsent(at, _ -> new ArrayDeque<>()).add(node);
      }
    }
    for (Node node : new ArrayList<>(removed)) {
      Object at = key.apply(node);
      Deque<Node> others = isBlank(at) ? null : waiting.get(at);
      if (others != null && !others.isEmpty()) {
        Node other = others.remove();
        pairs.put(node, other);
        removed.remove(node);
        added.remove(other);
      }
    }
  }

  private static boolean isBlank(Object key) {
    return key.equals("") || (key instanceof Collection<?> all && all.isEmpty());
  }

  static String operator(Node node) {
    String name = node.domain().isEmpty() ? node.opType() : node.domain() + "." + node.opType();
    return node.overload().isEmpty() ? name : name + ":" + node.overload();
  }

  static List<String> names(List<Optional<Value>> values) {
    return values.stream().map(value -> value.map(Value::name).orElse("")).toList();
  }
}
