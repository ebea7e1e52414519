package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.List;

/// Removes constants that no node takes in and no graph puts out. Defaults of graph inputs stay.
final class RemoveUnusedInitializers implements Pass {
  @Override
  public String name() {
    return "remove-unused-initializers";
  }

  @Override
  public String summary() {
    return "Removes initializers that nothing uses.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    for (Graph graph : model.allGraphs()) {
      for (Value value : new ArrayList<>(graph.values())) {
        boolean constant = value.initializer().isPresent() || value.sparseInitializer().isPresent();
        if (constant && !value.isInput() && value.isUnused()) {
          String at = "initializer '" + value.name() + "'";
          graph.removeInitializer(value);
          rows.add(PassResult.Row.of(graph, at, "removed: nothing uses it"));
        }
      }
    }
    return PassResult.of(this, rows);
  }
}
