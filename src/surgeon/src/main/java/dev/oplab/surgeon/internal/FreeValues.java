package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.List;

/// Removes values that nothing defines and nothing uses, which edits may leave behind.
final class FreeValues {
  private FreeValues() {}

  static void remove(Graph graph) {
    List<Value> free = graph.values().stream().filter(FreeValues::isFree).toList();
    if (!free.isEmpty()) {
      // A value without a producer goes together with a node that is given it.
      Node bin = graph.addNode("Identity", List.of());
      free.forEach(bin::addOutput);
      graph.remove(bin);
    }
  }

  private static boolean isFree(Value value) {
    return value.isUnused()
        && !value.isInput()
        && value.producer().isEmpty()
        && value.initializer().isEmpty()
        && value.sparseInitializer().isEmpty();
  }
}
