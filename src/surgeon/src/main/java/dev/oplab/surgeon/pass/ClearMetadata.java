package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.List;

/// Removes the notes (`metadata_props`) on the model, its graphs and nodes, where exporters put
/// module names and stack traces. Those on single values and tensors stay.
final class ClearMetadata implements Pass {
  @Override
  public String name() {
    return "clear-metadata";
  }

  @Override
  public String summary() {
    return "Removes the metadata of the model, its graphs and nodes.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    List<String> keys = List.copyOf(model.header().metadata().keySet());
    keys.forEach(model::removeMetadata);
    if (!keys.isEmpty()) {
      rows.add(PassResult.Row.of(model.graph(), "model", "without metadata: " + keys));
    }
    for (Graph graph : model.allGraphs()) {
      List<String> own = List.copyOf(graph.metadata().keySet());
      own.forEach(graph::removeMetadata);
      if (!own.isEmpty()) {
        rows.add(PassResult.Row.of(graph, "graph", "without metadata: " + own));
      }
      for (Node node : graph.nodes()) {
        List<String> notes = List.copyOf(node.metadata().keySet());
        notes.forEach(node::removeMetadata);
        if (!notes.isEmpty()) {
          rows.add(PassResult.Row.of(node, "without metadata: " + notes));
        }
      }
    }
    return PassResult.of(this, rows);
  }
}
