package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Renames all values or nodes at once; names may be exchanged.
public final class Renaming {
  private Renaming() {}

  /// Renames the values of `graph` and of those inside it.
  ///
  /// @throws dev.oplab.onnx.OnnxException if two values of one graph would get one name; nothing is
  ///   renamed then
  public static void values(Graph graph, UnaryOperator<String> rule) {
    Map<Value, String> wanted = new LinkedHashMap<>();
    for (Graph each : Nesting.inside(graph)) {
      wanted.putAll(wanted(each, List.copyOf(each.values()), Value::name, rule));
    }
    List<Value> ordered = new ArrayList<>(wanted.keySet());
    for (Value value : ordered) {
      value.rename(value.graph().freshName("renamed"));
    }
    wanted.forEach(Value::rename);
  }

  /// Renames the nodes of `graph` and of those inside it that have a name.
  ///
  /// @throws dev.oplab.onnx.OnnxException if two nodes of one graph that had different names would
  ///   get one; nothing is renamed then
  public static void nodes(Graph graph, UnaryOperator<String> rule) {
    Map<Node, String> wanted = new LinkedHashMap<>();
    for (Graph each : Nesting.inside(graph)) {
      List<Node> named = each.nodes().stream().filter(node -> !node.name().isEmpty()).toList();
      wanted.putAll(wanted(each, named, Node::name, rule));
    }
    wanted.forEach(Node::rename);
  }

  /// {@return the new names of those that get another}
  private static <T> Map<T, String> wanted(
      Graph graph, List<T> all, Function<T, String> name, UnaryOperator<String> rule) {
    Map<T, String> wanted = new LinkedHashMap<>();
    Map<String, String> seen = new HashMap<>();
    for (T one : all) {
      String old = name.apply(one);
      String now = rule.apply(old);
      String other = seen.putIfAbsent(now, old);
      if (now.isEmpty() || (other != null && !other.equals(old))) {
        throw Refusal.at(
            graph,
            now.isEmpty()
                ? "the rule gives '%s' no name".formatted(old)
                : "the rule calls both '%s' and '%s' '%s'".formatted(other, old, now),
            "use a rule that gives each a name of its own");
      }
      if (!now.equals(old)) {
        wanted.put(one, now);
      }
    }
    return wanted;
  }
}
