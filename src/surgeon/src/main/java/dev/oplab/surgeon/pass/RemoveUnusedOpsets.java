package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Removes the model's imports of domains that none of its nodes and functions is of. The imports
/// of ONNX's own operators stay, and of those for training, which what is not a graph may use.
final class RemoveUnusedOpsets implements Pass {
  private static final Set<String> ALWAYS =
      Set.of("", "ai.onnx.training", "ai.onnx.preview.training");

  @Override
  public String name() {
    return "remove-unused-opsets";
  }

  @Override
  public String summary() {
    return "Removes imports of operator sets that no node is of.";
  }

  @Override
  public PassResult apply(Model model) {
    Set<String> used = new HashSet<>(ALWAYS);
    model.functions().forEach(function -> used.add(function.domain()));
    for (Graph graph : model.allGraphs()) {
      for (Node node : graph.nodes()) {
        used.add(node.domain());
      }
    }
    List<PassResult.Row> rows = new ArrayList<>();
    for (String domain : List.copyOf(model.header().opsets().keySet())) {
      if (!used.contains(domain)) {
        model.removeOpset(domain);
        rows.add(
            PassResult.Row.of(
                model.graph(), "domain '" + domain + "'", "no longer imported: no node is of it"));
      }
    }
    return PassResult.of(this, rows);
  }
}
