package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The error of nodes or functions that need each other in a circle: it names them in the order of
/// the circle.
final class Cycle {
  private static final int SHOWN = 12;

  private Cycle() {}

  /// {@return the error; `waitsFor` is positive for the nodes that cannot be placed}
  static RuntimeException error(
      Graph graph, List<Node> nodes, List<int[]> followers, int[] waitsFor) {
    Map<Integer, Integer> before = new HashMap<>();
    for (int i = 0; i < waitsFor.length; i++) {
      if (waitsFor[i] > 0) {
        for (int follower : followers.get(i)) {
          before.putIfAbsent(follower, i);
        }
      }
    }
    return Refusal.at(
        graph,
        "nodes need each other in a circle: %s".formatted(text(nodes, before, waitsFor)),
        "give one of them another input; if a name was used twice, rename one of the values");
  }

  /// {@return the error; `waitsFor` is positive for the functions that cannot be placed}
  static RuntimeException error(
      List<LocalFunction> functions, List<List<Integer>> callers, int[] waitsFor) {
    Map<Integer, Integer> before = new HashMap<>();
    for (int i = 0; i < waitsFor.length; i++) {
      if (waitsFor[i] > 0) {
        for (int caller : callers.get(i)) {
          before.putIfAbsent(caller, i);
        }
      }
    }
    return Refusal.of(
        "Functions call themselves or each other in a circle, which ONNX does not allow: "
            + text(functions, before, waitsFor),
        "make one of them do its work without calling the others");
  }

  private static String text(List<?> all, Map<Integer, Integer> before, int[] waitsFor) {
    int start = 0;
    while (waitsFor[start] == 0) {
      start++;
    }
    List<String> circle = circle(start, before).stream().map(i -> all.get(i).toString()).toList();
    String shown =
        circle.size() <= SHOWN
            ? String.join(" -> ", circle)
            : String.join(" -> ", circle.subList(0, SHOWN))
                + " -> ... (%,d more)".formatted(circle.size() - SHOWN);
    return shown + " -> " + circle.getFirst();
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
}
