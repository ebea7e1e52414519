package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.Arguments;
import dev.oplab.surgeon.Operation;
import dev.oplab.surgeon.Surgeon;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The nodes between some values and others, to be replaced. Those that something outside uses too
/// stay.
public final class Region {
  private final Surgeon g;
  private final Graph graph;
  private final Set<Value> inputs;
  private final List<Value> outputs;
  private final Set<Node> nodes = new LinkedHashSet<>();
  private final Set<Value> reached = new LinkedHashSet<>();

  public Region(Surgeon g, List<Value> inputs, List<Value> outputs) {
    this.g = g;
    this.graph = g.graph();
    this.inputs = new LinkedHashSet<>(inputs);
    this.outputs = List.copyOf(outputs);
  }

  /// {@return the values that took the place of the outputs, under their names}
  public List<Value> replace(Operation build) {
    find();
    Map<Value, List<Value.Use>> uses = new HashMap<>();
    outputs.forEach(output -> uses.put(output, List.copyOf(output.uses())));
    Node last = outputs.getLast().producer().orElseThrow();
    List<Value> built = build.apply(g.before(last), Arguments.of(new ArrayList<>(inputs)));
    if (built.size() != outputs.size()) {
      throw Refusal.at(
          graph,
          "the replacement has %d outputs for the %d of what it replaces"
              .formatted(built.size(), outputs.size()),
          "hand back one value for each output, in the same order");
    }
    for (int i = 0; i < built.size(); i++) {
      swap(outputs.get(i), built.get(i), uses.getOrDefault(outputs.get(i), List.of()));
    }
    removeUnused();
    if (outputs.size() > 1 || !reached.containsAll(inputs)) {
      TopoSort.nodes(graph);
    }
    return built;
  }

  private static void swap(Value old, Value now, List<Value.Use> uses) {
    boolean output = old.isOutput();
    Ends.moveOutputs(old, now);
    for (Value.Use use : uses) {
      use.node().setInput(use.index(), now);
    }
    if (!output && !Ends.isFixed(now)) {
      Ends.takeOver(old, now);
    }
  }

  private void find() {
    Deque<Node> open = new ArrayDeque<>();
    if (outputs.isEmpty()) {
      throw Refusal.at(graph, "no outputs were named", "name what the replacement puts out");
    }
    for (Value output : outputs) {
      if (output.graph() != graph || output.producer().isEmpty() || inputs.contains(output)) {
        throw Refusal.at(
            graph,
            "%s cannot be an output of what is replaced: %s"
                .formatted(
                    output,
                    inputs.contains(output)
                        ? "it is one of the inputs"
                        : "no node of this graph puts it out"),
            "name a value that a node here puts out");
      }
      output.producer().filter(nodes::add).ifPresent(open::push);
    }
    while (!open.isEmpty()) {
      for (Value value : taken(open.pop())) {
        if (inputs.contains(value)) {
          reached.add(value);
        } else if (value.producer().isPresent() && value.graph() == graph) {
          value.producer().filter(nodes::add).ifPresent(open::push);
        } else if (value.isInput()) {
          throw Refusal.at(
              graph,
              "what is to be replaced also needs the graph's input %s".formatted(value),
              "add it, or a value that follows from it, to the inputs");
        }
      }
    }
  }

  /// {@return what a node takes in, the graphs inside it included}
  private List<Value> taken(Node node) {
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
    taken.removeIf(value -> value.graph() != graph);
    return taken;
  }

  private void removeUnused() {
    Deque<Node> open = new ArrayDeque<>(nodes);
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node.isRemoved() || !node.outputs().stream().allMatch(Region::isUnused)) {
        continue;
      }
      List<Value> taken = taken(node);
      graph.remove(node);
      for (Value value : taken) {
        value.producer().filter(nodes::contains).ifPresent(open::push);
      }
    }
  }

  private static boolean isUnused(Optional<Value> output) {
    return output.isEmpty() || output.get().isUnused();
  }
}
