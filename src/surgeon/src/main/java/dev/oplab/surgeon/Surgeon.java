package dev.oplab.surgeon;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.surgeon.internal.Batch;
import dev.oplab.surgeon.internal.Bypass;
import dev.oplab.surgeon.internal.Calls;
import dev.oplab.surgeon.internal.Ends;
import dev.oplab.surgeon.internal.Extraction;
import dev.oplab.surgeon.internal.FunctionOrder;
import dev.oplab.surgeon.internal.Home;
import dev.oplab.surgeon.internal.Inference;
import dev.oplab.surgeon.internal.Insertion;
import dev.oplab.surgeon.internal.LayerBuild;
import dev.oplab.surgeon.internal.Lookup;
import dev.oplab.surgeon.internal.NodeOrder;
import dev.oplab.surgeon.internal.PatternRewrite;
import dev.oplab.surgeon.internal.Place;
import dev.oplab.surgeon.internal.Region;
import dev.oplab.surgeon.internal.Registry;
import dev.oplab.surgeon.internal.Renaming;
import dev.oplab.surgeon.internal.Returned;
import dev.oplab.surgeon.internal.Scope;
import dev.oplab.surgeon.internal.Sweep;
import dev.oplab.surgeon.internal.TopoSort;
import dev.oplab.surgeon.internal.Types;
import dev.oplab.surgeon.pattern.Match;
import dev.oplab.surgeon.pattern.Pattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A graph under the knife: one graph of a model, mostly the main one, with the words in which it
/// is edited. Adds nothing to the graph itself: what [#graph()] gives is the thing that changes.
///
/// ```java
/// Surgeon g = Surgeon.create(17);
/// Value x = g.input("x", DataType.FLOAT, 1, 3, 5, 5);
/// g.outputs(g.layer("Conv").in(x, weights).attr("kernel_shape", 3, 3).out("y"));
/// g.save("conv.onnx");
/// ```
public final class Surgeon {
  private static final Registry SESSION = new Registry();

  private final Model model;
  private final Graph graph;
  private final Home home;
  private final Registry own;
  private final Place place;

  private Surgeon(Model model, Graph graph, Registry own, Place place) {
    this.model = model;
    this.graph = graph;
    this.home = Home.of(model, graph);
    this.own = own;
    this.place = place;
  }

  /// {@return the main graph of the model in this file}
  ///
  /// @throws dev.oplab.onnx.OnnxException if the file is no ONNX model
  public static Surgeon open(Path file) {
    return of(OnnxIo.read(file));
  }

  public static Surgeon open(String file) {
    return open(Path.of(file));
  }

  /// {@return the main graph of `model`, which is edited in place}
  public static Surgeon of(Model model) {
    return new Surgeon(model, model.graph(), new Registry(), Place.end());
  }

  /// {@return the empty main graph of a new model of this opset}
  public static Surgeon create(long opset) {
    return of(Model.create(opset));
  }

  /// Starts a registration for every graph of the session.
  public static Registration register(String name) {
    return new Registration(SESSION, name);
  }

  /// Forgets what was registered under this name for the session.
  public static void unregister(String name) {
    SESSION.remove(name);
  }

  /// Registers an operation for this model only; it comes before those of the session.
  ///
  /// @throws dev.oplab.onnx.OnnxException if the name is registered for this model already
  public Surgeon register(String name, Operation operation) {
    own.add(name, Scope.ANY, operation, false);
    return this;
  }

  /// Registers an operation for this model in the place of one registered before.
  public Surgeon override(String name, Operation operation) {
    own.add(name, Scope.ANY, operation, true);
    return this;
  }

  /// {@return the names of the operations registered for this model, then those of the session, for
  /// whichever opsets}
  public Set<String> operations() {
    Set<String> names = new LinkedHashSet<>(own.names());
    names.addAll(SESSION.names());
    return Collections.unmodifiableSet(names);
  }

  public Model model() {
    return model;
  }

  public Graph graph() {
    return graph;
  }

  /// {@return another graph of the same model: a subgraph, or the body of a function}
  public Surgeon in(Graph inner) {
    return at(inner, place.atEnd());
  }

  /// {@return the graph of `node`, where layers now go before it}
  public Surgeon before(Node node) {
    return at(node.graph(), place.before(node));
  }

  /// {@return the graph of `node`, where layers now go after it, one behind the other}
  public Surgeon after(Node node) {
    return at(node.graph(), place.after(node));
  }

  private Surgeon at(Graph where, Place there) {
    return new Surgeon(model, where, own, there);
  }

  /// {@return the main graph of a copy of the model, with what is registered for this one; the
  /// bytes of weights are shared}
  public Surgeon copy() {
    Model copied = model.copy();
    return new Surgeon(copied, copied.graph(), new Registry(own), Place.end());
  }

  /// {@return the opset of ONNX's own operators here, which a function may have of its own}
  public long opset() {
    return home.opset();
  }

