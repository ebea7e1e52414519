package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Copies the body of a function to where a node calls it. Used once.
final class FunctionBody {
  private final LocalFunction function;
  private final Node call;
  private final Graph graph;
  private final String prefix;

  /// What stands for each value of the body; an input that the call omits has none.
  private final Map<Value, Value> values = new HashMap<>();

  private final Deque<Graph[]> inner = new ArrayDeque<>();
  private final List<Node> copied = new ArrayList<>();

  FunctionBody(LocalFunction function, Node call) {
    this.function = function;
    this.call = call;
    this.graph = call.graph();
    this.prefix = (call.name().isEmpty() ? function.name() : call.name()) + "_";
  }

  /// Replaces the call.
  ///
  /// @return the nodes that were put in its place, those of graphs inside included
  List<Node> inline() {
    List<Value> inputs = function.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      Value formal = inputs.get(i);
      call.input(i).ifPresent(actual -> values.put(formal, actual));
    }
    Map<Value, Value> results = results();
    values.putAll(results);
    for (Node node : function.nodes()) {
      copy(node, graph, true);
    }
    finishInner();
    handOn();
    graph.remove(call);
    return copied;
  }

  /// {@return what the call put out, by the value of the body that becomes it}
  private Map<Value, Value> results() {
    Map<Value, Value> results = new LinkedHashMap<>();
    for (int i = 0; i < function.outputs().size(); i++) {
      Value formal = function.outputs().get(i);
      boolean used = i < call.outputs().size() && call.outputs().get(i).isPresent();
      if (used && formal.producer().isPresent() && !results.containsKey(formal)) {
        results.put(formal, call.releaseOutput(i));
      }
    }
    return results;
  }

  /// An output that is also an input of the function, or another output, is passed on.
  private void handOn() {
    for (int i = 0; i < Math.min(call.outputs().size(), function.outputs().size()); i++) {
      Value from = values.get(function.outputs().get(i));
      if (call.outputs().get(i).isPresent() && from != null) {
        Value result = call.releaseOutput(i);
        Node identity = graph.addNode("Identity", List.of(from)).addOutput(result);
        graph.moveBefore(identity, call);
        copied.add(identity);
      }
    }
  }

  private void copy(Node node, Graph to, boolean outermost) {
    Node now = to.addNode(node.opType(), List.of());
    if (outermost) {
      to.moveBefore(now, call);
    }
    now.domain(node.domain()).overload(node.overload());
    now.rename(node.name().isEmpty() ? "" : to.freshNodeName(prefix + node.name()));
    if (!node.docString().isEmpty()) {
      now.docString(node.docString());
    }
    node.metadata().forEach(now::metadata);
    for (Optional<Value> output : node.outputs()) {
      output(output.orElse(null), now);
    }
    for (Optional<Value> input : node.inputs()) {
      now.addInput(input.map(values::get).orElse(null));
    }
    node.attributes().forEach((key, value) -> attribute(now, key, value));
    copied.add(now);
  }

  private void output(@Nullable Value old, Node now) {
    Value known = old == null ? null : values.get(old);
    if (old == null) {
      now.addOutput("");
    } else if (known != null) {
      now.addOutput(known);
    } else {
      now.addOutput(now.graph().freshName(prefix + old.name()));
      Value made = now.outputs().getLast().orElseThrow();
      if (!(old.type() instanceof ValueType.UnknownType)) {
        made.type(old.type());
      }
      values.put(old, made);
    }
  }

  /// What the call gives, else the function's default; an attribute that neither has is left out.
  private void attribute(Node now, String key, Attribute value) {
    switch (value) {
      case Attribute.Reference(String name, var _) -> {
        @Nullable Attribute given =
            call.attribute(name).orElse(function.attributeDefaults().get(name));
        if (given != null) {
          now.attribute(key, given);
        }
      }
      case Attribute.GraphValue(Graph old) ->
          now.attribute(key, new Attribute.GraphValue(begin(old, now.graph())));
      case Attribute.Graphs(List<Graph> all) ->
          now.attribute(
              key, new Attribute.Graphs(all.stream().map(old -> begin(old, now.graph())).toList()));
      default -> now.attribute(key, value);
    }
  }

  private Graph begin(Graph old, Graph around) {
    Graph now = around.newSubgraph(old.name());
    inner.add(new Graph[] {old, now});
    return now;
  }

  private void finishInner() {
    while (!inner.isEmpty()) {
      Graph[] pair = inner.poll();
      Graph old = pair[0];
      Graph now = pair[1];
      for (Value input : old.inputs()) {
        values.put(input, now.addInput(now.freshName(prefix + input.name()), input.type()));
      }
      for (Value value : old.values()) {
        if (value.initializer().isPresent()) {
          constant(value, now);
        } else if (value.sparseInitializer().isPresent()) {
          String name = now.freshName(prefix + value.name());
          values.put(value, now.addInitializer(value.sparseInitializer().get()).rename(name));
        }
      }
      for (Node node : old.nodes()) {
        copy(node, now, false);
      }
      for (Value output : old.outputs()) {
        now.addOutput(Objects.requireNonNull(values.get(output), "defined in the function"));
      }
    }
  }

  private void constant(Value value, Graph now) {
    var tensor = value.initializer().orElseThrow();
    Value known = values.get(value);
    if (known != null) {
      known.initializer(tensor);
    } else {
      String name = now.freshName(prefix + value.name());
      values.put(value, now.addInitializer(tensor.named(name)));
    }
  }
}
