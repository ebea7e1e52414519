package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Walks a whole model and checks that what its parts say of each other agrees.
final class GraphChecker {
  private GraphChecker() {}

  static void check(Model model) {
    Map<Value, Set<Value.Use>> uses = new HashMap<>();
    Map<Value, List<Graph>> outputs = new HashMap<>();
    List<Graph> graphs = model.allGraphs();
    for (Graph graph : graphs) {
      for (Node node : graph.nodes()) {
        node(graph, node, uses);
      }
      for (Value output : graph.outputs()) {
        assertThat(output.isVisibleIn(graph)).as("%s in scope of %s", output, graph).isTrue();
        outputs.computeIfAbsent(output, _ -> new ArrayList<>()).add(graph);
      }
    }
    for (Graph graph : graphs) {
      values(graph, uses, outputs);
    }
  }

  private static void node(Graph graph, Node node, Map<Value, Set<Value.Use>> uses) {
    assertThat(node.graph()).as("graph of %s", node).isSameAs(graph);
    assertThat(node.isRemoved()).as("%s removed", node).isFalse();
    for (int i = 0; i < node.inputs().size(); i++) {
      Value.Use use = new Value.Use(node, i);
      node.input(i)
          .ifPresent(value -> {
            assertThat(value.removed).as("%s of %s removed", value, node).isFalse();
            assertThat(value.isVisibleIn(graph)).as("%s at %s", value, node).isTrue();
            uses.computeIfAbsent(value, _ -> new HashSet<>()).add(use);
          });
    }
    for (Value output : Node.present(node.outputs())) {
      assertThat(output.producer()).as("producer of %s", output).contains(node);
      assertThat(output.graph()).isSameAs(graph);
    }
    for (Graph inner : node.subgraphs()) {
      assertThat(inner.owner()).as("owner of %s", inner).contains(node);
      assertThat(inner.parent()).contains(graph);
    }
  }

  private static void values(
      Graph graph, Map<Value, Set<Value.Use>> uses, Map<Value, List<Graph>> outputs) {
    Set<String> names = new HashSet<>();
    for (Value value : graph.values()) {
      assertThat(names.add(value.name())).as("one value called %s", value.name()).isTrue();
      assertThat(graph.value(value.name())).containsSame(value);
      assertThat(value.removed).as("%s removed", value).isFalse();
      Set<Value.Use> found = new HashSet<>(value.uses());
      assertThat(found).as("uses of %s", value).hasSize(value.uses().size());
      assertThat(found).as("uses of %s", value).isEqualTo(uses.getOrDefault(value, Set.of()));
      assertThat(value.outputOf)
          .as("graphs that put out %s", value)
          .containsExactlyInAnyOrderElementsOf(outputs.getOrDefault(value, List.of()));
      assertThat(value.isInput()).isEqualTo(graph.inputs().contains(value));
      assertThat(value.initializer().isPresent()).isEqualTo(graph.constants.dense.contains(value));
      value.initializer().ifPresent(tensor -> assertThat(tensor.name()).isEqualTo(value.name()));
      value.producer().ifPresent(node -> assertThat(Node.present(node.outputs())).contains(value));
    }
  }
}
