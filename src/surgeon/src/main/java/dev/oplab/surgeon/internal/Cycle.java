package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The error of nodes that need each other in a circle: it names them in the order of the circle.
final class Cycle {
  private static final int SHOWN = 12;

  private Cycle() {}

  /// {@return the error; `waitsFor` is positive for the nodes that cannot be placed}
  static RuntimeException error(
      Graph graph, List<Node> nodes, List<int[]> followers, int[] waitsFor) {
    Map<Integer, Integer> before = new HashMap<>();
    int start = -1;
    for (int i = 0; i < nodes.size(); i++) {
      if (waitsFor[i] > 0) {
        start = start < 0 ? i : start;
        for (int follower : followers.get(i)) {
          before.putIfAbsent(follower, i);
        }
      }
    }
    List<String> circle = circle(start, before).stream().map(i -> nodes.get(i).toString()).toList();
    return Refusal.at(
        graph,
        "nodes need each other in a circle: %s".formatted(text(circle)),
        "give one of them another input; if a name was used twice, rename one of the values");
  }

  private static List<Integer> circle(int start, Map<Integer, Integer> before) {
    List<Integer> path = new ArrayList<>();
    Map<Integer, Integer> seen = new HashMap<>();
    int at = start;
    while (!seen.containsKey(at)) {
      seen.put(at, path.size());
      path.add(at);
      at = before.getOrDefault(at, at);
    }
    List<Integer> circle =
        new ArrayList<>(path.subList(seen.getOrDefault(at, 0), path.size()).reversed());
    Collections.rotate(circle, -circle.indexOf(Collections.min(circle)));
    return circle;
  }

  private static String text(List<String> circle) {
    String nodes =
        circle.size() <= SHOWN
            ? String.join(" -> ", circle)
            : String.join(" -> ", circle.subList(0, SHOWN))
                + " -> ... (%,d more)".formatted(circle.size() - SHOWN);
    return nodes + " -> " + circle.getFirst();
  }
}
