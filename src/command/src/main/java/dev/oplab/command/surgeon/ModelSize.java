package dev.oplab.command.surgeon;

import dev.oplab.command.internal.ByteCount;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.SparseTensor;
import dev.oplab.onnx.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How much is in a model, subgraphs and the bodies of functions included.
///
/// @param bytes what the weights take
record ModelSize(int nodes, int weights, long bytes, int functions) {

  static ModelSize of(Model model) {
    int nodes = 0;
    int weights = 0;
    long bytes = 0;
    for (Graph graph : model.allGraphs()) {
      nodes += graph.nodes().size();
      weights += graph.initializers().size() + graph.sparseInitializers().size();
      for (Tensor tensor : graph.initializers()) {
        bytes += tensor.byteSize();
      }
      for (SparseTensor sparse : graph.sparseInitializers()) {
        bytes += sparse.values().byteSize() + sparse.indices().byteSize();
      }
    }
    return new ModelSize(nodes, weights, bytes, model.functions().size());
  }

  /// {@return what differs in `after`, as `nodes: 146 → 140; weights: ...`, empty for nothing}
  String change(ModelSize after) {
    List<String> parts = new ArrayList<>();
    if (nodes != after.nodes) {
      parts.add("nodes: %,d → %,d".formatted(nodes, after.nodes));
    }
    if (weights != after.weights || bytes != after.bytes) {
      parts.add(
          "weights: %,d (%s) → %,d (%s)"
              .formatted(
                  weights, ByteCount.text(bytes), after.weights, ByteCount.text(after.bytes)));
    }
    if (functions != after.functions) {
      parts.add("functions: %,d → %,d".formatted(functions, after.functions));
    }
    return String.join("; ", parts);
  }

  Map<String, Object> row() {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("nodes", nodes);
    row.put("weights", weights);
    row.put("weight_bytes", bytes);
    row.put("functions", functions);
    return row;
  }
}
