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

/// Puts the nodes of one graph in an order in which each follows those it needs. Stable: of the
/// nodes that may come next, the one that stood first does, so that a valid order stays as it is.
public final class TopoSort {
  private final Graph graph;
  private final Captures captures;
  private final List<Node> nodes;
  private final Map<Node, Integer> places;
  private final List<int[]> followers;
  private final int[] waitsFor;

  private TopoSort(Graph graph, Captures captures) {
    this.graph = graph;
    this.captures = captures;
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
    Captures captures = Captures.in(graph);
    List<TopoSort> sorts = new ArrayList<>();
    List<List<Node>> orders = new ArrayList<>();
    for (Graph each : captures.graphs()) {
      sorts.add(new TopoSort(each, captures));
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
    TopoSort sort = new TopoSort(graph, Captures.in(graph));
    return sort.apply(sort.order());
  }

  private List<Node> order() {
    for (Node node : nodes) {
      places.put(node, places.size());
    }
    for (Node node : nodes) {
      int[] following = following(node);
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
  private int[] following(Node node) {
    List<Integer> found = new ArrayList<>();
    for (Optional<Value> output : node.outputs()) {
      if (output.isPresent()) {
        for (Value.Use use : output.get().uses()) {
          if (use.node().graph() == graph) {
            found.add(place(use.node()));
          }
        }
      }
    }
    captures.holders(node).forEach(holder -> found.add(place(holder)));
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private int place(Node node) {
    return places.getOrDefault(node, 0);
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
