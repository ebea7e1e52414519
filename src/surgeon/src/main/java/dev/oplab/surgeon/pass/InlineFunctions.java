package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts the nodes of the model's functions in the place of the nodes that call them, functions that
/// are called inside included, and removes the functions that nothing calls any more. Before: `x ->
/// my.Norm -> y`. After: `x -> ReduceMean -> Sub -> y`, the new names beginning with that of the
/// call.
///
/// A call stays where the function means another version of an operator set than the model imports,
/// where it calls itself, and where the call gives it a graph.
final class InlineFunctions implements Pass {
  @Override
  public String name() {
    return "inline-functions";
  }

  @Override
  public String summary() {
    return "Puts the nodes of the model's functions in the place of calls.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    Deque<Node> open = new ArrayDeque<>();
    for (Scope scope : Scope.of(model)) {
      if (!scope.inFunction()) {
        open.addAll(scope.graph().nodes());
      }
    }
    while (!open.isEmpty()) {
      Node call = open.poll();
      LocalFunction function = model.function(call).orElse(null);
      if (function != null && fits(model, function, call)) {
        rows.add(PassResult.Row.of(call, "replaced by the nodes of " + function));
        function.opsets().forEach((domain, version) -> imports(model, domain, version));
        open.addAll(new FunctionBody(function, call).inline());
      }
    }
    if (!rows.isEmpty()) {
      rows.addAll(new RemoveUnusedFunctions().apply(model).rows());
    }
    return PassResult.of(this, rows);
  }

  private static void imports(Model model, String domain, long version) {
    if (!model.header().opsets().containsKey(domain)) {
      model.opset(domain, version);
    }
  }

  private static boolean fits(Model model, LocalFunction function, Node call) {
    boolean graphs =
        call.attributes().values().stream()
            .anyMatch(value ->
                value instanceof Attribute.GraphValue || value instanceof Attribute.Graphs);
    Map<String, Long> imported = model.header().opsets();
    boolean same =
        function.opsets().entrySet().stream()
            .allMatch(entry ->
                imported.getOrDefault(entry.getKey(), entry.getValue()).equals(entry.getValue()));
    return !graphs && same && !reaches(model, function);
  }

  /// {@return whether the function calls itself, through others too}
  private static boolean reaches(Model model, LocalFunction function) {
    Set<LocalFunction> called = new HashSet<>();
    List<Graph> open = new ArrayList<>(List.of(function.body()));
    for (int i = 0; i < open.size(); i++) {
      for (Node node : open.get(i).nodes()) {
        open.addAll(node.subgraphs());
        model.function(node).filter(called::add).ifPresent(found -> open.add(found.body()));
      }
    }
    return called.contains(function);
  }
}