  /// Says which opset of ONNX's own operators is meant here. No operator is converted.
  public Surgeon opset(long version) {
    home.opset("", version);
    return this;
  }

  /// {@return the version of each operator domain that the operators here mean}
  public Map<String, Long> opsets() {
    return home.opsets();
  }

  /// {@return every value of this graph by name: inputs and constants, then what the nodes put out,
  /// then what was added since; as it is now}
  public Map<String, Value> tensors() {
    Map<String, Value> tensors = LinkedHashMap.newLinkedHashMap(graph.values().size());
    graph.values().forEach(value -> tensors.put(value.name(), value));
    return Collections.unmodifiableMap(tensors);
  }

  /// {@return the value of this name, here or in a graph around}
  ///
  /// @throws dev.oplab.onnx.OnnxException if there is none; it names those that come near
  public Value tensor(String name) {
    return Lookup.value(graph, name);
  }

  /// {@return the values of these names, in this order}
  ///
  /// @throws dev.oplab.onnx.OnnxException if there is none of one of the names
  public List<Value> tensors(String... names) {
    return Arrays.stream(names).map(this::tensor).toList();
  }

  /// {@return the node of this name; looks through all of them}
  ///
  /// @throws dev.oplab.onnx.OnnxException if there is none, or more than one
  public Node node(String name) {
    return Lookup.node(graph, name);
  }

  /// {@return the nodes of this graph in order: a live view}
  public List<Node> nodes() {
    return graph.nodes();
  }

  /// {@return the nodes of this operator, in order}
  public List<Node> nodes(String opType) {
    return graph.nodes().stream().filter(node -> node.opType().equals(opType)).toList();
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
    return this;
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
    Surgeon inner = in(graph.newSubgraph(name));
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
    return new Calls(this, List.of(own, SESSION)).call(name, Arrays.asList(args));
  }

  /// Takes a value from what defines it, a node or its content as a constant; its name, type and
  /// uses stay, so that another layer can put it out.
  public Value release(Value value) {
    return Ends.release(value);
  }

  /// Removes the nodes and constants that no output needs. Never removes what a subgraph uses.
  public Surgeon cleanup() {
    return cleanup(Cleanup.DEFAULT);
  }

  public Surgeon cleanup(Cleanup options) {
    new Sweep(options).run(model, graph);
    return this;
  }

  /// Sorts the nodes here and in every subgraph so that each follows those it needs; an order in
  /// which that is so stays. In the main graph, the bodies of functions and their order too.
  ///
  /// @throws dev.oplab.onnx.OnnxException if nodes or functions need each other in a circle
  public Surgeon toposort() {
    TopoSort.all(graph);
    if (graph == model.graph()) {
      model.functions().forEach(function -> TopoSort.all(function.body()));
      FunctionOrder.sort(model);
    }
    return this;
  }

  /// Puts layers behind a value: what used it, nodes and graph outputs, now uses what they make.
  /// Names of graph outputs stay.
  ///
  /// @param build makes one value of the one it is given
  /// @return that value
  public Value insertAfter(Value value, Operation build) {
    return Insertion.after(this, value, build);
  }

  /// Puts one node behind a value, as `insertAfter(y, "Relu")`.
  public Value insertAfter(Value value, String opType) {
    return insertAfter(value, (g, in) -> g.layer(opType).in(in).out());
  }

  /// Puts one node behind the first output of another.
  public Value insertAfter(Node node, String opType) {
    return insertAfter(node.output(), opType);
  }

  /// Puts layers between a value and the node that puts it out; the name goes to what they make.
  public Value insertBefore(Value value, Operation build) {
    return Insertion.before(this, value, build);
  }

  /// Puts layers before one input of a node; other users of that value are left alone.
  public Value insertBefore(Node node, int input, Operation build) {
    return Insertion.before(this, node, input, build);
  }

  /// Puts one node before the first input of another.
  public Value insertBefore(Node node, String opType) {
    return insertBefore(node, 0, (g, in) -> g.layer(opType).in(in).out());
  }

  /// Removes a node; what used its outputs gets the only input that is no constant and whose known
  /// type agrees with the output's. Names of graph outputs stay.
  ///
  /// @throws dev.oplab.onnx.OnnxException if no input fits, or several do
  public Surgeon removeNode(Node node) {
    Bypass.remove(node);
    return this;
  }

  /// Removes a node; what used its first output gets this input.
  public Surgeon removeNode(Node node, int input) {
    return removeNode(node, Map.of(0, input));
  }

  /// Removes a node; `inputs` says which input takes the place of which output.
  public Surgeon removeNode(Node node, Map<Integer, Integer> inputs) {
    Bypass.remove(node, inputs);
    return this;
  }

