package dev.oplab.onnx;

import java.util.List;
import java.util.Optional;

/// A value in a graph: what a node puts out, a graph takes in, or an initializer holds. Has
/// identity; knows its producer and its uses.
public interface Value {
  String name();

  /// {@return the type the model states (graph input or output, `value_info`, initializer)}
  ValueType type();

  /// {@return the node that puts this value out}
  Optional<Node> producer();

  /// {@return each place that takes this value in, in the order of the file}
  List<Use> uses();

  /// {@return the constant behind this value}
  Optional<Tensor> initializer();

  /// One input slot of one node.
  record Use(Node node, int index) {}
}
