package dev.oplab.onnx;

import dev.oplab.onnx.internal.Chain;
import dev.oplab.onnx.internal.RawFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One operator call in a graph (`NodeProto`). Mutable, with identity. What changes it returns the
/// node, so that changes can be written one after the other:
///
/// ```java
/// graph.addNode("Conv", x, weights).rename("conv1").attribute("group", 1).output().rename("y");
/// ```
public final class Node {
  static final int DOC_STRING = 6;
  static final int METADATA = 9;

  private final Graph graph;
  final Edges edges = new Edges(this);
  Chain.@Nullable Link<Node> link;
  private String name;
  private String opType;
  private String domain;
  private String overload;
  Attributes attributes;
  private RawFields rest;

  /// Which of the texts are in the file although empty, a bit for each field number.
  private final int given;

  Node(
      Graph graph,
      String name,
      String opType,
      String domain,
      String overload,
      Attributes attributes,
      RawFields rest,
      int given) {
    this.graph = graph;
    this.name = name;
    this.opType = opType;
    this.domain = domain;
    this.overload = overload;
    this.attributes = attributes;
    this.rest = rest;
    this.given = given;
  }

  /// {@return the name, possibly empty: ONNX does not require one}
  public String name() {
    return name;
  }

  /// {@return the graph the node stands in}
  public Graph graph() {
    return graph;
  }

  public String opType() {
    return opType;
  }

  /// {@return the operator's domain, empty for ONNX's own (which a file may also call `ai.onnx`)}
  public String domain() {
    return Model.canonicalDomain(domain);
  }

  /// {@return which of the local functions with this domain and name is called, mostly empty}
  public String overload() {
    return overload;
  }

  /// {@return the inputs in order, a live view; an omitted optional input is empty}
  public List<Optional<Value>> inputs() {
    return edges.new Inputs();
  }

  /// {@return the outputs in order, a live view; an omitted optional output is empty}
  public List<Optional<Value>> outputs() {
    return edges.new Outputs();
  }

  /// {@return the input at this place, empty if it is omitted or there are fewer}
  public Optional<Value> input(int index) {
    return Optional.ofNullable(index < edges.inputCount() ? edges.input(index) : null);
  }

  /// {@return the output at this place}
  ///
  /// @throws OnnxException if it is omitted or there are fewer
  public Value output(int index) {
    return NodeEdits.output(this, index);
  }

  /// {@return the first output}
  ///
  /// @throws OnnxException if it is omitted or there is none
  public Value output() {
    return output(0);
  }

  /// {@return the node that makes the first input}
  ///
  /// @throws OnnxException if no node makes it
  public Node i() {
    return i(0);
  }

  /// {@return the node that makes the input at this place}
  ///
  /// @throws OnnxException if no node makes it
  public Node i(int input) {
    return Neighbours.producer(this, input);
  }

  /// {@return the first node that takes in the first output}
  ///
  /// @throws OnnxException if there is none
  public Node o() {
    return o(0);
  }

  /// {@return the node with this number among those that take in the first output, in the order of
  /// [Value#uses()]}
  ///
  /// @throws OnnxException if there are fewer
  public Node o(int consumer) {
    return o(consumer, 0);
  }

  /// {@return the node with this number among those that take in this output}
  ///
  /// @throws OnnxException if there are fewer
  public Node o(int consumer, int output) {
    return Neighbours.consumer(output(output), consumer);
  }

  /// {@return the attributes by name, in the order of the file, as they are now}
  public Map<String, Attribute> attributes() {
    return attributes;
  }

  public Optional<Attribute> attribute(String key) {
    return Optional.ofNullable(attributes.get(key));
  }

  /// {@return the graphs in this node's attributes, as those of `If`, `Loop` and `Scan`}
  public List<Graph> subgraphs() {
    return attributes.graphs();
  }

  /// {@return the documentation, empty for none}
  public String docString() {
    return rest.text(DOC_STRING);
  }

  /// {@return the exporter's notes on this node (`metadata_props`), in the order of the file}
  public Map<String, String> metadata() {
    return Fields.entries(rest.payloads(METADATA));
  }

  /// {@return whether the node has been removed from its graph}
  public boolean isRemoved() {
    return link == null;
  }

  /// Renames the node; nodes may share a name, or have none.
  public Node rename(String to) {
    Refused.ifRemoved(this);
    graph.names.nodeUnnamed(name);
    graph.names.nodeNamed(to);
    name = to;
    return this;
  }

  public Node opType(String operator) {
    opType = operator;
    return this;
  }

  public Node domain(String to) {
    domain = to;
    return this;
  }

  public Node overload(String to) {
    overload = to;
    return this;
  }

