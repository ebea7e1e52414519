package dev.oplab.ort.internal;

import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.ort.internal.Fates.Fate;
import dev.oplab.ort.internal.Origins.Origin;
import dev.oplab.profile.Layer.Kind;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Each test has a model and what a runtime might make of it.
final class OriginsTest {

  @Test
  void aNodeThatIsLeftAloneIsItself() {
    Graph model = graph(node("Relu", "r", "x", "y"));
    assertThat(origins(model, model)).containsExactly(new Origin(Kind.NODE, List.of("r")));
  }

  @Test
  void aNodeWithoutANameIsCalledByItsOutput() {
    Graph model = graph(node("Relu", "", "x", "y"));
    assertThat(origins(model, model)).containsExactly(new Origin(Kind.NODE, List.of("y")));
  }

  @Test
  void aFusedNodeCameFromAllNodesBetweenItsOutputAndItsInputs() {
    Graph model =
        graph(
            node("Div", "d", "x,two", "a"),
            node("Erf", "e", "a", "b"),
            node("Add", "p", "b,two", "c"),
            node("Mul", "m", "x,c", "y"));
    Graph optimized = graph(node("Gelu", "gelu", "x", "y"));
    assertThat(origins(model, optimized))
        .containsExactly(new Origin(Kind.FUSED, List.of("d", "e", "p", "m")));
  }

  @Test
  void aNodeThatTookInItsNeighbourKeepsItsNameButIsFused() {
    Graph model = graph(node("Conv", "c", "x,w", "a"), node("Relu", "r", "a", "y"));
    Graph optimized = graph(node("Conv", "c", "x,w", "y"));
    assertThat(origins(model, optimized))
        .containsExactly(new Origin(Kind.FUSED, List.of("c", "r")));
  }

  @Test
  void blockedLayoutIsSeenThrough() {
    Graph model =
        graph(
            node("Conv", "c1", "x,w", "a"),
            node("Relu", "r1", "a", "b"),
            node("Conv", "c2", "b,w", "c"),
            node("Add", "plus", "c,b", "y"));
    Graph optimized =
        graph(
            node("Conv", "b_nchwc", "x,reorder", "t0"),
            node("Conv", "c_nchwc", "t0,reorder1,bias,t0", "t1"),
            node("ReorderOutput", "ReorderOutput", "t1", "y"));
    assertThat(origins(model, optimized))
        .containsExactly(
            new Origin(Kind.FUSED, List.of("c1", "r1")),
            new Origin(Kind.FUSED, List.of("c2", "plus")),
            new Origin(Kind.INSERTED, List.of()));
  }

  @Test
  void reshapesAroundAGemmAreInserted() {
    Graph model =
        graph(
            node("Relu", "r", "x", "a"),
            node("MatMul", "mm", "a,w", "b"),
            node("Add", "bias", "b,v", "y"));
    Graph optimized =
        graph(
            node("Relu", "r", "x", "a"),
            node("Reshape", "in", "a,s", "t0"),
            node("Gemm", "mm/MatMulAddFusion", "t0,w,v", "t1"),
            node("Reshape", "out", "t1,s", "y"));
    assertThat(origins(model, optimized))
        .containsExactly(
            new Origin(Kind.NODE, List.of("r")),
            new Origin(Kind.INSERTED, List.of()),
            new Origin(Kind.FUSED, List.of("mm", "bias")),
            new Origin(Kind.INSERTED, List.of()));
  }

  @Test
  void aTransposeThatWasMovedIsStillTheModels() {
    Graph model =
        graph(
            node("Transpose", "t", "x", "a"),
            node("Relu", "r", "a", "b"),
            node("Neg", "n", "b", "y"));
    Graph optimized =
        graph(
            node("Relu", "r", "x", "moved"),
            node("Transpose", "Transpose_token_1", "moved", "b"),
            node("Neg", "n", "b", "y"));
    assertThat(origins(model, optimized))
        .containsExactly(
            new Origin(Kind.NODE, List.of("r")),
            new Origin(Kind.NODE, List.of("t")),
            new Origin(Kind.NODE, List.of("n")));
  }

