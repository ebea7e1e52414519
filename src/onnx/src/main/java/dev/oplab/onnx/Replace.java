package dev.oplab.onnx;

import dev.oplab.onnx.Value.Use;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// Puts one value in the place of another.
final class Replace {
  private Replace() {}

  static void all(Value value, Value other, boolean outputs) {
    Refused.ifRemoved(value);
    Refused.ifRemoved(other);
    if (value == other) {
      return;
    }
    List<Use> uses = new ArrayList<>(value.uses());
    if (!other.isVisibleIn(value.graph)) {
      for (Use use : uses) {
        NodeEdits.inScope(use.node(), use.index(), other);
      }
    }
    if (outputs) {
      outputs(value, other);
    }
    for (Use use : uses) {
      use.node().edges.input(use.index(), other);
    }
  }

  static void outputs(Value value, Value other) {
    Refused.ifRemoved(value);
    if (value == other) {
      return;
    }
    for (Graph graph : value.outputOf) {
      GraphEnds.inScope(graph, other);
    }
    if (other.type instanceof ValueType.UnknownType) {
      other.type(value.type);
    }
    for (Graph graph : new LinkedHashSet<>(value.outputOf)) {
      for (int i = 0; value.outputOf.contains(graph); i++) {
        if (graph.outputs.get(i).value() == value) {
          GraphEnds.setOutput(graph, i, other);
        }
      }
    }
  }
}
