package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class Surgeon_ExtractTest {

  @Test
  void aBlockBecomesAModelOfItsOwn() {
    Surgeon g = Nets.chain(5);
    Model cut = Nets.reread(g.extract(List.of("v0"), List.of("v2", "v3")));
    assertThat(Nets.names(cut.graph())).containsExactly("r1", "r2", "r3");
    assertThat(Nets.valueNames(cut.graph().inputs())).containsExactly("v0");
    assertThat(cut.graph().inputs().getFirst().type()).hasToString("float32[1, 3]");
    assertThat(Nets.valueNames(cut.graph().outputs())).containsExactly("v2", "v3");
    assertThat(g.nodes()).hasSize(5);
  }

  @Test
  void aTypeThatIsNotKnownMustBeGiven() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 1);
    Value a = g.layer("A", List.of(x), "/block/a:0").getFirst();
    g.outputs(g.layer("B", List.of(a), "b"));
    assertThatThrownBy(() -> g.extract(List.of("/block/a:0"), List.of("b:float32")))
        .hasMessageContaining("does not say what type these have: /block/a:0")
        .hasMessageContaining("'/block/a:0:float32[1,3,N]'");
    Model cut = g.extract(List.of("/block/a:0:float16[1,N]"), List.of("b:float32[?]"));
    assertThat(cut.graph().inputs().getFirst().type())
        .isEqualTo(ValueType.tensor(DataType.FLOAT16, 1, "N"));
    assertThat(cut.graph().outputs().getFirst().type()).hasToString("float32[?]");
  }

  @Test
  void theBoundaryIsChecked() {
    Surgeon g = Nets.chain(3);
    Value z = g.input("z", DataType.FLOAT, 1, 3);
    g.node("r2").addInput(z);
    assertThatThrownBy(() -> g.extract(List.of("v0"), List.of("v2")))
        .hasMessageContaining("the outputs also need 'z': float32[1, 3]");
    assertThatThrownBy(() -> g.extract(List.of("v1"), List.of("v0")))
        .hasMessageContaining("also need 'x'");
    assertThatThrownBy(() -> g.extract(List.of("x", "z"), List.of("v1")))
        .hasMessageContaining("the outputs do not need 'z'");
    assertThatThrownBy(() -> g.extract(List.of("x", "x"), List.of("v1")))
        .hasMessageContaining("named twice");
    assertThatThrownBy(() -> g.extract(List.of("xx1"), List.of("v1")))
        .hasMessageContaining("there is no tensor 'xx1'");
  }

  @Test
  void functionsThatAreCalledAndCapturedValuesComeAlong() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 1);
    Value condition = g.input("c", DataType.BOOL);
    for (String name : List.of("Inner", "Outer", "Other")) {
      LocalFunction f = LocalFunction.create("my", name, 17, "a");
      Node node = f.body().addNode(name.equals("Outer") ? "Inner" : "Relu", f.inputs().getFirst());
      f.body().addOutput(node.domain(name.equals("Outer") ? "my" : "").output());
      g.model().addFunction(f);
    }
    Value weight = g.constant("w", 2f);
    Value captured = g.layer("Neg", List.of(x), "n").getFirst();
    Nets.branch(
        g,
        condition,
        "y",
        (in, _) -> in.call("Outer", in.layer("Mul", List.of(captured, weight), 1)));
    g.outputs(g.tensor("y"));
    g.call("Other", x);
    Model cut = Nets.reread(g.extract(List.of("c", "n:float32[1]"), List.of("y:float32[1]")));
    assertThat(cut.functions()).extracting(LocalFunction::name).containsExactly("Inner", "Outer");
    assertThat(Nets.ops(cut.graph())).containsExactly("If");
    assertThat(cut.graph().initializers()).hasSize(1);
    assertThat(Nets.valueNames(cut.graph().inputs())).containsExactly("c", "n");
  }

  @Test
  void aSubgraphCanBeCutOut() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 1);
    Value weight = g.constant("w", 2f);
    Node node =
        Nets.branch(
            g,
            g.input("c", DataType.BOOL),
            "y",
            (in, _) -> in.layer("Mul", List.of(x, weight), "m"));
    g.outputs(g.tensor("y"));
    Model cut = g.in(node.subgraphs().getFirst()).extract(List.of("x"), List.of("m:float32[1]"));
    assertThat(Nets.ops(Nets.reread(cut).graph())).containsExactly("Mul");
    assertThat(cut.graph().initializers()).hasSize(1);
  }
}
