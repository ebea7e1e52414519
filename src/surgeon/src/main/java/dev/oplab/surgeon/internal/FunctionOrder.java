package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/// The functions of a model by who calls whom.
public final class FunctionOrder {
  private record Key(String domain, String name, String overload) {}

  private final List<LocalFunction> functions;
  private final Map<Key, Integer> places = new HashMap<>();

  private FunctionOrder(Model model) {
    functions = List.copyOf(model.functions());
    for (LocalFunction one : functions) {
      String domain = one.domain().equals("ai.onnx") ? "" : one.domain();
      places.putIfAbsent(new Key(domain, one.name(), one.overload()), places.size());
    }
  }

  /// Puts each function behind those it calls; an order in which that is so stays.
  ///
  /// @return whether something moved
  /// @throws dev.oplab.onnx.OnnxException if functions call each other in a circle
  public static boolean sort(Model model) {
    List<LocalFunction> order = new FunctionOrder(model).order();
    if (order.equals(model.functions())) {
      return false;
    }
    order.forEach(model::removeFunction);
    order.forEach(model::addFunction);
    return true;
  }

  /// Removes the functions that no node of the model calls, not even through others.
  static void removeUncalled(Model model) {
    FunctionOrder order = new FunctionOrder(model);
    Set<Integer> called = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>(order.callees(model.graph()));
    while (!open.isEmpty()) {
      int next = open.pop();
      if (called.add(next)) {
        open.addAll(order.callees(order.functions.get(next).body()));
      }
    }
    for (int i = 0; i < order.functions.size(); i++) {
      if (!called.contains(i)) {
        model.removeFunction(order.functions.get(i));
      }
    }
  }

  private Collection<Integer> callees(Graph body) {
    Set<Integer> callees = new LinkedHashSet<>();
    for (Graph graph : Nesting.inside(body)) {
      for (Node node : graph.nodes()) {
        Integer place = places.get(new Key(node.domain(), node.opType(), node.overload()));
        if (place != null) {
          callees.add(place);
        }
      }
    }
    return callees;
  }

  private List<LocalFunction> order() {
    List<List<Integer>> callers = new ArrayList<>();
    functions.forEach(_ -> callers.add(new ArrayList<>()));
    int[] waitsFor = new int[functions.size()];
    for (int i = 0; i < waitsFor.length; i++) {
      for (int callee : callees(functions.get(i).body())) {
        callers.get(callee).add(i);
        waitsFor[i]++;
      }
    }
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < waitsFor.length; i++) {
      if (waitsFor[i] == 0) {
        ready.add(i);
      }
    }
    List<LocalFunction> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      order.add(functions.get(next));
      for (int caller : callers.get(next)) {
        if (--waitsFor[caller] == 0) {
          ready.add(caller);
        }
      }
    }
    if (order.size() < functions.size()) {
      String circle =
          functions.stream()
              .filter(function -> !order.contains(function))
              .map(LocalFunction::toString)
              .collect(Collectors.joining(", "));
      throw Refusal.of(
          "Functions call themselves or each other, which ONNX does not allow: " + circle,
          "make one of them do its work without calling the others");
    }
    return order;
  }
}
