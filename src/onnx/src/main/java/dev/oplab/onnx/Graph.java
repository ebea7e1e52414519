package dev.oplab.onnx;

import java.util.List;
import java.util.Optional;

/// A graph (`GraphProto`): nodes in execution order and the values between them. Mutable, with
/// identity.
public interface Graph {
  String name();

  /// {@return the nodes in the order of the file}
  List<Node> nodes();

  /// {@return the graph's inputs, those with a default initializer included}
  List<Value> inputs();

  /// {@return the inputs a caller must give: those without a default initializer}
  List<Value> requiredInputs();

  List<Value> outputs();

  /// {@return the constants of this graph, in the order of the file}
  List<Tensor> initializers();

  /// {@return the value called `name` in this graph, not in those around it}
  Optional<Value> value(String name);
}
