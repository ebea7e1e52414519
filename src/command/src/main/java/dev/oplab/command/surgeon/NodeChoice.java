package dev.oplab.command.surgeon;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.Surgeon;
import java.util.List;
import java.util.Optional;

/// Finds the node that a person named: by its own name, or, as many nodes have none, by the name of
/// what it puts out.
final class NodeChoice {
  private NodeChoice() {}

  /// {@return the node of the surgeon's graph}
  ///
  /// @throws dev.oplab.onnx.OnnxException if there is none of this name, or more than one
  static Node of(Surgeon surgeon, String name) {
    List<Node> called =
        surgeon.nodes().stream().filter(node -> node.name().equals(name)).limit(2).toList();
    if (called.size() == 1) {
      return called.getFirst();
    }
    Optional<Node> putting = surgeon.graph().value(name).flatMap(Value::producer);
    return putting.orElseGet(() -> surgeon.node(name));
  }
}
