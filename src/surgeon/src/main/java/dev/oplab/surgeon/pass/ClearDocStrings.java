package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.List;

/// Removes the documentation (`doc_string`) of the model, its graphs, functions and nodes, where
/// exporters put stack traces. That of single values and tensors stays.
final class ClearDocStrings implements Pass {
  @Override
  public String name() {
    return "clear-doc-strings";
  }

  @Override
  public String summary() {
    return "Removes the doc strings of the model, its graphs, functions and nodes.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    if (!model.header().docString().isEmpty()) {
      model.docString("");
      rows.add(PassResult.Row.of(model.graph(), "model", "doc string removed"));
    }
    functions(model, rows);
    for (Graph graph : model.allGraphs()) {
      if (!graph.docString().isEmpty()) {
        graph.docString("");
        rows.add(PassResult.Row.of(graph, "graph", "doc string removed"));
      }
      for (Node node : graph.nodes()) {
        if (!node.docString().isEmpty()) {
          node.docString("");
          rows.add(PassResult.Row.of(node, "doc string removed"));
        }
      }
    }
    return PassResult.of(this, rows);
  }

  private static void functions(Model model, List<PassResult.Row> rows) {
    List<LocalFunction> functions = List.copyOf(model.functions());
    if (functions.stream().allMatch(function -> function.docString().isEmpty())) {
      return;
    }
    functions.forEach(model::removeFunction);
    for (LocalFunction old : functions) {
      if (!old.docString().isEmpty()) {
        rows.add(PassResult.Row.of(old.body(), "" + old, "doc string removed"));
      }
      model.addFunction(
          new LocalFunction(
              old.domain(),
              old.name(),
              old.overload(),
              old.attributes(),
              old.attributeDefaults(),
              old.opsets(),
              "",
              old.body()));
    }
  }
}
