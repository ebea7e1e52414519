package dev.oplab.report.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The graphs of a model: the main one and those inside its nodes' attributes.
///
/// @param path how to get there: empty for the main graph, `loop_1 > body` for one inside
/// @param graph the graph
record Scopes(String path, Graph graph) {

  /// A node and the scope it is in.
  record Placed(Scopes scope, Node node) {}

  /// {@return every graph, a graph before those inside it, in the order of the file}
  static List<Scopes> of(Model model) {
    List<Scopes> scopes = new ArrayList<>();
    collect(new Scopes("", model.graph()), scopes);
    return scopes;
  }

  /// {@return every node in the order of the file, those of a subgraph after the node that holds
  /// it}
  static List<Placed> nodes(Model model) {
    List<Placed> nodes = new ArrayList<>();
    collectNodes(new Scopes("", model.graph()), nodes);
    return nodes;
  }

  /// {@return the node's name, or the name of its first output where it has none}
  static String label(Node node) {
    if (!node.name().isEmpty()) {
      return node.name();
    }
    return node.outputs().stream()
        .flatMap(Optional::stream)
        .map(Value::name)
        .findFirst()
        .orElse("(" + node.opType() + ")");
  }

  private static void collect(Scopes scope, List<Scopes> all) {
    all.add(scope);
    for (Node node : scope.graph.nodes()) {
      scope.inside(node).forEach(inner -> collect(inner, all));
    }
  }

  private static void collectNodes(Scopes scope, List<Placed> all) {
    for (Node node : scope.graph.nodes()) {
      all.add(new Placed(scope, node));
      scope.inside(node).forEach(inner -> collectNodes(inner, all));
    }
  }

  private List<Scopes> inside(Node node) {
    List<Scopes> inner = new ArrayList<>();
    for (Map.Entry<String, Attribute> entry : node.attributes().entrySet()) {
      String place = (path.isEmpty() ? "" : path + " > ") + label(node) + " > " + entry.getKey();
      if (entry.getValue() instanceof Attribute.GraphValue(Graph only)) {
        inner.add(new Scopes(place, only));
      } else if (entry.getValue() instanceof Attribute.Graphs(List<Graph> several)) {
        for (int i = 0; i < several.size(); i++) {
          inner.add(new Scopes(place + "[" + i + "]", several.get(i)));
        }
      }
    }
    return inner;
  }
}
