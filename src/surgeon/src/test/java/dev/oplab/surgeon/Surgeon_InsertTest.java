package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Surgeon_InsertTest {
  private final Surgeon g = Nets.chain(3);

  @Test
  void aNodeBehindAValueFeedsAllItsUsers() {
    Value v0 = g.tensor("v0");
    g.after(g.node("r0")).layer("Side", List.of(v0), 1);
    Value now = g.insertAfter(v0, "Neg");
    assertThat(Nets.ops(g.graph())).containsExactly("Relu", "Neg", "Side", "Relu", "Relu");
    assertThat(v0.uses()).hasSize(1);
    assertThat(now.uses()).hasSize(2);
  }

  @Test
  void aNodeBehindAnOutputKeepsTheOutputsName() {
    Value old = g.tensor("v2");
    Value now = g.insertAfter(g.node("r2"), "Identity");
    assertThat(g.graph().outputs()).containsExactly(now);
    assertThat(now.name()).isEqualTo("v2");
    assertThat(now.type()).isEqualTo(old.type());
  }

  @Test
  void aNodeBehindAnInputComesFirst() {
    g.insertAfter(g.tensor("x"), "Neg");
    assertThat(Nets.ops(g.graph())).containsExactly("Neg", "Relu", "Relu", "Relu");
    Surgeon through = Nets.chain(1).outputs(List.of());
    through.outputs(through.tensor("x"));
    assertThatThrownBy(() -> through.insertAfter(through.tensor("x"), "Neg"))
        .hasMessageContaining("its name cannot go to a new value");
  }

  @Test
  void nothingChangesWhereNothingIsInserted() {
    Value end = g.tensor("v2");
    assertThat(g.insertAfter(end, (_, in) -> in.value(0))).isSameAs(end);
    assertThat(g.insertBefore(g.tensor("v1"), (_, in) -> in.value(0)).name()).isEqualTo("v1");
    assertThat(g.graph().outputs()).containsExactly(end);
    assertThat(g.tensors()).containsOnlyKeys("x", "v0", "v1", "v2");
    assertThatThrownBy(() -> g.insertAfter(end, (s, in) -> s.layer("Split").in(in).outs(2)))
        .hasMessageContaining("gives 2 values, not 1");
  }

  @Test
  void whatStandsBeforeAValueGetsItsName() {
    Value old = g.tensor("v1");
    Value now = g.insertBefore(old, (s, in) -> s.layer("Neg", in, 1));
    assertThat(now.name()).isEqualTo("v1");
    assertThat(g.node("r2").input(0)).contains(now);
    assertThat(now.producer().orElseThrow().input(0)).contains(old);
  }

  @Test
  void anInputOfOneNodeIsChangedAlone() {
    Node side = g.layer("Side").in("v0").node();
    g.insertBefore(g.node("r1"), "Neg");
    assertThat(side.input(0)).contains(g.tensor("v0"));
    assertThat(Nets.ops(g.graph())).containsExactly("Relu", "Neg", "Relu", "Relu", "Side");
  }

  @Test
  void whatUsedARemovedNodeGetsItsInput() {
    g.removeNode(g.node("r1"));
    assertThat(g.node("r2").input(0)).contains(g.tensor("v0"));
    g.removeNode(g.node("r2"));
    assertThat(Nets.valueNames(g.graph().outputs())).containsExactly("v2");
    assertThat(g.node("r0").output().name()).isEqualTo("v2");
  }

  @Test
  void theLastNodeBetweenInputAndOutputStays() {
    Surgeon one = Nets.chain(1);
    assertThatThrownBy(() -> one.removeNode(one.node("r0")))
        .hasMessageContaining("whose name")
        .hasMessageContaining("Fix: keep an Identity node");
    assertThat(one.nodes()).hasSize(1);
  }

  @Test
  void theInputThatFitsIsTaken() {
    Value x = g.tensor("x");
    Value shape = g.input("shape", DataType.INT64, 2);
    Value y = g.layer("Reshape", List.of(x, shape), "y").getFirst();
    g.type(y, DataType.FLOAT, 1, 3);
    Value z = g.layer("Mul", List.of(y, 2f), "z").getFirst();
    g.outputs(g.layer("Last", List.of(z), 1));
    g.removeNode(z.producer().orElseThrow());
    assertThat(g.nodes("Last").getFirst().input(0)).contains(y);
    g.removeNode(y.producer().orElseThrow());
    assertThat(g.nodes("Last").getFirst().input(0)).contains(x);
  }

  @Test
  void severalInputsThatFitAreAnError() {
    Value a = g.input("a", DataType.FLOAT, 1, 3);
    Value y = g.layer("Add", List.of(g.tensor("x"), a), "y").getFirst();
    g.layer("Last", List.of(y), 1);
    Node add = y.producer().orElseThrow();
    assertThatThrownBy(() -> g.removeNode(add))
        .hasMessageContaining("more than one of its inputs")
        .hasMessageContaining("removeNode(node, index)");
    g.removeNode(add, Map.of(0, 1));
    assertThat(g.nodes("Last").getFirst().input(0)).contains(a);
  }

  @Test
  void noInputThatFitsIsAnError() {
    Value y = g.layer("Cast").in("x").attr("to", DataType.INT64).out("y");
    g.type(y, DataType.INT64, 1, 3).layer("Last", List.of(y), 1);
    assertThatThrownBy(() -> g.removeNode(y.producer().orElseThrow()))
        .hasMessageContaining("none of its inputs");
  }
}
