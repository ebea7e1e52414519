package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.Surgeon;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// New layers in the place of some nodes: what used the outputs of those uses what the layers make,
/// under the same names, and the nodes go, but for those that something else uses too.
final class Replacement {
  private final Surgeon g;
  private final Place place;
  private final Set<Node> nodes;
  private final List<Value> outputs;
  private final Map<Value, List<Value.Use>> uses = new HashMap<>();

  /// To be made before what takes the place is built at `place`, which records.
  Replacement(Surgeon g, Place place, Set<Node> nodes, List<Value> outputs) {
    this.g = g;
    this.place = place;
    this.nodes = nodes;
    this.outputs = outputs;
    // What uses the outputs now is to be changed, and not what is built.
    outputs.forEach(output -> uses.put(output, List.copyOf(output.uses())));
  }

  /// Puts the values, which were built since this was made, in the place of the outputs.
  ///
  /// @return the values that are there now
  List<Value> put(List<Value> built) {
    if (built.size() != outputs.size()) {
      throw Refusal.at(
          outputs.getFirst().graph(),
          "the replacement has %d outputs for the %d of what it replaces"
              .formatted(built.size(), outputs.size()),
          "hand back one value for each output, in the same order");
    }
    List<Value> now = new ArrayList<>();
    Set<Value> renamed = new HashSet<>();
    for (int i = 0; i < built.size(); i++) {
      now.add(swap(outputs.get(i), built.get(i), renamed));
    }
    removeUnused();
    return now;
  }

  private Value swap(Value old, Value built, Set<Value> renamed) {
    if (old == built) {
      return old;
    }
    boolean isNew =
        built.producer().filter(place::isMadeHere).isPresent()
            && !built.isOutput()
            && renamed.add(built);
    Value now = isNew || !old.isOutput() ? built : g.layer("Identity").in(built).out();
    for (Value.Use use : uses.getOrDefault(old, List.of())) {
      use.node().setInput(use.index(), now);
    }
    if (old.isOutput()) {
      Ends.moveOutputs(old, now);
    } else if (isNew) {
      Ends.takeOver(old, now);
    }
    return now;
  }

  private void removeUnused() {
    Deque<Node> open = new ArrayDeque<>(nodes);
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node.isRemoved() || !node.outputs().stream().allMatch(Replacement::isUnused)) {
        continue;
      }
      List<Value> taken = taken(node);
      node.graph().remove(node);
      for (Value value : taken) {
        value.producer().filter(nodes::contains).ifPresent(open::push);
      }
    }
  }

  private static boolean isUnused(Optional<Value> output) {
    return output.isEmpty() || output.get().isUnused();
  }

  /// {@return what a node takes in of its own graph, the graphs inside it included}
  static List<Value> taken(Node node) {
    List<Value> taken = new ArrayList<>();
    node.inputs().forEach(input -> input.ifPresent(taken::add));
    Deque<Graph> open = new ArrayDeque<>(node.subgraphs());
    while (!open.isEmpty()) {
      Graph inner = open.pop();
      taken.addAll(inner.outputs());
      for (Node one : inner.nodes()) {
        one.inputs().forEach(input -> input.ifPresent(taken::add));
        open.addAll(one.subgraphs());
      }
    }
    taken.removeIf(value -> value.graph() != node.graph());
    return taken;
  }
}