  public Node docString(String text) {
    rest = rest.withText(DOC_STRING, text.isEmpty() ? null : text);
    return this;
  }

  /// Sets one of the notes on this node.
  public Node metadata(String key, String text) {
    rest = Fields.withEntry(rest, METADATA, key, text);
    return this;
  }

  public Node removeMetadata(String key) {
    rest = Fields.withoutEntry(rest, METADATA, key);
    return this;
  }

  /// Makes the node take in `value` at this place, null for an omitted input.
  ///
  /// @throws OnnxException if there are fewer inputs, or the value is not in scope
  public Node setInput(int index, @Nullable Value value) {
    NodeEdits.setInput(this, index, value);
    return this;
  }

  /// Appends an input, null for an omitted one.
  ///
  /// @throws OnnxException if the value is not in scope
  public Node addInput(@Nullable Value value) {
    return resizeInputs(edges.inputCount() + 1).setInput(edges.inputCount() - 1, value);
  }

  /// Cuts off inputs, or appends omitted ones.
  public Node resizeInputs(int count) {
    Refused.ifRemoved(this);
    edges.resizeInputs(count);
    return this;
  }

  /// Appends an output called `name`, or an omitted one if that is empty.
  ///
  /// @throws OnnxException if another value in scope has that name
  public Node addOutput(String called) {
    NodeEdits.addOutput(this, called.isEmpty() ? null : graph.names.defineNew(called));
    return this;
  }

  /// Appends an output: a value of this graph that nothing defines, as [#releaseOutput(int)] leaves
  /// it.
  public Node addOutput(Value free) {
    NodeEdits.adoptOutput(this, edges.outputCount(), free);
    return this;
  }

  /// Puts out `free` at this place, which must be omitted.
  public Node setOutput(int index, Value free) {
    NodeEdits.adoptOutput(this, index, free);
    return this;
  }

  /// Stops putting out the value at this place. The value stays, with its name, type and uses, for
  /// another node to put out.
  ///
  /// @return the value
  public Value releaseOutput(int index) {
    return NodeEdits.releaseOutput(this, index);
  }

  /// Omits the output at this place; omitted ones at the end are cut off.
  ///
  /// @throws OnnxException if the value is used
  public Node dropOutput(int index) {
    NodeEdits.dropOutput(this, index);
    return this;
  }

  /// Sets an attribute; a new one comes last.
  ///
  /// @throws OnnxException if it holds a graph that was not made by [Graph#newSubgraph] of this
  ///   node's graph, or that another node has
  public Node attribute(String key, Attribute value) {
    NodeEdits.attribute(this, key, value);
    return this;
  }

  public Node attribute(String key, long value) {
    return attribute(key, new Attribute.IntValue(value));
  }

  /// Sets a `float` attribute.
  public Node attribute(String key, double value) {
    return attribute(key, new Attribute.FloatValue((float) value));
  }

  public Node attribute(String key, String value) {
    return attribute(key, new Attribute.StringValue(value));
  }

  /// Sets a list of integers, also one of a single integer.
  public Node attribute(String key, long[] values) {
    return attribute(key, Attribute.of(values));
  }

  public Node attribute(String key, float[] values) {
    return attribute(key, Attribute.of(values));
  }

  public Node attribute(String key, String[] values) {
    return attribute(key, new Attribute.Strings(List.of(values)));
  }

  public Node attribute(String key, Tensor value) {
    return attribute(key, new Attribute.TensorValue(value));
  }

  public Node attribute(String key, Graph value) {
    return attribute(key, new Attribute.GraphValue(value));
  }

  /// Removes an attribute, if the node has it, and the graphs in it.
  public Node removeAttribute(String key) {
    NodeEdits.removeAttribute(this, key);
    return this;
  }

  /// {@return the node as `Conv 'conv1'`}
  @Override
  public String toString() {
    String operator = domain().isEmpty() ? opType : domain() + "." + opType;
    return name.isEmpty() ? operator : operator + " '" + name + "'";
  }

  /// {@return the domain as the file has it}
  String rawDomain() {
    return domain;
  }

  RawFields rest() {
    return rest;
  }

  /// {@return whether this text is to be written, as it is not empty or was in the file}
  boolean writes(int field, String text) {
    return !text.isEmpty() || (given & 1 << field) != 0;
  }

  Node copyTo(Graph other, String called) {
    return new Node(other, called, opType, domain, overload, Attributes.NONE, rest, given);
  }

  static List<Value> present(List<Optional<Value>> values) {
    List<Value> present = new ArrayList<>(values.size());
    values.forEach(value -> value.ifPresent(present::add));
    return present;
  }
}
