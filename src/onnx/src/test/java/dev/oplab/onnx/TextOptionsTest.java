package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// How much of a model is printed.
class TextOptionsTest {
  private final Model model =
      Model.parse(
          """
          <ir_version: 8, opset_import: ["" : 17]>
          main (float[N,3] x, bool c) => (y)
            <float[3] w = {1, 2, 3}, float[3] other = {1, 2, 3}, float[N,3] s, float[N,3] y>
          {
            s = Mul (x, w)
            y = If (c) <then_branch = then () => (t) <float[N,3] t> { t = Add (s, other) }>
            z = Neg (y)
          }
          """);

  @Test
  void allNodesAreShownAndTheTypesThatAreKnownOfInputsAndOutputs() {
    assertThat(model.toText())
        .isEqualTo(
            """
            <
              ir_version: 8,
              opset_import: ["" : 17]
            >
            main (float[N,3] x, bool c) => (float[N,3] y)
              <float[3] w = {1.0, 2.0, 3.0},
               float[3] other = {1.0, 2.0, 3.0}>
            {
              s = Mul (x, w)
              y = If (c) <
                then_branch = then () => (float[N,3] t)
                {
                  t = Add (s, other)
                }
              >
              z = Neg (y)
            }
            """);
  }

  @Test
  void theWholeTextStatesEachTypeWhereTheModelDoes() {
    assertThat(model.toText(TextOptions.whole()))
        .contains(
            "=> (y)\n", "   float[N,3] s,\n   float[N,3] y>", "() => (t)\n      <float[N,3] t>");
  }

  @Test
  void longConstantsAndListsAreCut() {
    model.graph().nodes().getFirst().attribute("axes", new long[] {1, 2, 3});
    assertThat(model.toText(TextOptions.all().elements(2)))
        .contains("float[3] w = {...}", "<axes = [1, 2, ... 3 in all]>");
    assertThat(model.toText(TextOptions.all().elements(0))).contains("<axes = [... 3 in all]>");
  }

  @Test
  void someNodesAreShownWithTheConstantsTheyTakeIn() {
    assertThat(model.toText(TextOptions.all().nodes(1, 2)))
        .endsWith(
            """
              <float[3] other = {1.0, 2.0, 3.0}>
              # 1 constants of other nodes
            {
              # 1 nodes before these
              y = If (c) <
                then_branch = then () => (float[N,3] t)
                {
                  t = Add (s, other)
                }
              >
              # 1 nodes after these
            }
            """);
  }

  @Test
  void oneGraphIsShownAlone() {
    Graph then = model.graph().nodes().get(1).subgraphs().getFirst();
    assertThat(model.toText(TextOptions.all().graph(then)))
        .isEqualTo(
            """
            then () => (float[N,3] t)
            {
              t = Add (s, other)
            }
            """);
    assertThatThrownBy(() -> Model.create(17).toText(TextOptions.all().graph(then)))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("it is no graph of the model");
  }

  @Test
  void elementsThatShareABytesAreShownOneByOneAndWrittenByTheByte() {
    Model small = Model.parse("g () => () <int4[3] w = {1, -2, 3}> {}");
    assertThat(small.toText()).contains("int4[3] w = {1, -2, 3}");
    assertThat(small.toText(TextOptions.whole())).contains("int4[3] w = {225, 3}");
  }

  @Test
  void weightsThatMakeNoTextAreRefused() {
    Model large = Model.create(17);
    large.graph().addInitializer(Tensor.of("w", new float[60_000_000], 60_000_000));
    assertThat(large.toText()).contains("float[60000000] w = {...}");
    assertThatThrownBy(() -> large.toText(TextOptions.whole()))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("together they take more than 200.0 MB")
        .hasMessageContaining("Fix: ");
  }

  @Test
  void aRangeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> TextOptions.all().nodes(5, 2))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("Nodes from 5 up to 2");
  }
}
