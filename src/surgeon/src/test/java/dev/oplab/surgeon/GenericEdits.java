package dev.oplab.surgeon;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Edits that make sense of any model and change nothing of what it computes.
final class GenericEdits {
  /// What Identity takes in its oldest versions.
  private static final Set<DataType> OLD =
      EnumSet.of(
          DataType.FLOAT,
          DataType.DOUBLE,
          DataType.FLOAT16,
          DataType.INT8,
          DataType.INT16,
          DataType.INT32,
          DataType.INT64,
          DataType.UINT8,
          DataType.UINT16,
          DataType.UINT32,
          DataType.UINT64,
          DataType.BOOL,
          DataType.STRING);

  private GenericEdits() {}

  /// Gives every value and node another name, the model's inputs and outputs too or not.
  static void renameAll(Model model, boolean ends) {
    Set<String> kept = new HashSet<>();
    if (!ends) {
      model.graph().inputs().forEach(input -> kept.add(input.name()));
      model.graph().outputs().forEach(output -> kept.add(output.name()));
    }
    Surgeon.of(model)
        .rename(name -> name.isEmpty() || kept.contains(name) ? name : "renamed/" + name);
    for (LocalFunction function : model.functions()) {
      Surgeon.of(model).in(function.body()).rename(name -> "renamed/" + name);
    }
    int number = 0;
    for (Graph graph : model.allGraphs()) {
      for (Node node : graph.nodes()) {
        node.rename("node:" + number++);
      }
    }
  }

  /// Puts the nodes of every graph in the opposite order, which sorting makes good again.
  static void reverseNodes(Model model) {
    for (Graph graph : model.allGraphs()) {
      for (Node node : List.copyOf(graph.nodes())) {
        graph.moveBefore(node, graph.nodes().getFirst());
      }
    }
  }

  /// Puts a node of the same kind in the place of each.
  static void replaceNodes(Model model) {
    for (Graph graph : model.allGraphs()) {
      if (graph.owner().filter(Node::isRemoved).isEmpty()) {
        List.copyOf(graph.nodes()).forEach(GenericEdits::replace);
      }
    }
  }

  private static void replace(Node node) {
    Graph graph = node.graph();
    List<Value> inputs = node.inputs().stream().map(input -> input.orElse(null)).toList();
    Node twin = graph.addNode(node.opType(), inputs);
    graph.moveAfter(twin, node);
    twin.domain(node.domain()).overload(node.overload()).rename(node.name());
    node.attributes().forEach((name, value) -> twin.attribute(name, copied(value)));
    for (Optional<Value> output : List.copyOf(node.outputs())) {
      if (output.isEmpty()) {
        twin.addOutput("");
        continue;
      }
      Value old = output.get();
      String name = old.name();
      twin.addOutput(graph.freshName(name));
      Value now = twin.output(twin.outputs().size() - 1).type(old.type());
      old.replaceAllUsesAndOutputs(now);
      old.rename(graph.freshName("old"));
      now.rename(name);
    }
    graph.remove(node);
  }

  private static Attribute copied(Attribute attribute) {
    return switch (attribute) {
      case Attribute.GraphValue(Graph graph) -> new Attribute.GraphValue(graph.copy());
      case Attribute.Graphs(List<Graph> all) ->
          new Attribute.Graphs(all.stream().map(Graph::copy).toList());
      default -> attribute;
    };
  }

  /// Puts an Identity behind every tensor, as far as its type is known and Identity takes it.
  static void insertIdentities(Model model) {
    Surgeon surgeon = Surgeon.of(model);
    if (!surgeon.opsets().containsKey("")) {
      return;
    }
    for (Graph graph : model.allGraphs()) {
      for (Value value : List.copyOf(graph.values())) {
        boolean named = value.producer().isPresent() || !value.isOutput();
        if (named
            && value.type() instanceof ValueType.TensorType type
            && OLD.contains(type.dataType())) {
          surgeon.in(graph).insertAfter(value, "Identity");
        }
      }
    }
  }
}
