package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.Surgeon;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The nodes between some values and others: what the outputs need that the inputs do not give.
public final class Region {
  private final Graph graph;
  private final Set<Value> inputs;
  private final List<Value> outputs;
  private final Set<Node> nodes = new LinkedHashSet<>();
  private final Set<Value> reached = new HashSet<>();

  private Region(Graph graph, List<Value> inputs, List<Value> outputs) {
    this.graph = graph;
    this.inputs = new LinkedHashSet<>(inputs);
    this.outputs = List.copyOf(outputs);
  }

  /// {@return the nodes of `graph` between these values}
  ///
  /// @throws dev.oplab.onnx.OnnxException if the outputs need something else that a caller of the
  ///   graph gives, or what is between cannot be done in one step
  public static Region between(Graph graph, List<Value> inputs, List<Value> outputs) {
    Region region = new Region(graph, inputs, outputs);
    region.find();
    refuseIfEntangled(graph, region.nodes, region.inputs, region.outputs);
    return region;
  }

  /// {@return the node before which a replacement goes}
  public Node last() {
    return outputs.getLast().producer().orElseThrow();
  }

  /// {@return a replacement of these nodes by what is built in `g`, at this place}
  public List<Value> replace(Surgeon g, Place place, Supplier<Object> build) {
    Replacement replacement = new Replacement(g, place, nodes, outputs);
    List<Value> now = replacement.put(Returned.values("the replacement", build.get()));
    boolean maybeEarly =
        inputs.stream().anyMatch(input -> !reached.contains(input) && isComputed(input));
    if (outputs.size() > 1 || maybeEarly) {
      TopoSort.nodes(graph);
    }
    return now;
  }

  private static boolean isComputed(Value value) {
    return value.producer().isPresent();
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
      for (Value value : Replacement.taken(open.pop())) {
        if (inputs.contains(value)) {
          reached.add(value);
        } else if (value.producer().isPresent()) {
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

  /// Refuses several outputs of which the inputs need one, by way of nodes that are not replaced.
  static void refuseIfEntangled(
      Graph graph, Set<Node> nodes, Collection<Value> inputs, List<Value> outputs) {
    if (outputs.size() < 2) {
      return;
    }
    Set<Node> behind = new HashSet<>();
    Deque<Value> open = new ArrayDeque<>(outputs);
    while (!open.isEmpty()) {
      for (Value.Use use : open.pop().uses()) {
        Node user = use.node();
        while (user.graph() != graph && user.graph().owner().isPresent()) {
          user = user.graph().owner().get();
        }
        if (!nodes.contains(user) && behind.add(user)) {
          user.outputs().forEach(output -> output.ifPresent(open::push));
        }
      }
    }
    for (Value input : inputs) {
      if (input.producer().filter(behind::contains).isPresent()) {
        throw Refusal.at(
            graph,
            "the input %s of what is replaced needs one of its outputs, by way of node %s"
                .formatted(input, input.producer().get()),
            "replace that node too, or the outputs one by one");
      }
    }
  }
}
