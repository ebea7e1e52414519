package dev.oplab.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names of the values of one graph, and with those of the graphs around and inside it, the
/// names that are free. Mutable.
final class Names {
  private final Graph graph;
  private final Tree tree;
  private Map<String, Value> values = new LinkedHashMap<>();

  /// What a main graph and all graphs inside it share. Counted when first needed.
  private static final class Tree {
    final Map<String, Integer> next = new HashMap<>();
    @Nullable Map<String, Integer> inner;
    @Nullable Map<String, Integer> nodes;
  }

  Names(Graph graph) {
    this.graph = graph;
    this.tree = graph.parent == null ? new Tree() : graph.parent.names.tree;
  }

  void expect(int count) {
    values = LinkedHashMap.newLinkedHashMap(count);
  }

  @Nullable Value find(String name) {
    return values.get(name);
  }

  Collection<Value> all() {
    return values.values();
  }

  /// Makes a value with a name that may be taken already, which then goes on meaning the first one.
  Value define(String name) {
    Value value = new Value(graph, name);
    enter(value);
    return value;
  }

  /// Makes a value with a name that must be free.
  Value defineNew(String name) {
    Refused.ifRemoved(graph);
    check(name);
    return define(name);
  }

  void rename(Value value, String to) {
    Refused.ifRemoved(value);
    if (value.name.equals(to)) {
      return;
    }
    check(to);
    leave(value);
    value.name = to;
    enter(value);
    if (value.initializer != null) {
      value.initializer = value.initializer.named(to);
    }
    if (value.sparse != null) {
      value.sparse = value.sparse.named(to);
    }
  }

  void remove(Value value) {
    leave(value);
    value.removed = true;
  }

  private void enter(Value value) {
    values.putIfAbsent(value.name, value);
    if (tree.inner != null && graph.parent != null) {
      tree.inner.merge(value.name, 1, Integer::sum);
    }
  }

  private void leave(Value value) {
    values.remove(value.name, value);
    if (tree.inner != null && graph.parent != null) {
      tree.inner.computeIfPresent(value.name, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private void check(String name) {
    if (name.isEmpty()) {
      throw Refused.at(graph, "a value must have a name, which this is not: ''", "give a name");
    }
    if (isFree(name)) {
      return;
    }
    for (Graph around = graph; around != null; around = around.parent) {
      if (around.names.find(name) != null) {
        throw taken(name, around);
      }
    }
    if (!graph.subgraphs.isEmpty()) {
      for (Graph within : inside(graph)) {
        if (within.names.find(name) != null) {
          throw taken(name, within);
        }
      }
    }
  }

  /// {@return whether no value in the outermost graph or any inside it has the name}
  private boolean isFree(String name) {
    return graph.root().names.find(name) == null && !inner().containsKey(name);
  }

  /// {@return whether some value may have the name of `value`, one of this graph}
  boolean mayBeHidden(Value value) {
    return inner().getOrDefault(value.name, 0) > (graph.parent == null ? 0 : 1);
  }

  private OnnxException taken(String name, Graph by) {
    return Refused.at(
        graph,
        "the name '%s' is taken by a value of %s".formatted(name, Refused.where(by)),
        "take another name; graph.freshName(\"%s\") gives one".formatted(name));
  }

  /// {@return `prefix` if no value in this graph, around it or inside it has that name, otherwise
  /// the prefix with the next number that is free}
  String fresh(String prefix) {
    String name = prefix.isEmpty() ? "value_0" : prefix;
    while (!isFree(name)) {
      name = next(prefix.isEmpty() ? "value" : prefix);
    }
    return name;
  }

  /// {@return a name that no node of this graph, around it or inside it has}
  String freshForNode(String prefix) {
    Map<String, Integer> nodes = tree.nodes;
    if (nodes == null) {
      nodes = countNodes();
      tree.nodes = nodes;
    }
    String name = prefix;
    while (name.isEmpty() || nodes.containsKey(name)) {
      name = next(prefix.isEmpty() ? "node" : prefix);
    }
    return name;
  }

  private String next(String prefix) {
    return prefix + "_" + tree.next.merge(prefix, 1, Integer::sum);
  }

  void nodeNamed(String name) {
    if (tree.nodes != null && !name.isEmpty()) {
      tree.nodes.merge(name, 1, Integer::sum);
    }
  }

  void nodeUnnamed(String name) {
    if (tree.nodes != null) {
      tree.nodes.computeIfPresent(name, (_, count) -> count == 1 ? null : count - 1);
    }
  }

  /// {@return how often each name occurs in the graphs inside the outermost one; names of graphs
  /// that were removed stay counted}
  private Map<String, Integer> inner() {
    Map<String, Integer> counts = tree.inner;
    if (counts == null) {
      counts = new HashMap<>();
      for (Graph within : inside(graph.root())) {
        for (String name : within.names.values.keySet()) {
          counts.merge(name, 1, Integer::sum);
        }
      }
      tree.inner = counts;
    }
    return counts;
  }

  /// {@return the graphs inside this one, at any depth}
  private static List<Graph> inside(Graph outer) {
    List<Graph> all = new ArrayList<>(outer.subgraphs);
    for (int i = 0; i < all.size(); i++) {
      all.addAll(all.get(i).subgraphs);
    }
    return all;
  }

  private Map<String, Integer> countNodes() {
    Map<String, Integer> counts = new HashMap<>();
    List<Graph> all = inside(graph.root());
    all.add(graph.root());
    for (Graph next : all) {
      for (Node node : next.nodes) {
        if (!node.name().isEmpty()) {
          counts.merge(node.name(), 1, Integer::sum);
        }
      }
    }
    return counts;
  }
}
