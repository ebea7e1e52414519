package dev.oplab.onnx;

import static dev.oplab.testkit.OnnxBytes.BOOL;
import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static dev.oplab.testkit.OnnxBytes.INT64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import org.junit.jupiter.api.Test;

class GraphScopeTest {
  private static Value value(Graph graph, String name) {
    return graph.value(name).orElseThrow();
  }

  @Test
  void aBranchUsesTheValuesAroundIt() {
    Model model = Models.read(Models.small());
    Graph main = model.graph();
    Node choose = main.nodes().get(1);
    assertThat(choose.subgraphs()).extracting(Graph::name).containsExactly("branch", "branch");
    Graph then = choose.subgraphs().getFirst();
    Node inner = then.nodes().getFirst();
    assertThat(inner.graph()).isSameAs(then);
    assertThat(then.parent()).contains(main);
    assertThat(inner.inputs().getFirst()).contains(value(main, "sum"));
    assertThat(inner.inputs().getFirst().orElseThrow().graph()).isSameAs(main);
    Node other = choose.subgraphs().get(1).nodes().getFirst();
    assertThat(value(main, "w").uses())
        .containsExactly(
            new Value.Use(main.nodes().getFirst(), 1),
            new Value.Use(inner, 1),
            new Value.Use(other, 1));
    assertThat(then.value("sum")).isEmpty();
    assertThat(then.outputs()).containsExactly(value(then, "product"));
    assertThat(model.allNodes()).containsExactly(main.nodes().getFirst(), choose, inner, other);
  }

  @Test
  void aLoopBodySeesItsOwnInputsFirst() {
    GraphBytes body =
        new GraphBytes("body")
            .node(NodeBytes.of("Add").name("step").inputs("x", "outer").outputs("next"))
            .input("i", INT64)
            .input("keep", BOOL)
            .input("x", FLOAT, 3)
            .output("keep", BOOL)
            .output("next", FLOAT, 3);
    Model model =
        Models.read(
            OnnxBytes.model(
                new GraphBytes("main")
                    .node(
                        NodeBytes.of("Loop")
                            .inputs("n", "", "x")
                            .outputs("y")
                            .attribute("body", body))
                    .node(NodeBytes.of("Neg").inputs("x").outputs("outer"))
                    .input("n", INT64)
                    .input("x", FLOAT, 3)
                    .output("y", FLOAT, 3)));
    Graph main = model.graph();
    Node loop = main.nodes().getFirst();
    Graph inside = loop.subgraphs().getFirst();
    Node step = inside.nodes().getFirst();
    assertThat(step.inputs().getFirst()).contains(inside.inputs().get(2));
    assertThat(step.inputs().get(1)).as("defined later in the file").contains(value(main, "outer"));
    assertThat(loop.inputs().get(1)).as("omitted").isEmpty();
    assertThat(value(main, "x").uses()).hasSize(2);
    assertThat(inside.outputs().getFirst()).isSameAs(inside.inputs().get(1));
  }

  @Test
  void aBranchMayPutOutAValueOfTheGraphAround() {
    GraphBytes branch = new GraphBytes("as is").output("x");
    Model model =
        Models.read(
            OnnxBytes.model(
                new GraphBytes("main")
                    .node(NodeBytes.of("If").inputs("c").attribute("then_branch", branch))
                    .input("c", BOOL)
                    .input("x", FLOAT, 3)));
    Graph then = model.graph().nodes().getFirst().subgraphs().getFirst();
    assertThat(then.outputs()).containsExactly(value(model.graph(), "x"));
    assertThat(then.values()).isEmpty();
  }

  @Test
  void aNameThatNothingDefinesIsAValueWithoutProducer() {
    Model model =
        Models.read(
            OnnxBytes.model(
                new GraphBytes("main")
                    .node(NodeBytes.of("Relu").inputs("ghost").outputs("a"))
                    .node(NodeBytes.of("Relu").inputs("ghost").outputs("b"))));
    Value ghost = model.graph().nodes().getFirst().inputs().getFirst().orElseThrow();
    assertThat(ghost.producer()).isEmpty();
    assertThat(ghost.initializer()).isEmpty();
    assertThat(ghost.type()).isEqualTo(new ValueType.UnknownType());
    assertThat(ghost.uses()).hasSize(2);
  }

  @Test
  void usesCanBeWalkedBothWays() {
    Model model = Models.read(Models.small());
    Value weight = value(model.graph(), "w");
    assertThat(weight.uses().reversed())
        .containsExactly(weight.uses().get(2), weight.uses().get(1), weight.uses().get(0));
    assertThat(weight.uses().subList(1, 3)).hasSize(2);
  }
}
