package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.List;

/// Removes `Identity` nodes. Before: `x -> Identity -> y -> Relu`. After: `x -> Relu`. One stays
/// where an output of a graph is otherwise an input, a constant or another output.
final class RemoveIdentity implements Pass {
  @Override
  public String name() {
    return "remove-identity";
  }

  @Override
  public String summary() {
    return "Removes Identity nodes.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    for (Scope scope : Scope.of(model)) {
      for (Node node : scope.graph().nodes()) {
        if (Nodes.is(node, "Identity") && node.input(0).isPresent()) {
          String as = "removed; '%s' is used instead".formatted(node.input(0).get().name());
          PassResult.Row row = PassResult.Row.of(node, as);
          if (Rewire.bypass(node, node.input(0).get())) {
            rows.add(row);
          }
        }
      }
    }
    return PassResult.of(this, rows);
  }
}
