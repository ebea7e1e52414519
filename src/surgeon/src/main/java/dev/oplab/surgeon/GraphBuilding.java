package dev.oplab.surgeon;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.surgeon.internal.Calls;
import dev.oplab.surgeon.internal.Inference;
import dev.oplab.surgeon.internal.LayerBuild;
import dev.oplab.surgeon.internal.Place;
import dev.oplab.surgeon.internal.Registry;
import dev.oplab.surgeon.internal.Returned;
import dev.oplab.surgeon.internal.Types;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a [Surgeon] adds to its graph: inputs and outputs, constants, layers, functions, and what
/// registered operations build.
abstract sealed class GraphBuilding extends GraphWords permits Surgeon {
  static final Registry SESSION = new Registry();

  GraphBuilding(Model model, Graph graph, Registry own, Place place) {
    super(model, graph, own, place);
  }

  /// Adds a graph input; a dimension is a number, a name, or null or negative if unknown.
  public Value input(String name, DataType type, @Nullable Object... dims) {
    return graph.addInput(name, ValueType.tensor(type, dims));
  }

  /// Adds an output of the graph and states its type.
  public Value output(Value value, DataType type, @Nullable Object... dims) {
    graph.addOutput(value);
    Types.set(value, ValueType.tensor(type, dims));
    return value;
  }

  /// Makes these the outputs of the graph. Former outputs keep their producers and consumers. Those
  /// of the main graph get the type that follows from what is known, if none is stated.
  public Surgeon outputs(List<Value> values) {
    graph.setOutputs(values);
    if (graph == model.graph()) {
      Inference.state(values);
    }
    return self();
  }

  public Surgeon outputs(Value... values) {
    return outputs(List.of(values));
  }

  /// Adds a constant; `content` as for the inputs of a [Layer]. A name that is taken gets a number.
  public Value constant(String name, Object content) {
    return new LayerBuild(graph, home, place).constant(name, content);
  }

  /// {@return a new layer to be described}
  public Layer layer(String opType) {
    return new Layer(new LayerBuild(graph, home, place), opType);
  }

  /// {@return a new layer like this node, to be described further: of the same operator, with the
  /// same inputs, copies of its attributes, and its name with a number}
  public Layer layer(Node like) {
    return layer(like.opType())
        .domain(like.domain())
        .overload(like.overload())
        .name(like.name())
        .in(like.inputs())
        .attrs(like.attributes());
  }

  /// Adds a layer in one call; see [Layer] for what inputs and outputs may be.
  ///
  /// @param outputs a name, a count, a value without a producer, or a list of these
  /// @return the outputs
  public List<Value> layer(
      String opType, List<? extends @Nullable Object> inputs, @Nullable Object outputs) {
    return layer(opType, inputs, outputs, Map.of());
  }

  /// Adds a layer with attributes; see [Layer] for what they may be.
  public List<Value> layer(
      String opType,
      List<? extends @Nullable Object> inputs,
      @Nullable Object outputs,
      Map<String, ? extends @Nullable Object> attributes) {
    return layer(opType).in(inputs).attrs(attributes).outs(outputs);
  }

  /// {@return a new graph inside this one, for an attribute of a layer here, as in
  /// `attr("then_branch", g.subgraph("then", (s, _) -> s.layer("Neg").in(x).out()))`}
  ///
  /// @param build adds inputs and layers, and hands back the outputs; values of this graph can be
  ///   used
  public Graph subgraph(String name, Operation build) {
    Surgeon inner = at(graph.newSubgraph(name), place.atEnd());
    Object built = build.apply(inner, Arguments.of());
    inner.outputs(Returned.values("the graph '" + name + "'", built));
    return inner.graph;
  }

  /// Adds a function to the model, which its nodes can then call, or [#call] does.
  ///
  /// @return its body, to be filled with layers and ended with [#outputs]; it means the operators
  ///   that the graph here means
  public Surgeon function(String domain, String name, String... inputs) {
    home.importDomain(domain);
    return function(LocalFunction.create(domain, name, opset(), inputs).opsets(opsets()));
  }

  /// Adds a function to the model.
  ///
  /// @return its body
  public Surgeon function(LocalFunction function) {
    home.importDomain(function.domain());
    model.addFunction(function);
    return at(function.body(), Place.end());
  }

  /// Calls an operation: the one registered for this model, else that of the session with the
  /// narrowest matching scope (fewest versions, then a domain named), else a function of the model
  /// of this name (or `domain::name`), which takes its attributes as a last `Map`.
  ///
  /// @param args values, results of former calls, numbers, lists: what the operation expects;
  ///   [Arguments] stand for each of them
  /// @return the value the operation hands back
  /// @throws dev.oplab.onnx.OnnxException if there is none for this opset, or it gives several
  ///   values
  public Value call(String name, @Nullable Object... args) {
    return Returned.one(
        "'" + name + "'", callAll(name, args), "use callAll(\"%s\", ...)".formatted(name));
  }

  /// Calls an operation that gives any number of values.
  public List<Value> callAll(String name, @Nullable Object... args) {
    return new Calls(self(), List.of(own, SESSION)).call(name, Arguments.of(args));
  }
}
