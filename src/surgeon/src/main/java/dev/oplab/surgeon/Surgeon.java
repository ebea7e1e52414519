package dev.oplab.surgeon;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.internal.Batch;
import dev.oplab.surgeon.internal.Bypass;
import dev.oplab.surgeon.internal.Extraction;
import dev.oplab.surgeon.internal.FunctionOrder;
import dev.oplab.surgeon.internal.Insertion;
import dev.oplab.surgeon.internal.NodeOrder;
import dev.oplab.surgeon.internal.PatternRewrite;
import dev.oplab.surgeon.internal.Place;
import dev.oplab.surgeon.internal.Region;
import dev.oplab.surgeon.internal.Registry;
import dev.oplab.surgeon.internal.Scope;
import dev.oplab.surgeon.internal.Sweep;
import dev.oplab.surgeon.internal.TopoSort;
import dev.oplab.surgeon.pattern.Match;
import dev.oplab.surgeon.pattern.Pattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A graph under the knife: one graph of a model, mostly the main one, with the words in which it
/// is edited. Adds nothing to the graph itself: what [#graph()] gives is the thing that changes.
///
/// ```java
/// Surgeon g = Surgeon.create(17);
/// Value x = g.input("x", DataType.FLOAT, 1, 3, 5, 5);
/// g.outputs(g.layer("Conv").in(x, weights).attr("kernel_shape", 3, 3).out("y"));
/// g.save("conv.onnx");
/// ```
public final class Surgeon extends GraphBuilding {
  Surgeon(Model model, Graph graph, Registry own, Place place) {
    super(model, graph, own, place);
  }

  @Override
  Surgeon self() {
    return this;
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

  /// {@return the main graph of a copy of the model, with what is registered for this one; the
  /// bytes of weights are shared}
  public Surgeon copy() {
    Model copied = model.copy();
    return new Surgeon(copied, copied.graph(), new Registry(own), Place.end());
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

  /// Replaces the nodes between `inputs` and `outputs` by what `build` makes of the inputs: that
  /// then puts out the same values, with their names and users. Only the replaced nodes lose these
  /// inputs; other users keep them, and nodes that are used elsewhere too stay.
  ///
  /// @return the outputs; where `build` hands back a value that was there before, that one, or the
  ///   output of an Identity if it is to be an output of the graph
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

  /// Replaces each match of a pattern by what `build` makes of it: that then puts out the values
  /// that the pattern's outputs did, with their names and users. Of the nodes matched, those that
  /// something else uses too stay.
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

  /// Names the first dimension of every input and output, sets it to -1 in the constants of Reshape
  /// nodes that hold the old size, and forgets the sizes stated in between.
  ///
  /// @return what changed, and which nodes may still hold the old size
  public BatchEdit dynamicBatch(String name) {
    return Batch.open(graph, home, name);
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
}
