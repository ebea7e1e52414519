package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Removes the model's functions that no node calls, neither of the main graph nor of a function
/// that is called from there.
final class RemoveUnusedFunctions implements Pass {
  @Override
  public String name() {
    return "remove-unused-functions";
  }

  @Override
  public String summary() {
    return "Removes functions of the model that nothing calls.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    Set<LocalFunction> called = called(model);
    for (LocalFunction function : List.copyOf(model.functions())) {
      if (!called.contains(function)) {
        model.removeFunction(function);
        rows.add(PassResult.Row.of(model.graph(), "" + function, "removed: nothing calls it"));
      }
    }
    return PassResult.of(this, rows);
  }

  private static Set<LocalFunction> called(Model model) {
    Set<LocalFunction> called = new LinkedHashSet<>();
    List<Graph> open = new ArrayList<>(List.of(model.graph()));
    for (int i = 0; i < open.size(); i++) {
      for (Node node : open.get(i).nodes()) {
        open.addAll(node.subgraphs());
        model.function(node).filter(called::add).ifPresent(found -> open.add(found.body()));
      }
    }
    return called;
  }
}
