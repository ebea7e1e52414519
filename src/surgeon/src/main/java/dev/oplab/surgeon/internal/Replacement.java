package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.surgeon.Surgeon;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// New layers in the place of some nodes: they put out the values that those nodes did, with their
/// names, users and notes, and the nodes go, but for those that something else uses too.
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
    Map<Value, Value> placed = new HashMap<>();
    for (int i = 0; i < built.size(); i++) {
      Value value = placed.getOrDefault(built.get(i), built.get(i));
      now.add(swap(outputs.get(i), value));
      placed.put(built.get(i), now.getLast());
    }
    removeUnused();
    return now;
  }

  private Value swap(Value old, Value built) {
    if (old == built) {
      return old;
    }
    boolean isNew =
        built.producer().filter(place::isMadeHere).isPresent()
            && !built.isOutput()
            && !outputs.contains(built);
    if (!isNew && !old.isOutput()) {
      uses.getOrDefault(old, List.of()).forEach(use -> use.node().setInput(use.index(), built));
      return built;
    }
    exchange(old, isNew ? built : g.layer("Identity").in(built).out());
    return old;
  }

  /// Makes the node that puts out `built` put out `old`, and the other way round. What was built on
  /// the old value, as it was, goes on using that.
  private void exchange(Value old, Value built) {
    List<Value.Use> wanted = List.copyOf(built.uses());
    for (Value.Use use : List.copyOf(old.uses())) {
      if (place.isMadeHere(use.node())) {
        use.node().setInput(use.index(), built);
      }
    }
    wanted.forEach(use -> use.node().setInput(use.index(), old));
    Node from = old.producer().orElseThrow();
    Node to = built.producer().orElseThrow();
    int was = Ends.outputIndex(from, old);
    int is = Ends.outputIndex(to, built);
    from.releaseOutput(was);
    to.releaseOutput(is);
    to.setOutput(is, old);
    from.setOutput(was, built);
    if (!(built.type() instanceof ValueType.UnknownType)) {
      old.type(built.type());
    }
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
