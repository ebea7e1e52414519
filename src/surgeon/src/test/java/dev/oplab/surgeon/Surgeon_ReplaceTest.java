package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class Surgeon_ReplaceTest {
  private final Surgeon g = Nets.chain(4);

  private List<Value> replace(String from, String to) {
    return g.replaceSubgraph(
        List.of(g.tensor(from)), List.of(g.tensor(to)), (s, in) -> s.layer("New", in, 1));
  }

  @Test
  void theNewValueTakesTheNameTheTypeAndTheUsers() {
    Value now = replace("v0", "v2").getFirst();
    assertThat(Nets.ops(g.graph())).containsExactly("Relu", "New", "Relu");
    assertThat(now.name()).isEqualTo("v2");
    assertThat(g.node("r3").input(0)).contains(now);
    assertThat(replace("v2", "v3").getFirst()).isEqualTo(g.graph().outputs().getFirst());
    assertThat(g.tensor("v3").type()).hasToString("float32[1, 3]");
  }

  @Test
  void otherUsersOfTheInputsKeepThem() {
    Value side = g.layer("Side", List.of("v0"), "side").getFirst();
    g.outputs(g.tensor("v3"), side);
    replace("v0", "v2");
    assertThat(side.producer().orElseThrow().input(0)).contains(g.tensor("v0"));
    assertThat(g.tensor("v0").uses()).hasSize(2);
  }

  @Test
  void nodesThatAreUsedElsewhereStay() {
    g.outputs(g.tensor("v3"), g.tensor("v1"));
    replace("v0", "v2");
    assertThat(Nets.names(g.graph())).containsExactly("r0", "r1", "new", "r3");
  }

  @Test
  void whatIsNotNamedButNeededIsAnError() {
    Value z = g.input("z", DataType.FLOAT, 1, 3);
    g.node("r1").addInput(z);
    assertThatThrownBy(() -> replace("v0", "v2"))
        .hasMessageContaining("also needs the graph's input 'z': float32[1, 3]");
    assertThat(g.nodes()).hasSize(4);
    assertThatThrownBy(() -> replace("v2", "v0")).hasMessageContaining("input 'x'");
  }

  @Test
  void severalOutputsAreSortedIn() {
    Value a = g.layer("A", List.of("v0"), "a").getFirst();
    Value early = g.before(g.node("r1")).layer("Early", List.of("v0"), "early").getFirst();
    g.outputs(g.tensor("v3"), g.layer("End", List.of(a, early), 1).getFirst());
    g.replaceSubgraph(
        List.of(g.tensor("v0")), List.of(g.tensor("v1"), a), (s, in) -> s.layer("Two", in, 2));
    List<String> ops = Nets.ops(g.graph());
    assertThat(ops).containsExactlyInAnyOrder("Relu", "Early", "Two", "Relu", "Relu", "End");
    assertThat(ops.indexOf("Two")).isLessThan(Nets.names(g.graph()).indexOf("r2"));
  }

  @Test
  void anInputCanTakeThePlaceOfWhatIsReplaced() {
    Value v0 = g.tensor("v0");
    assertThat(g.replaceSubgraph(List.of(v0), g.tensor("v2"), (_, in) -> in.value(0))).isSameAs(v0);
    assertThat(Nets.names(g.graph())).containsExactly("r0", "r3");
    assertThat(v0.name()).isEqualTo("v0");
    Value end = g.replaceSubgraph(List.of(v0), g.tensor("v3"), (_, in) -> in.value(0));
    assertThat(end.name()).isEqualTo("v3");
    assertThat(Nets.ops(g.graph())).containsExactly("Relu", "Identity");
    assertThat(g.graph().outputs()).containsExactly(end);
  }

  @Test
  void whatIsUnreachedMayBeUsedByTheReplacement() {
    Value late = g.layer("Late").in("x").out("late");
    g.outputs(g.tensor("v3"), late);
    g.replaceSubgraph(
        g.tensors("v0", "late"), g.tensor("v1"), (s, in) -> s.layer("Add").in(in).out());
    assertThat(Nets.ops(g.graph())).containsExactly("Relu", "Late", "Add", "Relu", "Relu");
    assertThat(g.tensor("v1").i(1)).isSameAs(late);
  }

  @Test
  void outputsThatAnInputNeedsCannotBeReplacedWithIt() {
    Value side = g.layer("Side").in("v0").out("side");
    Value end = g.layer("Add").in("v2", side).out("end");
    g.outputs(g.tensor("v3"), end);
    assertThatThrownBy(() ->
            g.replaceSubgraph(
                g.tensors("x", "side"),
                g.tensors("v0", "end"),
                (s, in) -> s.layer("Both").in(in).outs(2)))
        .hasMessageContaining("the input 'side'")
        .hasMessageContaining("needs one of its outputs, by way of node Side 'side'");
    assertThat(g.nodes("Both")).isEmpty();
  }

  @Test
  void theValuesStayThemselvesWithAllThatIsSaidOfThem() {
    Value v2 = g.tensor("v2");
    assertThat(replace("v0", "v2").getFirst()).isSameAs(v2);
    assertThat(v2.producer().orElseThrow().opType()).isEqualTo("New");
    assertThat(v2.uses()).hasSize(1);
    assertThat(g.tensors()).containsOnlyKeys("x", "v0", "v2", "v3");
  }

  @Test
  void whatIsBuiltOnTheOldValueGoesOnUsingIt() {
    g.replaceSubgraph(
        g.tensors("v0"), g.tensor("v2"), (s, _) -> s.layer("Wrap").in("v2", "v0").out());
    assertThat(Nets.ops(g.toposort().graph()))
        .containsExactly("Relu", "Relu", "Relu", "Wrap", "Relu");
    assertThat(g.tensor("v2").producer().orElseThrow().i()).isSameAs(g.node("r2"));
    assertThat(g.node("r3").i().opType()).isEqualTo("Wrap");
  }

  @Test
  void oneNewValueCanTakeThePlaceOfTwo() {
    Value side = g.layer("Side").in("v0").out("side");
    g.outputs(g.tensor("v3"), side);
    List<Value> now =
        g.replaceSubgraph(
            g.tensors("v0"),
            g.tensors("v1", "side"),
            (s, in) -> {
              Value one = s.layer("One").in(in).out();
              return List.of(one, one);
            });
    assertThat(Nets.valueNames(now)).containsExactly("v1", "side");
    assertThat(Nets.ops(g.graph()))
        .containsExactlyInAnyOrder("Relu", "One", "Relu", "Relu", "Identity");
    assertThat(g.tensor("side").i()).isSameAs(g.tensor("v1"));
  }

  @Test
  void onlyTheReplacedNodesLoseTheirInputs() {
    Value low = g.constant("low", 0f);
    Value min = g.layer("Min").in("x", low).out("min");
    g.layer("Apart").in("x", low).out("apart");
    g.outputs(g.tensor("v3"), min, g.tensor("apart"));
    g.replaceSubgraph(
        g.tensors("x", "low"), g.tensor("min"), (s, in) -> s.layer("Clip").in(in).out());
    assertThat(g.node("apart").inputs())
        .extracting(i -> i.orElseThrow().name())
        .containsExactly("x", "low");
    assertThat(g.tensor("x").uses()).hasSize(3);
  }

  @Test
  void aReplacementMustHaveAsManyOutputs() {
    assertThatThrownBy(() ->
            g.replaceSubgraph(
                List.of(g.tensor("v0")), List.of(g.tensor("v1")), (s, in) -> s.layer("Two", in, 2)))
        .hasMessageContaining("has 2 outputs for the 1");
  }
}
