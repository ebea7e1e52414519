package dev.oplab.surgeon.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.testkit.Fixtures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ModelDiffTest {
  private final Model before = model();
  private final Model after = before.copy();

  private static Model model() {
    Model model = Model.create(15);
    Graph graph = model.graph();
    Value x = graph.addInput("x", ValueType.tensor(DataType.FLOAT, "N", 2));
    Value w = graph.addInitializer(Tensor.of("w", new float[] {1, 2}, 2));
    Value sum = graph.addNode("Add", x, w).output();
    graph.addOutput(graph.addNode("LeakyRelu", sum).attribute("alpha", 0.5).output());
    return model;
  }

  private Node node(int index) {
    return after.graph().nodes().get(index);
  }

  private String difference() {
    return ModelDiff.of(before, after).toString();
  }

  @Test
  void equalModelsHaveNoRows() {
    assertThat(ModelDiff.of(before, after).rows()).isEmpty();
    Model one = OnnxIo.read(Fixtures.mobilenet());
    assertThat(ModelDiff.of(one, OnnxIo.read(Fixtures.mobilenet())).rows()).isEmpty();
  }

  @Test
  void changedWeightsSayByHowMuch() {
    Value w = after.graph().value("w").orElseThrow();
    w.initializer(Tensor.of("w", new float[] {1, 2.5f}, 2));
    assertThat(difference())
        .isEqualTo(
            "~ initializer graph 'main' > 'w': float32[2] 'w' (8 B) -> float32[2] 'w' (8 B), 1 elements differ, by up to 0.500000");
  }

  @Test
  void attributesEdgesAndOperatorsAreCompared() {
    node(1).attribute("alpha", 0.25).setInput(0, after.graph().inputs().getFirst());
    node(0).opType("Sub");
    assertThat(difference())
        .isEqualTo(
            """
            ~ operator graph 'main' > Add 'add': Add -> Sub
            ~ input graph 'main' > LeakyRelu 'leakyrelu' > input 0: 'add_output' -> 'x'
            ~ attribute graph 'main' > LeakyRelu 'leakyrelu' > alpha: 0.5 -> 0.25\
            """);
  }

  @Test
  void addedAndRemovedNodesAndInitializersAreRows() {
    after.graph().addInitializer(Tensor.of("more", new long[] {1}, 1));
    after.graph().insertBefore(node(0), "Abs", after.graph().inputs().getFirst());
    assertThat(difference())
        .isEqualTo(
            """
            + initializer graph 'main' > 'more': int64[1] 'more' (8 B)
            + node graph 'main' > Abs 'abs': [x] -> [abs_output]\
            """);
    assertThat(ModelDiff.of(after, before).rows())
        .extracting(DiffRow::kind)
        .containsOnly(DiffRow.Kind.REMOVED);
  }

  @Test
  void aRenamedNodeIsFoundByWhatItDoes() {
    node(1).rename("activation");
    assertThat(difference())
        .isEqualTo("~ name graph 'main' > LeakyRelu 'leakyrelu': leakyrelu -> activation");
  }

  @Test
  void headsTypesOutputsAndFunctionsAreCompared() {
    after.opset("", 17).metadata("author", "me");
    after.graph().inputs().getFirst().type(ValueType.tensor(DataType.FLOAT, 1, 2));
    after.graph().addOutput(node(0).output());
    after.addFunction(LocalFunction.create("mine", "F", 17, "a"));
    assertThat(difference())
        .isEqualTo(
            """
            ~ opset model > ai.onnx: 15 -> 17
            + metadata model > author: me
            ~ outputs graph 'main': [leakyrelu_output] -> [leakyrelu_output, add_output]
            ~ type graph 'main' > 'x': float32[N, 2] -> float32[1, 2]
            + function mine.F: function mine.F (0 nodes)\
            """);
  }

  @Test
  void subgraphsAreCompared() {
    Graph graph = before.graph();
    Value flag = graph.addInput("flag", ValueType.tensor(DataType.BOOL));
    Graph branch = graph.newSubgraph("branch");
    branch.addOutput(branch.addNode("Neg", graph.inputs().getFirst()).output());
    graph.addNode("If", flag).attribute("then_branch", branch);
    Model changed = before.copy();
    changed.graph().nodes().getLast().subgraphs().getFirst().nodes().getFirst().opType("Abs");
    assertThat(ModelDiff.of(before, changed).toString())
        .isEqualTo("~ operator graph 'main' > If 'if' > then_branch > Neg 'neg': Neg -> Abs");
  }

  @Test
  void anotherOrderOfNodesIsADifference() {
    before.graph().addNode("Abs", before.graph().inputs().getFirst());
    Model moved = before.copy();
    moved.graph().moveBefore(moved.graph().nodes().getLast(), moved.graph().nodes().getFirst());
    assertThat(ModelDiff.of(before, moved).toString())
        .isEqualTo("~ order graph 'main': Add 'add' -> Abs 'abs' comes first");
  }

  @Test
  void aHundredThousandUnnamedNodesAreComparedQuickly() {
    Graph graph = before.graph();
    Value v = graph.inputs().getFirst();
    for (int i = 0; i < 100_000; i++) {
      Node node = graph.addNode("Relu", v).rename("");
      v = node.output();
    }
    Model other = before.copy();
    other.graph().nodes().getLast().opType("Abs");
    long start = System.nanoTime();
    assertThat(ModelDiff.of(before, other).rows()).hasSize(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }
}
