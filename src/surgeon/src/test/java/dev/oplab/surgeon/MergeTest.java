package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeTest {

  @Test
  void anOutputOfTheFirstFeedsAnInputOfTheSecond() {
    Model both = Merge.of(Nets.chain(2).model(), Nets.chain(3).model()).connect("v1", "x").run();
    assertThat(Nets.names(both.graph())).containsExactly("r0", "r1", "m2_r0", "m2_r1", "r2");
    assertThat(Nets.valueNames(both.graph().inputs())).containsExactly("x");
    assertThat(Nets.valueNames(both.graph().outputs())).containsExactly("v2");
    assertThat(both.graph().nodes().get(2).input(0))
        .contains(both.graph().value("v1").orElseThrow());
    assertThat(Nets.reread(both).graph().nodes()).hasSize(5);
  }

  @Test
  void withoutConnectionsBothStandSideBySide() {
    Model both = Merge.of(Nets.chain(1).model(), Nets.chain(1).model()).prefix("b/").run();
    assertThat(Nets.valueNames(both.graph().inputs())).containsExactly("x", "b/x");
    assertThat(Nets.valueNames(both.graph().outputs())).containsExactly("v0", "b/v0");
    Model kept =
        Merge.of(Nets.chain(1).model(), Nets.chain(1).model())
            .connect("v0", "x")
            .prefixAll()
            .keepConnected()
            .run();
    assertThat(Nets.valueNames(kept.graph().outputs())).containsExactly("v0", "m2_v0");
  }

  @Test
  void differentOpsetsAndTypesAreErrors() {
    Surgeon newer = Nets.chain(1);
    newer.model().opset("", 18);
    assertThatThrownBy(() -> Merge.of(Nets.chain(1).model(), newer.model()).run())
        .hasMessageContaining("in version 17")
        .hasMessageContaining("in version 18");
    Surgeon whole = Nets.chain(1);
    whole.type(whole.tensor("x"), DataType.INT64, 1, 3);
    assertThatThrownBy(
            () -> Merge.of(Nets.chain(1).model(), whole.model()).connect("v0", "x").run())
        .hasMessageContaining("cannot feed");
    assertThatThrownBy(
            () -> Merge.of(Nets.chain(1).model(), whole.model()).connect("v1", "x").run())
        .hasMessageContaining("'v1' is no output of the first model")
        .hasMessageContaining("did you mean 'v0'?");
  }

  private static Surgeon calling(String operator) {
    Surgeon g = Surgeon.create(17);
    LocalFunction function = LocalFunction.create("my", "F", 17, "a");
    Node node = function.body().addNode(operator, function.inputs().getFirst());
    function.body().addOutput(node.output());
    g.model().addFunction(function);
    Value x = g.input("x", DataType.FLOAT, 1);
    Value condition = g.input("c", DataType.BOOL);
    Value w = g.constant("w", 1f);
    Nets.branch(g, condition, "y", (in, _) -> in.call("F", in.layer("Add", List.of(x, w), 1)));
    return g.outputs(g.tensor("y"));
  }

  @Test
  void subgraphsConstantsAndFunctionsOfOneNameStayApart() {
    Model both = Nets.reread(Merge.of(calling("Relu").model(), calling("Neg").model()).run());
    assertThat(both.functions()).extracting(LocalFunction::name).containsExactly("F", "m2_F");
    List<Node> nodes = both.graph().nodes();
    assertThat(Nets.ops(nodes.get(1).subgraphs().getFirst())).containsExactly("Add", "m2_F");
    assertThat(
            both.function(nodes.get(1).subgraphs().getFirst().nodes().getLast())
                .orElseThrow()
                .nodes())
        .extracting(Node::opType)
        .containsExactly("Neg");
    assertThat(both.graph().initializers())
        .extracting(dev.oplab.onnx.Tensor::name)
        .containsExactly("w", "m2_w");
  }
}
