package dev.oplab.ort.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.profile.Layer.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the model's nodes behind each node of the graph that the runtime made of it.
///
/// The runtime keeps many names: those of nodes it leaves alone, and those of the tensors that
/// fused nodes put out. Where it renames a tensor ([Correspondence]), the name it had is inferred
/// from the nodes around. A node's origins are then all nodes of the model between its outputs and
/// what other nodes of the runtime's graph put out.
final class Origins {
  private static final Origin UNKNOWN = new Origin(Kind.UNKNOWN, List.of());
  private static final Origin INSERTED = new Origin(Kind.INSERTED, List.of());

  /// How the runtime begins the names of what was inside a function when it puts its body in place
  /// of a call.
  private static final String FROM_FUNCTION = "_inlfunc_";

  private final Map<Node, Origin> origins = new HashMap<>();
  private final Fates fates = new Fates();

  /// Where a node of the runtime's graph came from: labels of the model's nodes, in their order.
  record Origin(Kind kind, List<String> nodes) {}

  private Origins() {}

  static Origins of(Graph model, Graph optimized) {
    Origins result = new Origins();
    result.match(new GraphNames(model), optimized);
    return result;
  }

  Origin of(Node optimized) {
    return origins.getOrDefault(optimized, UNKNOWN);
  }

  /// {@return what became of the model's nodes that are behind no node of the runtime's graph}
  Fates fates() {
    return fates;
  }

  private void match(GraphNames model, Graph optimized) {
    Correspondence names = new Correspondence(model, optimized);
    Map<Node, Node> moved = new HashMap<>();
    for (Node node : optimized.nodes()) {
      names.movedHere(node).ifPresent(original -> moved.put(node, original));
    }
    Set<Node> used = new HashSet<>(moved.values());
    Set<Node> elsewhere = Set.copyOf(used);
    for (Node node : optimized.nodes()) {
      Set<Node> region = new LinkedHashSet<>();
      if (moved.containsKey(node)) {
        region.add(moved.get(node));
      } else if (!names.isInserted(node)) {
        region.addAll(region(node, model, names));
        region.removeAll(elsewhere);
      }
      used.addAll(region);
      origins.put(node, origin(region, names.isInserted(node), model));
      matchSubgraphs(node, region);
    }
    traceFunctions(optimized);
    fates.add(model, used);
  }

  /// A node inside a function that was called comes from that call, as the node does that puts out
  /// the call's result.
  private void traceFunctions(Graph optimized) {
    Map<String, Origin> resultOf = new HashMap<>();
    for (Node node : optimized.nodes().reversed()) {
      if (of(node).kind() == Kind.UNKNOWN) {
        List<Origin> found =
            GraphNames.outputs(node).stream()
                .filter(name -> name.startsWith(FROM_FUNCTION))
                .map(name -> resultOf.getOrDefault(name, UNKNOWN))
                .distinct()
                .toList();
        if (found.size() == 1 && found.getFirst().kind() == Kind.NODE) {
          origins.put(node, found.getFirst());
        }
      }
      Origin origin = of(node);
      GraphNames.inputs(node)
          .forEach(name -> resultOf.merge(name, origin, (a, b) -> a.equals(b) ? a : UNKNOWN));
    }
  }

  private static Origin origin(Set<Node> region, boolean inserted, GraphNames model) {
    if (region.isEmpty()) {
      return inserted ? INSERTED : UNKNOWN;
    }
    List<String> labels = new ArrayList<>();
    for (Node each : model.graph().nodes()) {
      if (region.contains(each)) {
        labels.add(GraphNames.label(each));
      }
    }
    return new Origin(region.size() == 1 ? Kind.NODE : Kind.FUSED, labels);
  }

  /// Walks the model back from what `node` puts out to what others put out.
  private static Set<Node> region(Node node, GraphNames model, Correspondence names) {
    Set<Node> region = new LinkedHashSet<>();
    List<Node> todo = new ArrayList<>(names.ends(node));
    Set<Node> ends = new HashSet<>(todo);
    while (!todo.isEmpty()) {
      Node each = todo.removeLast();
      boolean others = !ends.contains(each) && names.isOtherNodes(each, node);
      if (others || !region.add(each)) {
        continue;
      }
      for (String input : GraphNames.inputs(each)) {
        if (!names.isBorder(input)) {
          model
              .producer(model.representative(input))
              .filter(producer -> !model.isAhead(producer))
              .ifPresent(todo::add);
        }
      }
    }
    return region;
  }

  private void matchSubgraphs(Node node, Set<Node> region) {
    Map<String, Graph> inside = GraphNames.subgraphs(node);
    if (inside.isEmpty()) {
      return;
    }
    Map<String, Graph> original = new HashMap<>();
    region.stream()
        .filter(each -> each.opType().equals(node.opType()))
        .findFirst()
        .ifPresent(each -> original.putAll(GraphNames.subgraphs(each)));
    inside.forEach((attribute, graph) -> {
      Graph from = original.get(attribute);
      if (from != null) {
        match(new GraphNames(from), graph);
      }
    });
  }
}
