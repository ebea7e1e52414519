package dev.oplab.onnx;

import dev.oplab.onnx.internal.Chain;
import dev.oplab.onnx.internal.RawFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A graph (`GraphProto`): nodes in execution order and the values between them. Mutable, with
/// identity. Adding, moving and removing a node or an edge takes the same time in a graph of any
/// size. An edit that would break the graph throws an [OnnxException] and changes nothing.
///
/// ```java
/// Value x = graph.addInput("x", ValueType.tensor(DataType.FLOAT, "N", 3, 224, 224));
/// Value y = graph.addNode("Relu", x).output();
/// graph.addOutput(y);
/// ```
public final class Graph {
  static final int DOC_STRING = 10;
  static final int METADATA = 16;

  final @Nullable Graph parent;
  private final Graph root;
  final Names names;
  final Chain<Node> nodes = new Chain<>();
  final Constants constants = new Constants(this);
  final List<Statement> inputs = new ArrayList<>();
  final List<Statement> outputs = new ArrayList<>();
  final List<Statement> infos = new ArrayList<>();
  final List<Quantization> quantizations = new ArrayList<>();
  final Set<Graph> subgraphs = new LinkedHashSet<>();
  @Nullable Node owner;
  boolean removed;

  /// Whether this is the body of a function; then what the file says of the function beside its
  /// body, and the function that says the same.
  boolean function;

  RawFields functionRest = RawFields.NONE;
  final List<Attributes.Named> functionDefaults = new ArrayList<>(0);
  @Nullable LocalFunction functionRead;

  /// Whether the file has no such graph, but something here must stand for it.
  boolean implied;

  String name = "";
  boolean nameGiven;
  RawFields rest = RawFields.NONE;

  Graph(@Nullable Graph parent) {
    this.parent = parent;
    this.root = parent == null ? this : parent.root;
    this.names = new Names(this);
    if (parent != null) {
      parent.subgraphs.add(this);
    }
  }

  public String name() {
    return name;
  }

  public Graph name(String to) {
    name = to;
    return this;
  }

  /// {@return the graph around this one, whose values the nodes here may use; empty for a main
  /// graph and for the body of a function}
  public Optional<Graph> parent() {
    return Optional.ofNullable(parent);
  }

  /// {@return the node whose attribute holds this graph}
  public Optional<Node> owner() {
    return Optional.ofNullable(owner);
  }

  /// {@return the nodes in order: a live view, which may be walked while the graph is edited. A
  /// walk meets the nodes that are inserted behind the one it stands on, and none that were
  /// removed. Only `get(int)` in the middle is slow after an edit}
  public List<Node> nodes() {
    return nodes;
  }

  /// {@return the graph's inputs, those with a default initializer included}
  public List<Value> inputs() {
    return new GraphEnds.View(inputs);
  }

  /// {@return the inputs a caller must give: those without a default initializer}
  public List<Value> requiredInputs() {
    return inputs().stream().filter(input -> input.constant == null).toList();
  }

  /// {@return the graph's outputs; a subgraph may put out a value of a graph around it}
  public List<Value> outputs() {
    return new GraphEnds.View(outputs);
  }

  /// {@return the constants of this graph, in the order of the file: a live view}
  public List<Tensor> initializers() {
    return constants.tensors();
  }

  /// {@return the sparse constants of this graph, in the order of the file: a live view}
  public List<SparseTensor> sparseInitializers() {
    return constants.sparseTensors();
  }

  /// {@return every value defined in this graph: inputs, constants, then what the nodes put out,
  /// then what was added since}
  public Collection<Value> values() {
    return Collections.unmodifiableCollection(names.all());
  }

  /// {@return the value called `name` in this graph, not in those around it}
  public Optional<Value> value(String called) {
    return Optional.ofNullable(names.find(called));
  }

  /// {@return the documentation, empty for none}
  public String docString() {
    return rest.text(DOC_STRING);
  }

  public Graph docString(String text) {
    rest = rest.withText(DOC_STRING, text.isEmpty() ? null : text);
    return this;
  }

  /// {@return the exporter's notes on this graph (`metadata_props`), in the order of the file}
  public Map<String, String> metadata() {
    return Fields.entries(rest.payloads(METADATA));
  }

  /// Sets one of the notes on this graph.
  public Graph metadata(String key, String text) {
    rest = Fields.withEntry(rest, METADATA, key, text);
    return this;
  }

  public Graph removeMetadata(String key) {
    rest = Fields.withoutEntry(rest, METADATA, key);
    return this;
  }

  /// Appends a node with one output; node and output get names made from the operator's.
  ///
  /// @param inputs the values taken in, null for an omitted one
  /// @return the node, to which attributes and further outputs can be added
  /// @throws OnnxException if an input is not in scope
  public Node addNode(String opType, @Nullable Value... inputs) {
    return GraphNodes.add(this, null, false, opType, inputs);
  }

  /// Like [#addNode], before the node `anchor`.
  public Node insertBefore(Node anchor, String opType, @Nullable Value... inputs) {
    return GraphNodes.add(this, anchor, false, opType, inputs);
  }

