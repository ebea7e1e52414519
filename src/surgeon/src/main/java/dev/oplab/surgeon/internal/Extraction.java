package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.surgeon.Cleanup;
import dev.oplab.surgeon.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Cuts a model of its own out of a graph.
public final class Extraction {
  private final Graph main;
  private final Model cut;

  private Extraction(Model cut) {
    this.cut = cut;
    this.main = cut.graph();
  }

  /// {@return a new model that computes `outputs` from `inputs` as `graph` does}
  public static Model of(
      Model model, Graph graph, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    Model whole = graph == model.graph() ? model.copy() : asMain(model, graph);
    return new Extraction(whole).cut(inputs, outputs);
  }

  /// {@return a model whose main graph is a subgraph or a function's body of `model`}
  private static Model asMain(Model model, Graph graph) {
    for (Graph each : Nesting.inside(graph)) {
      for (Node node : each.nodes()) {
        if (node.attributes().values().stream().anyMatch(Attribute.Reference.class::isInstance)) {
          throw Refusal.at(
              node,
              "it takes an attribute from the caller of the function, so it cannot stand alone",
              "give the attribute a value first");
        }
      }
    }
    Model whole = model.copy();
    Graph main = whole.graph();
    main.setOutputs(List.of());
    main.removeAll(List.copyOf(main.nodes()));
    new Sweep(Cleanup.DEFAULT.removeInputs().skipFunctions()).run(whole, main);
    Home.of(model, graph).opsets().forEach(whole::opset);
    main.name(graph.name());
    Map<Value, Value> values =
        new GraphCloner(UnaryOperator.identity(), Node::opType).copy(graph, main);
    graph.outputs().stream()
        .distinct()
        .filter(values::containsKey)
        .forEach(output -> main.addOutput(values.getOrDefault(output, output)));
    return whole;
  }

  private Model cut(List<TensorSpec> inputs, List<TensorSpec> outputs) {
    List<Value> from = values(inputs);
    List<Value> to = values(outputs);
    checkTypes(from, to);
    List<Value> before = List.copyOf(main.inputs());
    from.forEach(Ends::makeInput);
    main.setOutputs(to);
    new Sweep(Cleanup.DEFAULT.skipFunctions()).run(cut, main);
    checkBoundary(from, before);
    for (Value input : before) {
      if (!from.contains(input) && input.isUnused()) {
        Ends.removeInput(main, input);
      }
    }
    List<Value> order = new ArrayList<>(from);
    main.inputs().stream().filter(input -> !from.contains(input)).forEach(order::add);
    main.orderInputs(order);
    FunctionOrder.removeUncalled(cut);
    return cut;
  }

  private List<Value> values(List<TensorSpec> specs) {
    if (specs.isEmpty()) {
      throw Refusal.at(main, "no tensors were named", "name at least one input and one output");
    }
    Set<Value> values = new LinkedHashSet<>();
    for (TensorSpec spec : specs) {
      Value value = Lookup.value(main, spec.name());
      if (!values.add(value)) {
        throw Refusal.at(main, "'%s' is named twice".formatted(spec.name()), "name it once");
      }
      if (spec.type().isPresent()) {
        Types.check(value, spec.type().get());
        value.type(spec.type().get());
      }
    }
    return List.copyOf(values);
  }

  private void checkTypes(List<Value> from, List<Value> to) {
    Set<Value> all = new LinkedHashSet<>(from);
    all.addAll(to);
    List<String> unknown =
        all.stream()
            .filter(value -> value.type() instanceof ValueType.UnknownType)
            .map(Value::name)
            .toList();
    if (!unknown.isEmpty()) {
      throw Refusal.at(
          main,
          "the model does not say what type these have: %s".formatted(String.join(", ", unknown)),
          "say it, as in '%s:float32[1,3,N]', or infer the shapes of the model first"
              .formatted(unknown.getFirst()));
    }
  }

  private void checkBoundary(List<Value> from, List<Value> before) {
    String missing =
        before.stream()
            .filter(input -> !from.contains(input) && !input.isUnused())
            .filter(input -> input.initializer().isEmpty())
            .map(Value::toString)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw Refusal.at(
          main,
          "the outputs also need %s, which is not among the inputs".formatted(missing),
          "add it, or values that follow from it, to the inputs");
    }
    String unused =
        from.stream()
            .filter(Value::isUnused)
            .map(Value::toString)
            .collect(Collectors.joining(", "));
    if (!unused.isEmpty()) {
      throw Refusal.at(
          main, "the outputs do not need %s".formatted(unused), "leave it out of the inputs");
    }
  }
}
