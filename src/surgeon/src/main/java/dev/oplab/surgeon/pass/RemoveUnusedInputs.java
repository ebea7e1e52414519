package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.List;

/// Removes inputs of the main graph that nothing uses; the one pass that changes which inputs a
/// caller gives. The inputs of subgraphs and functions stay, as their number has a meaning.
final class RemoveUnusedInputs implements Pass {
  @Override
  public String name() {
    return "remove-unused-inputs";
  }

  @Override
  public String summary() {
    return "Removes inputs of the main graph that nothing uses; callers must no longer give them.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    Graph graph = model.graph();
    for (Value input : new ArrayList<>(graph.inputs())) {
      if (input.isUnused()) {
        String at = "input '" + input.name() + "'";
        boolean constant = input.initializer().isPresent() || input.sparseInitializer().isPresent();
        graph.removeInput(input);
        if (constant) {
          graph.removeInitializer(input);
        }
        rows.add(PassResult.Row.of(graph, at, "removed: nothing uses it"));
      }
    }
    return PassResult.of(this, rows);
  }
}