  @Test
  void equalNodesThatWereMergedAreNotPartOfTheirConsumers() {
    Graph model =
        graph(
            node("Sin", "s1", "x", "a"),
            node("Sin", "s2", "x", "b"),
            node("Neg", "n1", "a", "y"),
            node("Abs", "n2", "b", "z"));
    Graph optimized =
        graph(
            node("Sin", "s1", "x", "a"), node("Neg", "n1", "a", "y"), node("Abs", "n2", "a", "z"));
    Origins origins = Origins.of(model, optimized);
    assertThat(optimized.nodes().stream().map(origins::of))
        .extracting(Origin::nodes)
        .containsExactly(List.of("s1"), List.of("n1"), List.of("n2"));
    assertThat(origins.fates().of(Fate.REPEATED)).containsExactly("s2");
  }

  @Test
  void ofEqualNodesTheOneThatWasKeptIsTheOriginAndTheOtherWasRepeated() {
    Graph model =
        graph(
            node("Neg", "n1", "x", "a"), node("Neg", "n2", "x", "b"), node("Mul", "m", "a,b", "y"));
    Graph optimized = graph(node("Neg", "n2", "x", "b"), node("Mul", "m", "b,b", "y"));
    assertThat(origins(model, optimized))
        .containsExactly(new Origin(Kind.NODE, List.of("n2")), new Origin(Kind.NODE, List.of("m")));
    assertThat(Origins.of(model, optimized).fates().of(Fate.REPEATED)).containsExactly("n1");
  }

  @Test
  void whatWasInsideAFunctionComesFromItsCall() {
    Graph model = graph(node("Two", "call", "x", "y"), node("Relu", "r", "y", "z"));
    Graph optimized =
        graph(
            node("Sin", "", "x", "_inlfunc_Two_a"),
            node("Cos", "", "_inlfunc_Two_a", "_inlfunc_Two_b"),
            node("Tanh", "", "_inlfunc_Two_b", "y"),
            node("Relu", "r", "y", "z"));
    Origin call = new Origin(Kind.NODE, List.of("call"));
    assertThat(origins(model, optimized))
        .containsExactly(call, call, call, new Origin(Kind.NODE, List.of("r")));
  }

  @Test
  void everyNodeThatIsGoneHasAFate() {
    Graph model =
        graph(
            node("Identity", "pass", "x", "a"),
            node("Shape", "shape", "a", "b"),
            node("Cast", "cast", "b", "c"),
            node("Expand", "used", "two,c", "d"),
            node("Mul", "m", "a,d", "y"),
            node("Exp", "lost", "x", "nobody"));
    Graph optimized = graph(node("Mul", "m", "x,d", "y"));
    Origins origins = Origins.of(model, optimized);
    assertThat(origins.of(optimized.nodes().getFirst()))
        .isEqualTo(new Origin(Kind.NODE, List.of("m")));
    assertThat(origins.fates().of(Fate.AHEAD)).containsExactly("shape", "cast", "used");
    assertThat(origins.fates().of(Fate.WITHOUT_EFFECT)).containsExactly("pass");
    assertThat(origins.fates().of(Fate.UNKNOWN)).containsExactly("lost");
    assertThat(origins.fates().notes())
        .containsExactly(
            "3 of the model's 6 nodes have no layer, computed ahead of the run (constants and shapes): shape, cast, used.",
            "1 of the model's 6 nodes have no layer, dropped as having no effect: pass.",
            "1 of the model's 6 nodes have no layer, gone without a trace: lost.");
  }

  @Test
  void whatNothingExplainsIsUnknownAndNotGuessed() {
    Graph model = graph(node("Relu", "r", "x", "y"));
    Graph optimized = graph(node("Mystery", "m", "x", "t0"), node("Relu", "r", "t0", "y"));
    assertThat(origins(model, optimized).getFirst().kind()).isEqualTo(Kind.UNKNOWN);
  }

  private static List<Origin> origins(Graph model, Graph optimized) {
    Origins origins = Origins.of(model, optimized);
    return optimized.nodes().stream().map(origins::of).toList();
  }

  private static Graph graph(NodeBytes... nodes) {
    GraphBytes graph = new GraphBytes("g").input("x", FLOAT, 2, 2).output("y", FLOAT, 2, 2);
    for (String constant : List.of("two", "w", "v", "s", "reorder", "reorder1", "bias")) {
      graph.initializer(constant, new float[] {2}, 1);
    }
    for (NodeBytes node : nodes) {
      graph.node(node);
    }
    byte[] bytes = OnnxBytes.model(graph).toBytes();
    return OnnxIo.read(MemorySegment.ofArray(bytes)).graph();
  }

  private static NodeBytes node(String op, String name, String inputs, String output) {
    return NodeBytes.of(op).name(name).inputs(inputs.split(",")).outputs(output);
  }
}
