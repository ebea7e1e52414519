package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.GraphCopy;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.onnx.ValueType.TensorType;
import dev.oplab.surgeon.Cleanup;
import dev.oplab.surgeon.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    new GraphCopy().withOutputs().into(graph, main);
    return whole;
  }

  private Model cut(List<TensorSpec> inputs, List<TensorSpec> outputs) {
    List<Value> from = values(inputs);
    List<Value> to = values(outputs);
    Set<String> told =
        inputs.stream()
            .filter(spec -> spec.type().isPresent())
            .map(TensorSpec::name)
            .collect(Collectors.toSet());
    inferInputs(from, told);
    Set<Value> given = new LinkedHashSet<>(from);
    List<Value> before = List.copyOf(main.inputs());
    from.forEach(Ends::makeInput);
    main.setOutputs(to);
    new Sweep(Cleanup.DEFAULT.skipFunctions()).run(cut, main);
    checkBoundary(from, given, before);
    Ends.removeInputs(
        main, before.stream().filter(one -> !given.contains(one) && one.isUnused()).toList());
    List<Value> order = new ArrayList<>(from);
    main.inputs().stream().filter(input -> !given.contains(input)).forEach(order::add);
    main.orderInputs(order);
    FunctionOrder.removeUncalled(cut);
    Inference.state(to);
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

  /// An input must have a type, and a tensor a rank; of outputs a runtime finds out.
  private void inferInputs(List<Value> inputs, Set<String> told) {
    Inference inference = new Inference();
    List<String> untold = new ArrayList<>();
    for (Value input : inputs) {
      ValueType type = inference.of(input);
      if (told.contains(input.name())) {
        continue;
      }
      if (type instanceof TensorType(DataType elements, var shape) && shape == null) {
        untold.add(input.name() + ":" + elements);
      } else if (type instanceof ValueType.UnknownType) {
        untold.add(input.name() + ":float32");
      }
    }
    if (!untold.isEmpty()) {
      throw Refusal.at(
          main,
          "the type and shape of these are not stated, and do not follow from what is: %s"
              .formatted(
                  untold.stream()
                      .map(spec -> spec.substring(0, spec.lastIndexOf(':')))
                      .collect(Collectors.joining(", "))),
          "say it, as in %s, or infer the shapes of the model first"
              .formatted(
                  untold.stream()
                      .map(spec -> "'" + spec + "[1,3,N]'")
                      .collect(Collectors.joining(", "))));
    }
    Inference.state(inputs);
  }

  private void checkBoundary(List<Value> from, Set<Value> given, List<Value> before) {
    String missing =
        before.stream()
            .filter(input -> !given.contains(input) && !input.isUnused())
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
