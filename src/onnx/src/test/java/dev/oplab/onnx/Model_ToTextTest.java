package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Model_ToTextTest {
  private final Model model = Model.create(17);
  private final Graph graph = model.graph();

  @BeforeEach
  void build() {
    Value x = graph.addInput("x", ValueType.tensor(DataType.FLOAT, 3));
    Value w = graph.addInitializer(Tensor.of("w", new float[] {1, 2, 3}, 3));
    Value v = graph.addInitializer(Tensor.of("v", new float[] {4, 5, 6}, 3));
    Value a = graph.addNode("Add", x, w).output();
    Graph then = graph.newSubgraph("then");
    then.addOutput(then.addNode("Mul", a, v).output().rename("m"));
    Value b = graph.addNode("If", x).attribute("then_branch", then).output();
    graph.addOutput(graph.addNode("Neg", b).output().rename("y"));
  }

  @Test
  void someNodesAreShownWithTheConstantsThatTheyOrGraphsInsideTakeIn() {
    assertThat(model.toText(TextOptions.all().graph(graph).nodes(1, 2)))
        .isEqualTo(
            """
            main (float[3] x) => (y)
              <float[3] v = {4.0, 5.0, 6.0}>
              # 1 constants of other nodes
            {
              # 1 nodes before these
              [if] if_output = If (x) <
                then_branch = then () => (m)
                {
                  [mul] m = Mul (add_output, v)
                }
              >
              # 1 nodes after these
            }
            """);
  }

  @Test
  void aSubgraphIsShownAlone() {
    Graph then = graph.nodes().get(1).subgraphs().getFirst();
    assertThat(model.toText(TextOptions.all().graph(then)))
        .isEqualTo(
            """
            then () => (m)
            {
              [mul] m = Mul (add_output, v)
            }
            """);
  }

  @Test
  void aFunctionIsShownWithItsHead() {
    LocalFunction twice = LocalFunction.create("my", "twice", 17, "a");
    Value a = twice.body().inputs().getFirst();
    twice.body().addOutput(twice.body().addNode("Add", a, a).output());
    model.addFunction(twice);
    assertThat(model.toText(TextOptions.all().graph(twice.body())))
        .startsWith("<\n  domain: \"my\",")
        .contains("twice (a) => (add_output)")
        .doesNotContain("main (");
  }

  @Test
  void theNumberOfElementsWrittenOutIsAChoice() {
    assertThat(model.toText()).contains("<float[3] w = {1.0, 2.0, 3.0},");
    assertThat(model.toText(TextOptions.all().elements(2))).contains("<float[3] w = {...},");
  }

  @Test
  void everythingIsTheText() {
    assertThat(model.toText(TextOptions.all())).isEqualTo(model.toText());
    assertThat(model.toText(TextOptions.all().nodes(0, 3))).isEqualTo(model.toText());
  }

  @Test
  void aGraphOfAnotherModelAndARangeTheWrongWayRoundAreRefused() {
    Graph other = Model.create(17).graph();
    assertThatThrownBy(() -> model.toText(TextOptions.all().graph(other)))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("it is no graph of the model main")
        .hasMessageContaining("Fix: ");
    assertThatThrownBy(() -> TextOptions.all().nodes(3, 2))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("Fix: ");
  }
}
