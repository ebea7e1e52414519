package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.testkit.Fixtures;
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
    assertThat(g.tensor("v0").producer()).isPresent();
  }

  @Test
  void inputsAndOutputsComeInTheOrderAsked() {
    Surgeon g = Surgeon.create(17);
    Value a = g.input("a", DataType.FLOAT, 2);
    Value b = g.input("b", DataType.FLOAT, 2);
    g.outputs(g.layer("Add").in(a, b).out("sum"), g.layer("Sub").in(a, b).out("difference"));
    Model cut = g.extract(List.of("b", "a"), List.of("difference", "sum"));
    assertThat(Nets.valueNames(cut.graph().inputs())).containsExactly("b", "a");
    assertThat(Nets.valueNames(cut.graph().outputs())).containsExactly("difference", "sum");
  }

  /// x -> Relu -> /block/a:0 -> Custom -> c -> Relu -> y, without a stated type in between.
  private static Surgeon untyped() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 1, 3, "W");
    Value a = g.layer("Relu").in(x).out("/block/a:0");
    Value c = g.layer("Custom").in(a).domain("my").out("c");
    return g.outputs(g.layer("Relu").in(c).out("y"));
  }

  @Test
  void aTypeThatFollowsNeedNotBeGiven() {
    Model cut = untyped().extract("x", "/block/a:0");
    assertThat(cut.graph().outputs().getFirst().type()).hasToString("float32[1, 3, W]");
    Model inner = untyped().extract("/block/a:0", "c:float16[N]");
    assertThat(inner.graph().inputs().getFirst().type()).hasToString("float32[1, 3, W]");
    assertThat(inner.graph().outputs().getFirst().type()).hasToString("float16[N]");
  }

  @Test
  void theTypeOfAnInputThatDoesNotFollowMustBeGiven() {
    Surgeon g = untyped();
    assertThatThrownBy(() -> g.extract("c", "y"))
        .hasMessageContaining("the type and shape of these are not stated")
        .hasMessageContaining("Fix: say it, as in 'c:float32[1,3,N]'");
    Model cut = g.extract("c:float16[1,N]", "y");
    assertThat(cut.graph().inputs().getFirst().type())
        .isEqualTo(ValueType.tensor(DataType.FLOAT16, 1, "N"));
    assertThat(cut.graph().outputs().getFirst().type()).hasToString("float16[1, N]");
  }

  @Test
  void anOutputWhoseTypeDoesNotFollowIsLeftToTheRuntime() {
    Model cut = untyped().extract("x", "c");
    assertThat(cut.graph().outputs().getFirst().type()).isInstanceOf(ValueType.UnknownType.class);
    Surgeon g = untyped();
    g.dataType(g.tensor("c"), DataType.INT8);
    assertThat(g.extract("x", "c").graph().outputs().getFirst().type()).hasToString("int8[...]");
    assertThatThrownBy(() -> g.extract("c", "y"))
        .hasMessageContaining("Fix: say it, as in 'c:int8[1,3,N]'");
  }

  @Test
  void theBoundaryIsChecked() {
    Surgeon g = Nets.chain(3);
    Value z = g.input("z", DataType.FLOAT, 1, 3);
    g.node("r2").addInput(z);
    assertThatThrownBy(() -> g.extract("v0", "v2"))
        .hasMessageContaining("the outputs also need 'z': float32[1, 3]");
    assertThatThrownBy(() -> g.extract("v1", "v0")).hasMessageContaining("also need 'x'");
    assertThatThrownBy(() -> g.extract(List.of("x", "z"), List.of("v1")))
        .hasMessageContaining("the outputs do not need 'z'");
    assertThatThrownBy(() -> g.extract(List.of("x", "x"), List.of("v1")))
        .hasMessageContaining("named twice");
    assertThatThrownBy(() -> g.extract("xx1", "v1"))
        .hasMessageContaining("there is no tensor 'xx1'");
    assertThatThrownBy(() -> g.extract(List.of(), List.of("v1")))
        .hasMessageContaining("no tensors were named");
    assertThat(g.nodes()).hasSize(3);
  }

  @Test
  void aConstantCanBecomeAnInput() {
    Surgeon g = Surgeon.create(17);
    Value w = g.constant("w", new float[] {1, 2});
    g.outputs(g.layer("Mul").in(g.input("x", DataType.FLOAT, 2), w).out("y"));
    Model cut = g.extract(List.of("x", "w"), List.of("y"));
    assertThat(cut.graph().inputs().getLast()).hasToString("'w': float32[2]");
    assertThat(cut.graph().initializers()).isEmpty();
    assertThatThrownBy(() -> g.extract(List.of("x", "w:float32[3]"), List.of("y")))
        .hasMessageContaining("the constant 'w' is float32[2] and cannot be stated as float32[3]");
  }

  @Test
  void functionsThatAreCalledAndCapturedValuesComeAlong() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 1);
    Value condition = g.input("c", DataType.BOOL);
    for (String name : List.of("Inner", "Outer", "Other")) {
      Surgeon f = g.function("my", name, "a");
      boolean calls = name.equals("Outer");
      f.outputs(f.layer(calls ? "Inner" : "Relu").domain(calls ? "my" : "").in("a").out("b"));
    }
    Value weight = g.constant("w", 2f);
    Value captured = g.layer("Neg").in(x).out("n");
    Nets.branch(
        g, condition, "y", (in, _) -> in.call("Outer", in.layer("Mul").in(captured, weight).out()));
    g.outputs(g.tensor("y"));
    g.call("Other", x);
    Model cut = Nets.reread(g.extract(List.of("c", "n"), List.of("y:float32[1]")));
    assertThat(cut.functions()).extracting(LocalFunction::name).containsExactly("Inner", "Outer");
    assertThat(Nets.ops(cut.graph())).containsExactly("If");
    assertThat(cut.graph().initializers()).hasSize(1);
    assertThat(Nets.valueNames(cut.graph().inputs())).containsExactly("c", "n");
  }

  @Test
  void tiedWeightsStayTied() {
    Surgeon g = Nets.chain(1);
    Value w = g.constant("w", new float[] {1, 2, 3});
    Value once = g.layer("Mul").in("v0", w).out("once");
    g.outputs(g.layer("Mul").in(once, w).out("twice"));
    Model cut = Nets.reread(g.extract("v0", "twice"));
    assertThat(cut.graph().initializers()).extracting(Tensor::name).containsExactly("w");
    assertThat(cut.graph().value("w").orElseThrow().uses()).hasSize(2);
  }

  @Test
  void aSubgraphCanBeCutOut() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 1);
    Value weight = g.constant("w", 2f);
    Node node =
        Nets.branch(
            g, g.input("c", DataType.BOOL), "y", (in, _) -> in.layer("Mul").in(x, weight).out("m"));
    g.outputs(g.tensor("y"));
    Model cut = g.in(node.subgraphs().getFirst()).extract("x", "m");
    assertThat(Nets.ops(Nets.reread(cut).graph())).containsExactly("Mul");
    assertThat(cut.graph().initializers()).hasSize(1);
    assertThat(cut.graph().outputs().getFirst()).hasToString("'m': float32[1]");
  }

  @Test
  void theBodyOfAFunctionCanBeCutOut() {
    Surgeon g = Nets.calls(2);
    Model cut = g.in(g.model().functions().getLast().body()).extract("a:float32[2]", "b");
    assertThat(Nets.ops(cut.graph())).containsExactly("Relu");
    assertThat(cut.functions()).isEmpty();
    Model outer =
        g.in(g.model().functions().getFirst().body())
            .extract(List.of("a:float32[2]"), List.of("b"));
    assertThat(outer.functions()).extracting(LocalFunction::name).containsExactly("F1");
  }

  @Test
  void aLayerNormIsCutOutOfARealNetwork() {
    Surgeon g = Surgeon.open(Fixtures.sharedModel("swin-micro/swin-micro-opset12.onnx"));
    String from = "/patch_embed/Transpose_output_0";
    Model cut = Nets.reread(g.extract(from, "/patch_embed/norm/Add_1_output_0"));
    assertThat(cut.graph().inputs().getFirst().type()).hasToString("float32[1, 56, 56, 24]");
    assertThat(cut.graph().outputs().getFirst().type()).hasToString("float32[1, 56, 56, 24]");
    assertThat(cut.graph().nodes()).hasSize(11);
    Model stated = g.extract(from + ":float32[1,56,56,24]", "/patch_embed/norm/Add_1_output_0");
    assertThat(stated.toText()).isEqualTo(cut.toText());
  }
}
