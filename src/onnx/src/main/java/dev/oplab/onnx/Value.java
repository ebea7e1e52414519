package dev.oplab.onnx;

import dev.oplab.onnx.ValueType.UnknownType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A value in a graph: what a node puts out, a graph takes in, or an initializer holds. Has
/// identity; knows its producer and its uses.
public final class Value {
  static final ValueType UNKNOWN = new UnknownType();

  private final Graph graph;
  private final String name;
  private ValueType type = UNKNOWN;
  private @Nullable Node producer;
  private @Nullable Tensor initializer;
  final UseList uses = new UseList();

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
  /// first}
  public List<Use> uses() {
    return uses;
  }

  /// {@return the constant behind this value: its content, or a graph input's default}
  public Optional<Tensor> initializer() {
    return Optional.ofNullable(initializer);
  }

  /// {@return the value as `'x': float32[1, 3]`}
  @Override
  public String toString() {
    return "'" + name + "': " + type;
  }

  void type(ValueType stated) {
    type = stated;
  }

  void producer(Node node) {
    producer = node;
  }

  void initializer(Tensor tensor) {
    initializer = tensor;
  }

  /// One input slot of one node.
  public record Use(Node node, int index) {}
}