  /// Like [#addNode], after the node `anchor`.
  public Node insertAfter(Node anchor, String opType, @Nullable Value... inputs) {
    return GraphNodes.add(this, anchor, true, opType, inputs);
  }

  /// Appends a node without outputs, to which they can be added with [Node#addOutput(String)] or
  /// [Node#addOutput(Value)].
  public Node addNode(String opType, List<? extends @Nullable Value> inputs) {
    return GraphNodes.bare(this, null, false, opType, inputs.toArray(new @Nullable Value[0]));
  }

  /// Removes a node for good, with its outputs and the graphs in its attributes.
  ///
  /// @throws OnnxException if one of its outputs is used
  public void remove(Node node) {
    GraphNodes.remove(this, List.of(node));
  }

  /// Removes several nodes, which may use each other's outputs, in any order.
  ///
  /// @throws OnnxException if an output of one of them is used by something else
  public void removeAll(Collection<Node> several) {
    GraphNodes.remove(this, several);
  }

  /// Moves a node of this graph before another.
  public void moveBefore(Node node, Node anchor) {
    GraphNodes.move(this, node, anchor, false);
  }

  /// Moves a node of this graph after another.
  public void moveAfter(Node node, Node anchor) {
    GraphNodes.move(this, node, anchor, true);
  }

  /// Appends a new input.
  ///
  /// @throws OnnxException if the name is taken
  public Value addInput(String called, ValueType type) {
    return GraphEnds.addInput(this, called, type);
  }

  /// Appends a value of this graph to its inputs: one that nothing defines, or a constant, which
  /// becomes the input's default.
  public Value addInput(Value value) {
    return GraphEnds.addInput(this, value);
  }

  /// Removes an input. A constant behind it stays, as a constant.
  ///
  /// @throws OnnxException if the input has no default and is used
  public void removeInput(Value value) {
    GraphEnds.removeInputs(this, List.of(value));
  }

  /// Removes several inputs, in the time of one. Constants behind them stay, as constants.
  ///
  /// @throws OnnxException if one has no default and is used; nothing is removed then
  public void removeInputs(Collection<Value> several) {
    GraphEnds.removeInputs(this, several);
  }

  /// Puts the inputs in this order.
  ///
  /// @throws OnnxException if these are not the inputs the graph has
  public void orderInputs(List<Value> order) {
    GraphEnds.orderInputs(this, order);
  }

  /// Appends an output. A value may be put out more than once.
  public void addOutput(Value value) {
    GraphEnds.addOutput(this, value);
  }

  /// Makes `value` the output at this place.
  public void setOutput(int index, Value value) {
    GraphEnds.setOutput(this, index, value);
  }

  public void removeOutput(int index) {
    GraphEnds.removeOutput(this, index);
  }

  /// Makes these the outputs, and no others.
  public void setOutputs(List<Value> values) {
    GraphEnds.setOutputs(this, values);
  }

  /// Adds a constant under the tensor's name.
  ///
  /// @throws OnnxException if the name is empty or taken
  public Value addInitializer(Tensor tensor) {
    return constants.add(tensor);
  }

  /// Adds a sparse constant under the name of its values.
  ///
  /// @throws OnnxException if the name is empty or taken
  public Value addInitializer(SparseTensor tensor) {
    return constants.add(tensor);
  }

  /// Removes a constant; if it is an input's default, the input stays.
  ///
  /// @throws OnnxException if it is used
  public void removeInitializer(Value value) {
    constants.remove(value);
  }

  /// Takes the constant from a value, which stays with its name, type and uses, for a node to put
  /// out; a graph input stays as one without a default.
  public void releaseInitializer(Value value) {
    constants.release(value);
  }

  /// {@return a new value that nothing defines yet, for a node to put out}
  public Value addValue(String called, ValueType type) {
    return names.defineNew(called).type(type);
  }

  /// {@return a new graph inside this one, to be put into an attribute of one of its nodes; its
  /// nodes may use the values of this graph}
  public Graph newSubgraph(String called) {
    Refused.ifRemoved(this);
    return new Graph(this).name(called);
  }

  /// {@return a copy of this graph and of those inside it, for another attribute of a node of the
  /// graph around it, whose values both use; the bytes of weights are shared}
  public Graph copy() {
    return new ModelCopy().copy(this);
  }

  /// {@return `prefix` if no value in this graph, around it or inside it has that name, otherwise
  /// the prefix with the next number that is free}
  public String freshName(String prefix) {
    return names.fresh(prefix);
  }

  /// {@return a name of that kind for a node, which no node in this graph, around it or inside it
  /// has}
  public String freshNodeName(String prefix) {
    return names.freshForNode(prefix);
  }

  /// {@return the graph as `graph 'main' (142 nodes)`}
  @Override
  public String toString() {
    return "graph '%s' (%,d nodes)".formatted(name, nodes.size());
  }

  /// {@return the outermost graph around this one}
  Graph root() {
    return root;
  }

  /// {@return whether nothing is in it, so that it need not be written if the file had none}
  boolean isBlank() {
    return nodes.isEmpty()
        && names.all().isEmpty()
        && outputs.isEmpty()
        && infos.isEmpty()
        && quantizations.isEmpty()
        && name.isEmpty()
        && rest.isEmpty();
  }
}
