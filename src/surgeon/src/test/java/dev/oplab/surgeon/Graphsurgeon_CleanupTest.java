package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What onnx-graphsurgeon's own tests pin of clean-up and sorting holds here too.
class Graphsurgeon_CleanupTest {
  private final Surgeon g = Surgeon.create(17);
  private final Value x = g.input("x", DataType.FLOAT, 2);

  private static void reverse(Graph graph) {
    for (Node node : List.copyOf(graph.nodes())) {
      graph.moveBefore(node, graph.nodes().getFirst());
    }
  }

  private List<String> sorted() {
    reverse(g.graph());
    return Nets.ops(g.toposort().graph());
  }

  @Test
  void aLineIsSorted() {
    Value at = x;
    for (int i = 0; i < 5; i++) {
      at = g.layer("Op" + i).in(at).out();
    }
    g.outputs(at);
    assertThat(sorted()).containsExactly("Op0", "Op1", "Op2", "Op3", "Op4");
  }

  @Test
  void aDiamondIsNoCircle() {
    Value top = g.layer("Top").in(x).out();
    Value bottom = g.layer("Bottom").in(g.layer("Left").in(top).out(), top, top).out();
    g.outputs(g.layer("End").in(bottom, top).out());
    assertThat(sorted()).containsExactly("Top", "Left", "Bottom", "End");
  }

  @Test
  void laterInputsAndEarlierOutputsDoNotMatter() {
    List<Value> outputs = new ArrayList<>();
    Value at = x;
    for (int i = 0; i < 4; i++) {
      at = g.layer("Op" + i).in(at, g.input("x" + i, DataType.FLOAT, 2)).out();
      outputs.add(at);
    }
    g.outputs(outputs);
    assertThat(sorted()).containsExactly("Op0", "Op1", "Op2", "Op3");
  }

  @Test
  void aNodeFollowsWhatAGraphInsideItNeeds() {
    Value outer = g.layer("Outer").in(x).out();
    Value flag = g.layer("Flag").in(x).out();
    Node node =
        Nets.branch(
            g, flag, "y", (s, _) -> s.layer("Neg").in(s.layer("Abs").in(outer).out()).out());
    node.subgraphs().forEach(Graphsurgeon_CleanupTest::reverse);
    g.outputs(node.output());
    assertThat(sorted()).containsExactly("Flag", "Outer", "If");
    assertThat(node.subgraphs())
        .allSatisfy(inner -> assertThat(Nets.ops(inner)).containsExactly("Abs", "Neg"));
  }

  @Test
  void functionsAreSortedAndCirclesOfThemRefused() {
    Surgeon calls = Nets.calls(3);
    assertThat(calls.toposort().model().functions())
        .extracting(LocalFunction::name)
        .containsExactly("F2", "F1", "F0");
    Surgeon last = calls.in(calls.model().functions().getFirst().body());
    last.nodes().getFirst().opType("F0").domain("my");
    assertThatThrownBy(calls::toposort)
        .hasMessageContaining(
            "function my.F2 (1 nodes) -> function my.F1 (1 nodes) -> function my.F0 (1 nodes) -> function my.F2 (1 nodes)");
    Surgeon self = Nets.calls(1);
    self.in(self.model().functions().getFirst().body())
        .nodes()
        .getFirst()
        .opType("F0")
        .domain("my");
    assertThatThrownBy(self::toposort)
        .hasMessageContaining("function my.F0 (1 nodes) -> function my.F0 (1 nodes)");
  }

  @Test
  void onlyWhatNoOutputNeedsGoesAndOutputsInBetweenStay() {
    Value a = g.layer("A").in(x).out();
    Value b = g.layer("B").in(a).out();
    g.layer("Dead").in(a).out();
    g.outputs(a, b);
    assertThat(Nets.ops(g.cleanup().graph())).containsExactly("A", "B");
    assertThat(g.graph().outputs()).containsExactly(a, b);
  }

  @Test
  void anOutputTooManyGoesWhenAskedAndAnOutputOfTheGraphStays() {
    Node first = g.layer("Op0").in(x).node("out", "dummy");
    Node last = g.layer("Op1").in(first.output()).node("y", "z");
    g.outputs(last.output(1));
    g.cleanup(Cleanup.DEFAULT.removeNodeOutputs());
    assertThat(g.tensors()).containsKeys("out", "z").doesNotContainKey("dummy");
    assertThat(last.output(1).isOutput()).isTrue();
  }

  @Test
  void makingAValueInBetweenAnInputRemovesWhatMadeIt() {
    Value mid = g.layer("Up").in(x).out("mid");
    g.outputs(g.layer("Down").in(mid).out());
    g.toVariable(mid);
    assertThat(Nets.ops(g.cleanup().graph())).containsExactly("Down");
    assertThat(Nets.valueNames(g.graph().inputs())).containsExactly("x", "mid");
  }

  @Test
  void anInputOfItsOwnGoesOnlyWhenAsked() {
    Value apart = g.input("apart", DataType.FLOAT, 2);
    g.layer("Apart").in(apart).out();
    g.outputs(g.layer("Op").in(x).out());
    assertThat(Nets.ops(g.cleanup().graph())).containsExactly("Op");
    assertThat(g.graph().inputs()).contains(apart);
    g.cleanup(Cleanup.DEFAULT.removeInputs());
    assertThat(g.graph().inputs()).containsExactly(x);
  }

  @Test
  void whatOnlyAnInnerGraphNeedsStaysUntilThatNeedsNothing() {
    Value outer = g.layer("Outer").in(x).out();
    Node node =
        Nets.branch(g, g.input("c", DataType.BOOL), "y", (s, _) -> s.layer("Neg").in(outer).out());
    g.outputs(node.output());
    assertThat(Nets.ops(g.cleanup().graph())).containsExactly("Outer", "If");
    node.subgraphs().forEach(inner -> inner.setOutputs(List.of()));
    assertThat(Nets.ops(g.cleanup().graph())).containsExactly("If");
    assertThat(node.subgraphs()).allMatch(inner -> inner.nodes().isEmpty());
  }

  @Test
  void inputsThatAreOutputsKeepTheirOrder() {
    Value z = g.input("z", DataType.FLOAT, 2);
    Node node = g.layer("Op").in(z, x).node();
    g.outputs(z, node.output(), x);
    g.cleanup(Cleanup.DEFAULT.removeInputs());
    assertThat(g.graph().inputs()).containsExactly(x, z);
    assertThat(g.graph().outputs()).containsExactly(z, node.output(), x);
    assertThat(node.input(0)).contains(z);
  }

  @Test
  void functionsAreCleanedWithTheirInputsKept() {
    Surgeon f = g.function("my", "F", "a", "unused");
    f.layer("Dead").in("unused").out();
    f.outputs(f.layer("Live").in("a").out());
    g.outputs(g.call("F", x));
    g.cleanup(Cleanup.DEFAULT.removeInputs().removeNodeOutputs());
    assertThat(Nets.ops(f.graph())).containsExactly("Live");
    assertThat(f.graph().inputs()).hasSize(2);
    assertThat(Nets.ops(g.graph())).containsExactly("F");
  }
}
