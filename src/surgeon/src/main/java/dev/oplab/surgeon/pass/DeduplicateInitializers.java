package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.TensorContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keeps one of several initializers of a graph that have the same type, shape and bytes. Graph
/// inputs with a default and graph outputs keep their own.
final class DeduplicateInitializers implements Pass {
  @Override
  public String name() {
    return "deduplicate-initializers";
  }

  @Override
  public String summary() {
    return "Keeps one of several initializers with the same type, shape and bytes.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    for (Graph graph : model.allGraphs()) {
      Map<TensorContent, Value> first = new HashMap<>();
      for (Value value : new ArrayList<>(graph.values())) {
        if (value.initializer().isEmpty() || value.isInput()) {
          continue;
        }
        Value kept = first.putIfAbsent(TensorContent.of(value.initializer().get()), value);
        if (kept != null && !value.isOutput() && Rewire.replace(value, kept)) {
          String at = "initializer '" + value.name() + "'";
          graph.removeInitializer(value);
          rows.add(PassResult.Row.of(graph, at, "merged into '" + kept.name() + "'"));
        }
      }
    }
    return PassResult.of(this, rows);
  }
}
