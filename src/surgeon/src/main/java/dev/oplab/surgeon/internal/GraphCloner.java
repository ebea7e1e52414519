package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Copies what is in one graph into another, of any model; the bytes of weights are shared. Used
/// once.
final class GraphCloner {
  private final Map<Value, Value> values = new HashMap<>();
  private final Deque<Graph[]> waiting = new ArrayDeque<>();
  private final UnaryOperator<String> names;
  private final Function<Node, String> operators;

  /// `names` gives the names in the copy, to which a number is added where they are taken;
  /// `operators` the operator of each node.
  GraphCloner(UnaryOperator<String> names, Function<Node, String> operators) {
    this.names = names;
    this.operators = operators;
  }

  /// Says that `now` stands for `old` in the copy.
  GraphCloner with(Value old, Value now) {
    values.put(old, now);
    return this;
  }

  /// Copies everything in `from` but that it is an output.
  ///
  /// @return the values of the copy by those of `from` and of the graphs inside
  Map<Value, Value> copy(Graph from, Graph to) {
    fill(from, to);
    while (!waiting.isEmpty()) {
      Graph[] next = waiting.remove();
      fill(next[0], next[1]);
      next[0].outputs().forEach(output -> next[1].addOutput(value(output, next[1])));
    }
    return values;
  }

  private void fill(Graph from, Graph to) {
    for (Value input : from.inputs()) {
      if (!values.containsKey(input)) {
        values.put(input, to.addInput(name(input, to), input.type()));
        input.initializer().ifPresent(constant -> value(input, to).initializer(constant));
      }
    }
    for (Value value : from.values()) {
      if (!values.containsKey(value)) {
        values.put(value, define(value, to));
      }
    }
    Map<Node, Node> nodes = new HashMap<>();
    for (Node node : from.nodes()) {
      nodes.put(node, node(node, to));
    }
    for (Node node : from.nodes()) {
      Node copied = nodes.getOrDefault(node, node);
      for (Optional<Value> input : node.inputs()) {
        copied.addInput(input.map(one -> value(one, to)).orElse(null));
      }
      for (Map.Entry<String, Attribute> attribute : node.attributes().entrySet()) {
        copied.attribute(attribute.getKey(), attribute(attribute.getValue(), to));
      }
    }
  }

  private Value define(Value value, Graph to) {
    String name = name(value, to);
    if (value.initializer().isPresent()) {
      return to.addInitializer(value.initializer().get().named(name));
    }
    if (value.sparseInitializer().isPresent()) {
      return to.addInitializer(value.sparseInitializer().get()).rename(name);
    }
    return to.addValue(name, value.type());
  }

  private String name(Value value, Graph to) {
    return to.freshName(names.apply(value.name()));
  }

  private Node node(Node node, Graph to) {
    Node copied = to.addNode(operators.apply(node), List.of());
    copied.domain(node.domain()).overload(node.overload());
    copied.rename(node.name().isEmpty() ? "" : to.freshNodeName(names.apply(node.name())));
    if (!node.docString().isEmpty()) {
      copied.docString(node.docString());
    }
    node.metadata().forEach(copied::metadata);
    for (Optional<Value> output : node.outputs()) {
      if (output.isPresent()) {
        copied.addOutput(value(output.get(), to));
      } else {
        copied.addOutput("");
      }
    }
    return copied;
  }

  private Attribute attribute(Attribute old, Graph to) {
    return switch (old) {
      case Attribute.GraphValue(Graph graph) -> new Attribute.GraphValue(inner(graph, to));
      case Attribute.Graphs(List<Graph> all) ->
          new Attribute.Graphs(all.stream().map(graph -> inner(graph, to)).toList());
      default -> old;
    };
  }

  private Graph inner(Graph old, Graph to) {
    Graph copied = to.newSubgraph(old.name());
    if (!old.docString().isEmpty()) {
      copied.docString(old.docString());
    }
    old.metadata().forEach(copied::metadata);
    waiting.add(new Graph[] {old, copied});
    return copied;
  }

  /// {@return what stands for `old`; one of a graph around what is copied becomes a constant or an
  /// input of the outermost graph}
  private Value value(Value old, Graph to) {
    @Nullable Value known = values.get(old);
    if (known != null) {
      return known;
    }
    Graph root = to;
    while (root.parent().isPresent()) {
      root = root.parent().get();
    }
    Value made =
        old.initializer().isPresent()
            ? root.addInitializer(old.initializer().get().named(name(old, root)))
            : root.addInput(name(old, root), old.type());
    values.put(old, made);
    return made;
  }
}
