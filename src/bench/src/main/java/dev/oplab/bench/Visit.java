package dev.oplab.bench;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType.TensorType;
import java.util.Optional;

/// Looks at every node, edge, attribute and tensor type of a graph and of those inside it, so that
/// nothing of a timed reading can be put off.
final class Visit {
  private Visit() {}

  /// {@return how many nodes, edges, dimensions, attributes and integers in these there are}
  static long of(Graph graph) {
    long count = 0;
    for (Node node : graph.nodes()) {
      count++;
      for (Optional<Value> input : node.inputs()) {
        count += input.isPresent() ? of(input.get()) : 0;
      }
      for (Optional<Value> output : node.outputs()) {
        count += output.isPresent() ? of(output.get()) : 0;
      }
      for (Attribute attribute : node.attributes().values()) {
        count++;
        if (attribute instanceof Attribute.GraphValue(Graph inner)) {
          count += of(inner);
        } else if (attribute instanceof Attribute.Ints ints) {
          count += ints.values().size();
        }
      }
    }
    return count;
  }

  private static long of(Value value) {
    return value.type() instanceof TensorType tensor && tensor.shape() != null
        ? 1 + tensor.shape().rank()
        : 1;
  }
}
