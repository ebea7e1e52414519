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

/// The functions of a model by who calls whom.
public final class FunctionOrder {
  private record Key(String domain, String name, String overload) {}

  private final List<LocalFunction> functions;
  private final Map<Key, Integer> places = new HashMap<>();

  private FunctionOrder(Model model) {
    functions = List.copyOf(model.functions());
    for (int i = 0; i < functions.size(); i++) {
      LocalFunction one = functions.get(i);
      String domain = one.domain().equals("ai.onnx") ? "" : one.domain();
      places.putIfAbsent(new Key(domain, one.name(), one.overload()), i);
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
    model.setFunctions(order);
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
    List<LocalFunction> kept = new ArrayList<>();
    for (int i = 0; i < order.functions.size(); i++) {
      if (called.contains(i)) {
        kept.add(order.functions.get(i));
      }
    }
    model.setFunctions(kept);
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

  /// {@return for each function, by its place in the model, the places of those that call it}
  static List<List<Integer>> callers(Model model) {
    return new FunctionOrder(model).callers();
  }

  private List<List<Integer>> callers() {
    List<List<Integer>> callers = new ArrayList<>();
    functions.forEach(_ -> callers.add(new ArrayList<>()));
    for (int i = 0; i < functions.size(); i++) {
      for (int callee : callees(functions.get(i).body())) {
        callers.get(callee).add(i);
      }
    }
    return callers;
  }

  private List<LocalFunction> order() {
    List<List<Integer>> callers = callers();
    int[] waitsFor = new int[functions.size()];
    callers.forEach(all -> all.forEach(caller -> waitsFor[caller]++));
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
      throw Cycle.error(functions, callers, waitsFor);
    }
    return order;
  }
}
