package dev.oplab.onnx;

import dev.oplab.onnx.ValueType.UnknownType;
import dev.oplab.onnx.internal.Chain;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A value in a graph: what a node puts out, a graph takes in, or an initializer holds. Has
/// identity; knows its producer and its uses. Its name, type and constant change through the
/// methods here, its edges through [Node] and [Graph].
public final class Value {
  static final ValueType UNKNOWN = new UnknownType();

  final Graph graph;
  String name;
  ValueType type = UNKNOWN;
  @Nullable Node producer;
  @Nullable Tensor initializer;
  @Nullable SparseTensor sparse;

  /// The message of the sparse constant in the file, the name that it had there in it.
  @Nullable MemorySegment sparseMessage;

  Chain.@Nullable Link<Value> constant;

  UseList.@Nullable Slot firstUse;
  UseList.@Nullable Slot lastUse;
  int useCount;

  /// The graphs that put this value out, one entry for each time.
  List<Graph> outputOf = List.of();

  boolean input;
  boolean retyped;
  boolean stated;
  boolean removed;

  Value(Graph graph, String name) {
    this.graph = graph;
    this.name = name;
  }

  /// {@return the name, unique in its graph}
  public String name() {
    return name;
  }

  /// {@return the graph in which the value is defined}
  public Graph graph() {
    return graph;
  }

  /// {@return the type the model states (graph input or output, `value_info`, initializer), or
  /// [UnknownType]}
  public ValueType type() {
    return type;
  }

  /// {@return the node that puts this value out}
  public Optional<Node> producer() {
    return Optional.ofNullable(producer);
  }

  /// {@return each place that takes this value in, a node twice if it takes it twice: those in the
  /// value's own graph in the order of the file, then those in the graphs inside it, outermost
  /// first; edges made later come last. A live view; to add uses while walking it, walk a copy}
  public List<Use> uses() {
    return new UseList(this);
  }

  /// {@return what the node that makes this value takes in first}
  ///
  /// @throws OnnxException if no node makes it
  public Value i() {
    return i(0);
  }

  /// {@return what the node that makes this value takes in at this place}
  ///
  /// @throws OnnxException if no node makes it
  public Value i(int input) {
    return Neighbours.input(Neighbours.producer(this), input);
  }

  /// {@return what the first node that takes this value in puts out first}
  ///
  /// @throws OnnxException if there is none
  public Value o() {
    return o(0);
  }

  /// {@return what the node with this number among those that take this value in puts out first}
  ///
  /// @throws OnnxException if there are fewer
  public Value o(int consumer) {
    return o(consumer, 0);
  }

  /// {@return what the node with this number among those that take this value in puts out at this
  /// place}
  ///
  /// @throws OnnxException if there are fewer
  public Value o(int consumer, int output) {
    return Neighbours.consumer(this, consumer).output(output);
  }

  /// {@return the constant behind this value: its content, or a graph input's default}
  public Optional<Tensor> initializer() {
    return Optional.ofNullable(initializer);
  }

  /// {@return the sparse constant behind this value}
  public Optional<SparseTensor> sparseInitializer() {
    return Optional.ofNullable(sparse);
  }

  /// {@return whether this is one of the inputs of its graph}
  public boolean isInput() {
    return input;
  }

  /// {@return whether its graph, or one inside that, puts this value out}
  public boolean isOutput() {
    return !outputOf.isEmpty();
  }

  /// {@return whether no node takes this value in and no graph puts it out}
  public boolean isUnused() {
    return useCount == 0 && outputOf.isEmpty();
  }

  /// Renames the value everywhere at once; takes the same time whatever its uses.
  ///
  /// @throws OnnxException if the name is empty or another value in scope has it
  public Value rename(String to) {
    graph.names.rename(this, to);
    return this;
  }

  /// States the type. The file will say so where the graph's inputs and outputs or `value_info`
  /// give this value's type.
  public Value type(ValueType stated) {
    Refused.ifRemoved(this);
    type = stated;
    retyped = true;
    // A function gives its inputs by name alone.
    if ((!input || graph.function) && !this.stated) {
      graph.infos.add(new Statement(this, name, null));
      this.stated = true;
    }
    return this;
  }

  /// Makes the value a constant, or gives it another content; for a graph input, its default. The
  /// tensor takes the value's name, the value takes the tensor's type.
  ///
  /// @throws OnnxException if a node puts this value out
  public Value initializer(Tensor tensor) {
    graph.constants.set(this, tensor);
    return this;
  }

  /// Makes every node that takes this value in take `other` in, also in graphs inside this one;
  /// what graphs put out stays.
  ///
  /// @throws OnnxException if `other` is not in scope at one of the places; nothing is changed then
  public void replaceAllUses(Value other) {
    Replace.all(this, other, false);
  }

  /// Like [#replaceAllUses(Value)], and graphs that put this value out put out `other` instead. The
  /// name of such an output changes with it; rename `other` to keep the old one.
  public void replaceAllUsesAndOutputs(Value other) {
    Replace.all(this, other, true);
  }

  /// Makes graphs that put this value out put out `other` instead; what nodes take in stays. The
  /// name of such an output changes with it; rename `other` to keep the old one.
  public void replaceOutputs(Value other) {
    Replace.outputs(this, other);
  }

  /// {@return the value as `'x': float32[1, 3]`}
  @Override
  public String toString() {
    return "'" + name + "': " + type;
  }

  /// Sees to it that the file goes on saying the type when a place that did so goes.
  void restate() {
    if (type instanceof UnknownType || constant != null || stated) {
      return;
    }
    if (!input || graph.function) {
      graph.infos.add(new Statement(this, name, null));
      stated = true;
    } else if (graph.inputs.stream().anyMatch(place -> place.value() == this && !place.hasType())) {
      retyped = true;
    }
  }

  void addOutputOf(Graph putting) {
    if (outputOf.isEmpty()) {
      outputOf = new ArrayList<>(1);
    }
    outputOf.add(putting);
  }

  void removeOutputOf(Graph putting) {
    outputOf.remove(putting);
  }

  /// {@return whether nodes of `inner` may use this value}
  boolean isVisibleIn(Graph inner) {
    if (graph == inner.root()) {
      return true;
    }
    Graph around = inner;
    while (around != null && around != graph) {
      around = around.parent;
    }
    return around == graph;
  }

  /// One input slot of one node.
  public record Use(Node node, int index) {}
}
