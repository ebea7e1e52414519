package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Gives every node a name of its own: one without a name that of its operator, one whose name
/// another before it has that name with a number. ONNX Runtime refuses models in which two nodes
/// share a name. Before: `'', 'add', 'add'`. After: `'relu', 'add', 'add_1'`.
final class FixNames implements Pass {
  @Override
  public String name() {
    return "fix-names";
  }

  @Override
  public String summary() {
    return "Gives every node a name of its own.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    Map<Graph, Set<String>> taken = new HashMap<>();
    for (Scope scope : Scope.of(model)) {
      Set<String> names = taken.computeIfAbsent(outermost(scope.graph()), _ -> new HashSet<>());
      for (Node node : scope.graph().nodes()) {
        if (node.name().isEmpty() || !names.add(node.name())) {
          String wanted =
              node.name().isEmpty() ? node.opType().toLowerCase(Locale.ROOT) : node.name();
          String fresh = scope.graph().freshNodeName(wanted);
          rows.add(PassResult.Row.of(node, "now called '" + fresh + "'"));
          names.add(node.rename(fresh).name());
        }
      }
    }
    return PassResult.of(this, rows);
  }

  private static Graph outermost(Graph graph) {
    Graph at = graph;
    while (at.parent().isPresent()) {
      at = at.parent().get();
    }
    return at;
  }

  @Override
  public List<String> ensures(Model model) {
    return model.allNodes().stream()
        .filter(node -> node.name().isEmpty())
        .map(node -> node + " still has no name")
        .toList();
  }
}
