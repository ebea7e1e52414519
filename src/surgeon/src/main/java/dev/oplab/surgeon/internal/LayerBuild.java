package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Adds one node with all that belongs to it, or leaves the graph as it was.
public final class LayerBuild {
  private final Graph graph;
  private final Home home;
  private final Place place;
  private final List<Value> constants = new ArrayList<>();

  public LayerBuild(Graph graph, Home home, Place place) {
    this.graph = graph;
    this.home = home;
    this.place = place;
  }

  /// {@return the new node}
  public Node add(
      String opType,
      String domain,
      String name,
      List<? extends @Nullable Object> inputs,
      List<Result> outputs,
      Map<String, Attribute> attributes) {
    List<Operand> operands = new ArrayList<>(inputs.size());
    for (Object input : inputs) {
      operands.add(Operand.of(graph, input));
    }
    outputs.forEach(output -> output.check(graph));
    List<@Nullable Value> values = new ArrayList<>(operands.size());
    @Nullable Node node = null;
    try {
      for (Operand operand : operands) {
        Tensor constant = operand.constant();
        values.add(constant == null ? operand.value() : constant(constant));
      }
      node = graph.addNode(opType, values);
      for (Map.Entry<String, Attribute> attribute : attributes.entrySet()) {
        node.attribute(attribute.getKey(), own(attribute.getValue()));
      }
    } catch (OnnxException e) {
      undo(node);
      throw e;
    }
    if (!domain.isEmpty()) {
      node.domain(domain);
      home.importDomain(domain);
    }
    if (!name.isEmpty()) {
      node.rename("").rename(graph.freshNodeName(name)); // its own name is not taken
    }
    for (Result output : outputs) {
      output.addTo(node);
    }
    place.put(graph, node);
    return node;
  }

  /// A graph that another node has is copied.
  private Attribute own(Attribute attribute) {
    return switch (attribute) {
      case Attribute.GraphValue(Graph inner) -> new Attribute.GraphValue(own(inner));
      case Attribute.Graphs(List<Graph> all) ->
          new Attribute.Graphs(all.stream().map(this::own).toList());
      default -> attribute;
    };
  }

  private Graph own(Graph inner) {
    boolean taken = inner.owner().isPresent() && inner.parent().filter(graph::equals).isPresent();
    return taken ? inner.copy() : inner;
  }

  private void undo(@Nullable Node node) {
    if (node != null) {
      graph.remove(node);
    }
    for (Value constant : constants) {
      if (constant.producer().isPresent()) {
        graph.remove(constant.producer().get());
      } else {
        graph.removeInitializer(constant);
      }
    }
  }

  /// Makes `value` a constant in place; where the graph cannot hold one, a node puts it out.
  public Value toConstant(Value value, Object content) {
    Tensor tensor = tensor(value.name(), content);
    Ends.detach(value);
    if (home.holdsInitializers(value.graph())) {
      return value.initializer(tensor);
    }
    Node node = value.graph().addNode("Constant", List.of()).attribute("value", tensor);
    node.addOutput(value);
    value.graph().moveBefore(node, value.graph().nodes().getFirst());
    return value;
  }

  /// {@return a new constant of this name, or with a number behind it}
  public Value constant(String name, Object content) {
    return constant(tensor(name, content));
  }

  private Tensor tensor(String name, Object content) {
    return ConstantOf.of("", content)
        .orElseThrow(() ->
            Refusal.at(
                graph,
                "the constant '%s' cannot be made of %s (%s)"
                    .formatted(name, content, content.getClass().getSimpleName()),
                "give a Tensor, numbers, or arrays or lists of numbers"))
        .named(name);
  }

  /// {@return a new constant: an initializer, or a node where the graph cannot hold one}
  private Value constant(Tensor tensor) {
    String name = graph.freshName(tensor.name().isEmpty() ? "constant" : tensor.name());
    Value value =
        home.holdsInitializers(graph)
            ? graph.addInitializer(tensor.named(name))
            : ofNode(name, tensor);
    constants.add(value);
    return value;
  }

  private Value ofNode(String name, Tensor tensor) {
    Node node = graph.addNode("Constant", List.of()).attribute("value", tensor).addOutput(name);
    place.put(graph, node);
    return node.output();
  }
}
