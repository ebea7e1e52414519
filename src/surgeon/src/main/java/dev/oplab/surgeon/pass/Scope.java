package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One graph of a model with the version of ONNX's operators that its nodes mean, whether it may
/// hold initializers, and whether it is in a function. Immutable.
record Scope(Graph graph, long opset, boolean initializers, boolean inFunction) {
  private static final long INITIALIZERS_WITHOUT_INPUTS = 4;

  /// {@return every graph of the model, each before those inside it}
  static List<Scope> of(Model model) {
    Map<Graph, Long> functions = new LinkedHashMap<>();
    for (LocalFunction function : model.functions()) {
      functions.put(function.body(), function.opsets().getOrDefault("", opset(model)));
    }
    boolean free = model.header().irVersion() >= INITIALIZERS_WITHOUT_INPUTS;
    List<Scope> scopes = new ArrayList<>();
    Map<Graph, Scope> known = new LinkedHashMap<>();
    for (Graph graph : model.allGraphs()) {
      Scope around = graph.parent().map(known::get).orElse(null);
      long opset = around != null ? around.opset : functions.getOrDefault(graph, opset(model));
      boolean holds = around != null ? around.initializers : free && !functions.containsKey(graph);
      boolean inside = around != null ? around.inFunction : functions.containsKey(graph);
      Scope scope = new Scope(graph, opset, holds, inside);
      known.put(graph, scope);
      scopes.add(scope);
    }
    return scopes;
  }

  static long opset(Model model) {
    Map<String, Long> opsets = model.header().opsets();
    return opsets.getOrDefault("", opsets.getOrDefault("ai.onnx", 1L));
  }

  /// {@return a constant with this content under a new name: an initializer, or a `Constant` node
  /// before `user` where there can be none}
  Value constant(Tensor tensor, String name, Node user) {
    String fresh = graph.freshName(name);
    if (initializers) {
      return graph.addInitializer(tensor.named(fresh));
    }
    Node node = graph.insertBefore(user, "Constant").attribute("value", tensor.named(""));
    return node.output().rename(fresh);
  }
}
