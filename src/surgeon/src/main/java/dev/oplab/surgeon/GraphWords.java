package dev.oplab.surgeon;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.surgeon.internal.Captures;
import dev.oplab.surgeon.internal.Ends;
import dev.oplab.surgeon.internal.Home;
import dev.oplab.surgeon.internal.LayerBuild;
import dev.oplab.surgeon.internal.Lookup;
import dev.oplab.surgeon.internal.Place;
import dev.oplab.surgeon.internal.Registry;
import dev.oplab.surgeon.internal.Renaming;
import dev.oplab.surgeon.internal.Types;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a [Surgeon] finds in its graph, and what it says of single values and nodes: names, types,
/// whether they are constants.
abstract sealed class GraphWords permits GraphBuilding {
  final Model model;
  final Graph graph;
  final Home home;
  final Registry own;
  final Place place;

  GraphWords(Model model, Graph graph, Registry own, Place place) {
    this.model = model;
    this.graph = graph;
    this.home = Home.of(model, graph);
    this.own = own;
    this.place = place;
  }

  /// {@return this}
  abstract Surgeon self();

  /// {@return another graph of the model, where layers go to that place}
  final Surgeon at(Graph where, Place there) {
    return new Surgeon(model, where, own, there);
  }

  public Model model() {
    return model;
  }

  public Graph graph() {
    return graph;
  }

  /// {@return the opset of ONNX's own operators here, which a function may have of its own}
  public long opset() {
    return home.opset();
  }

  /// Says which opset of ONNX's own operators is meant here. No operator is converted.
  public Surgeon opset(long version) {
    home.opset("", version);
    return self();
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

  /// {@return the values of graphs around this one that it needs, itself or inside}
  public Set<Value> captures() {
    return Captures.of(graph);
  }

  /// {@return the nodes of this graph in order: a live view}
  public List<Node> nodes() {
    return graph.nodes();
  }

  /// {@return the nodes of this operator, in order}
  public List<Node> nodes(String opType) {
    return graph.nodes().stream().filter(node -> node.opType().equals(opType)).toList();
  }

  /// Takes a value from what defines it, a node or its content as a constant; its name, type and
  /// uses stay, so that another layer can put it out.
  public Value release(Value value) {
    return Ends.release(value);
  }

  /// Renames every value of this graph and those inside it by a rule, the graph's inputs and
  /// outputs included.
  ///
  /// @throws dev.oplab.onnx.OnnxException if two values of a graph would get one name
  public Surgeon rename(UnaryOperator<String> rule) {
    Renaming.values(graph, rule);
    return self();
  }

  /// Renames every node of this graph and those inside it that has a name by a rule.
  ///
  /// @throws dev.oplab.onnx.OnnxException if two nodes of a graph would get one name
  public Surgeon renameNodes(UnaryOperator<String> rule) {
    Renaming.nodes(graph, rule);
    return self();
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
    return self();
  }

  /// States the element type of a tensor; a known shape stays.
  public Surgeon dataType(Value value, DataType type) {
    Types.dataType(value, type);
    return self();
  }

  /// States the shape of a tensor of known element type; a dimension is a number, a name, or null
  /// or negative if unknown.
  public Surgeon shape(Value value, @Nullable Object... dims) {
    Types.shape(value, Shape.ofDims(dims));
    return self();
  }

  /// {@return the graph as `model.onnx > graph 'main' (142 nodes)`}
  @Override
  public String toString() {
    return model.name() + " > " + graph;
  }
}