  /// Replaces the nodes between `inputs` and `outputs` by what `build` makes of the inputs. Only
  /// the replaced nodes lose these inputs; other users keep them, and nodes that are used elsewhere
  /// too stay. The new values get the names of the outputs.
  ///
  /// @return the new values
  /// @throws dev.oplab.onnx.OnnxException if the outputs need a graph input that is not named
  public List<Value> replaceSubgraph(List<Value> inputs, List<Value> outputs, Operation build) {
    Region region = Region.between(graph, inputs, outputs);
    Place there = place.before(region.last()).recording();
    Surgeon g = at(graph, there);
    return region.replace(g, there, () -> build.apply(g, Arguments.of(inputs)));
  }

  /// Replaces the nodes between `inputs` and one output.
  public Value replaceSubgraph(List<Value> inputs, Value output, Operation build) {
    return replaceSubgraph(inputs, List.of(output), build).getFirst();
  }

  /// Replaces each match of a pattern by what `build` makes of it. The new values get the names of
  /// those that the pattern's outputs gave; of the nodes matched, those that something else uses
  /// too stay.
  ///
  /// @return the matches that were replaced
  public List<Match> rewrite(Pattern pattern, Rewrite build) {
    List<Match> done = new ArrayList<>();
    pattern.eachMatch(
        graph,
        match -> {
          Place there = place.before(match.root()).recording();
          Surgeon g = at(match.root().graph(), there);
          if (PatternRewrite.apply(g, there, match, build)) {
            done.add(match);
          }
        });
    return done;
  }

  /// {@return a new model that computes `outputs` from `inputs`, each `NAME` or, where the model
  /// does not know its type, `NAME:float32[1,3136,128]`; see [TensorSpec]}
  ///
  /// @throws dev.oplab.onnx.OnnxException if the outputs need something else, do not need one of
  ///   the inputs, or a type is not known
  public Model extract(List<String> inputs, List<String> outputs) {
    return Extraction.of(model, graph, specs(inputs), specs(outputs));
  }

  /// {@return a new model that computes one output from one input}
  public Model extract(String input, String output) {
    return extract(List.of(input), List.of(output));
  }

  private List<TensorSpec> specs(List<String> texts) {
    return texts.stream().map(text -> TensorSpec.of(text, graph)).toList();
  }

  /// Renames every value of this graph and those inside it by a rule, the graph's inputs and
  /// outputs included.
  ///
  /// @throws dev.oplab.onnx.OnnxException if two values of a graph would get one name
  public Surgeon rename(UnaryOperator<String> rule) {
    Renaming.values(graph, rule);
    return this;
  }

  /// Renames every node of this graph and those inside it that has a name by a rule.
  ///
  /// @throws dev.oplab.onnx.OnnxException if two nodes of a graph would get one name
  public Surgeon renameNodes(UnaryOperator<String> rule) {
    Renaming.nodes(graph, rule);
    return this;
  }

  /// Makes a value a constant, in place: its users and name stay, a node that put it out puts out
  /// something unused instead.
  public Value toConstant(Value value, Object content) {
    return new LayerBuild(graph, home, place).toConstant(value, content);
  }

  /// Makes a constant, or what a node puts out, an input of the graph, in place: its users, name
  /// and type stay.
  public Value toVariable(Value value) {
    return Ends.makeInput(value);
  }

  /// States the type of a tensor, which must not contradict the constant behind it.
  public Surgeon type(Value value, DataType type, @Nullable Object... dims) {
    Types.set(value, ValueType.tensor(type, dims));
    return this;
  }

  /// States the element type of a tensor; a known shape stays.
  public Surgeon dataType(Value value, DataType type) {
    Types.dataType(value, type);
    return this;
  }

  /// States the shape of a tensor of known element type; a dimension is a number, a name, or null
  /// or negative if unknown.
  public Surgeon shape(Value value, @Nullable Object... dims) {
    Types.shape(value, Shape.ofDims(dims));
    return this;
  }

  /// Names the first dimension of every input and output, sets it to -1 in the constants of Reshape
  /// nodes that hold the old size, and forgets the sizes stated in between.
  ///
  /// @return what changed, and which nodes may still hold the old size
  public BatchEdit dynamicBatch(String name) {
    return Batch.open(graph, name);
  }

  /// Writes the model to a file, which is replaced when all is written.
  ///
  /// @throws dev.oplab.onnx.OnnxException if a node stands before one that it needs, or needs what
  ///   nothing defines ([OnnxIo#write(Model, Path)] writes that too)
  public Surgeon save(Path file) {
    NodeOrder.check(model.graph());
    model.functions().forEach(function -> NodeOrder.check(function.body()));
    OnnxIo.write(model, file);
    return this;
  }

  public Surgeon save(String file) {
    return save(Path.of(file));
  }

  /// {@return the graph as `model.onnx > graph 'main' (142 nodes)`}
  @Override
  public String toString() {
    return model.name() + " > " + graph;
  }
}
