package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Puts the nodes of one graph in an order in which each follows those it needs. Stable: of the
/// nodes that may come next, the one that stood first does, so that a valid order stays as it is.
public final class TopoSort {
  private final Graph graph;
  private final List<Node> nodes;
  private final Map<Node, Integer> places;
  private final List<int[]> followers;
  private final int[] waitsFor;

  private TopoSort(Graph graph) {
    this.graph = graph;
    this.nodes = List.copyOf(graph.nodes());
    this.places = HashMap.newHashMap(nodes.size());
    this.followers = new ArrayList<>(nodes.size());
    this.waitsFor = new int[nodes.size()];
  }

  /// Sorts `graph` and every graph inside it.
  ///
  /// @return whether something moved
  /// @throws dev.oplab.onnx.OnnxException if nodes need each other in a circle; nothing has moved
  public static boolean all(Graph graph) {
    List<TopoSort> sorts = new ArrayList<>();
    List<List<Node>> orders = new ArrayList<>();
    for (Graph each : Nesting.inside(graph)) {
      sorts.add(new TopoSort(each));
      orders.add(sorts.getLast().order());
    }
    boolean moved = false;
    for (int i = 0; i < sorts.size(); i++) {
      moved |= sorts.get(i).apply(orders.get(i));
    }
    return moved;
  }

  /// Sorts `graph`, and not the graphs inside it.
  public static boolean nodes(Graph graph) {
    TopoSort sort = new TopoSort(graph);
    return sort.apply(sort.order());
  }

  private List<Node> order() {
    for (Node node : nodes) {
      places.put(node, places.size());
    }
    Map<Value, List<Integer>> captured = captured();
    for (Node node : nodes) {
      int[] following = following(node, captured);
      followers.add(following);
      for (int follower : following) {
        waitsFor[follower]++;
      }
    }
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < waitsFor.length; i++) {
      if (waitsFor[i] == 0) {
        ready.add(i);
      }
    }
    List<Node> order = new ArrayList<>(nodes.size());
    while (!ready.isEmpty()) {
      int next = ready.remove();
      order.add(nodes.get(next));
      for (int follower : followers.get(next)) {
        if (--waitsFor[follower] == 0) {
          ready.add(follower);
        }
      }
    }
    if (order.size() < nodes.size()) {
      throw Cycle.error(graph, nodes, followers, waitsFor);
    }
    return order;
  }

  /// {@return the places of the nodes that use what `node` puts out, themselves or inside}
  private int[] following(Node node, Map<Value, List<Integer>> captured) {
    List<Integer> found = new ArrayList<>();
    for (Optional<Value> output : node.outputs()) {
      if (output.isEmpty()) {
        continue;
      }
      for (Value.Use use : output.get().uses()) {
        @Nullable Node holder = Nesting.holder(use.node(), graph);
        if (holder != null) {
          found.add(place(holder));
        }
      }
      found.addAll(captured.getOrDefault(output.get(), List.of()));
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private int place(Node node) {
    return places.getOrDefault(node, 0);
  }

  /// {@return the values of this graph that graphs inside put out, with the places of the nodes
  /// those are in}
  private Map<Value, List<Integer>> captured() {
    Map<Value, List<Integer>> captured = new HashMap<>();
    List<Graph> inside = Nesting.inside(graph);
    for (Graph inner : inside.subList(1, inside.size())) {
      for (Value output : inner.outputs()) {
        if (output.graph() == graph) {
          @Nullable Node holder =
              inner.owner().map(node -> Nesting.holder(node, graph)).orElse(null);
          if (holder != null) {
            captured.computeIfAbsent(output, _ -> new ArrayList<>()).add(place(holder));
          }
        }
      }
    }
    return captured;
  }

  private boolean apply(List<Node> order) {
    if (order.equals(nodes)) {
      return false;
    }
    for (int i = 1; i < order.size(); i++) {
      graph.moveAfter(order.get(i), order.get(i - 1));
    }
    return true;
  }
}
