package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Brings the functions of one model into another: those that are the same in both once, those that
/// only share a name under a new one.
final class MergedFunctions {
  private static final long ANY_OPSET = 1;

  private final String prefix;
  private final List<String> notes;

  MergedFunctions(String prefix, List<String> notes) {
    this.prefix = prefix;
    this.notes = notes;
  }

  /// Adds the functions of `guest`, whose nodes then call them as they are called in `host`.
  void add(Model guest, Model host) {
    Map<List<String>, LocalFunction> known = new HashMap<>();
    host.functions().forEach(one -> known.put(key(one), one));
    List<LocalFunction> theirs = List.copyOf(guest.functions());
    Set<Integer> shared = new TreeSet<>();
    Deque<Integer> different = new ArrayDeque<>();
    for (int i = 0; i < theirs.size(); i++) {
      LocalFunction ours = known.get(key(theirs.get(i)));
      if (ours != null) {
        boolean same = Arrays.equals(bytes(ours), bytes(theirs.get(i)));
        (same ? shared : different).add(i);
      }
    }
    Set<Integer> renamed = spread(different, shared, guest);
    Map<List<String>, String> names = new HashMap<>();
    for (int i : renamed) {
      LocalFunction one = theirs.get(i);
      String name = free(one, known.keySet());
      names.put(key(one), name);
      notes.add("%s of the second model is called %s".formatted(one, name));
    }
    for (Graph graph : guest.allGraphs()) {
      for (Node node : graph.nodes()) {
        node.opType(names.getOrDefault(key(node), node.opType()));
      }
    }
    List<LocalFunction> all = new ArrayList<>(host.functions());
    for (int i = 0; i < theirs.size(); i++) {
      LocalFunction one = theirs.get(i);
      if (!shared.contains(i)) {
        all.add(renamed.contains(i) ? one.named(names.getOrDefault(key(one), one.name())) : one);
      }
    }
    host.setFunctions(all);
  }

  /// A function that calls one that gets another name is no longer the same.
  private static Set<Integer> spread(Deque<Integer> different, Set<Integer> shared, Model guest) {
    List<List<Integer>> callers = FunctionOrder.callers(guest);
    Set<Integer> renamed = new TreeSet<>();
    while (!different.isEmpty()) {
      int next = different.pop();
      renamed.add(next);
      for (int caller : callers.get(next)) {
        if (shared.remove(caller)) {
          different.push(caller);
        }
      }
    }
    return renamed;
  }

  private String free(LocalFunction function, Set<List<String>> taken) {
    String name = prefix + function.name();
    for (int i = 2; taken.contains(List.of(function.domain(), name, function.overload())); i++) {
      name = prefix + function.name() + "_" + i;
    }
    return name;
  }

  private static byte[] bytes(LocalFunction function) {
    return OnnxIo.toBytes(Model.create(ANY_OPSET).addFunction(function));
  }

  private static List<String> key(LocalFunction function) {
    String domain = function.domain().equals("ai.onnx") ? "" : function.domain();
    return List.of(domain, function.name(), function.overload());
  }

  private static List<String> key(Node node) {
    return List.of(node.domain(), node.opType(), node.overload());
  }
}
