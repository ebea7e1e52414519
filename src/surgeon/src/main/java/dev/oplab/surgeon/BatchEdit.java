package dev.oplab.surgeon;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.List;

/// What [Surgeon#dynamicBatch(String)] did: the inputs and outputs whose first dimension it named,
/// the `reshapes` it opened, and the nodes that may still hold the old batch size in a constant.
/// Immutable.
public record BatchEdit(
    List<Value> inputs, List<Value> outputs, List<Node> reshapes, List<Node> suspects) {
  public BatchEdit {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    reshapes = List.copyOf(reshapes);
    suspects = List.copyOf(suspects);
  }
}
