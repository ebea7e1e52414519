package dev.oplab.ort.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Passes that take away what changes nothing.
final class Cleaning_RunTest {
  /// A network whose branches both use `x` and the value that `inside` makes of it in the first.
  private static Net branching(java.util.function.BiFunction<Graph, Value, Value> inside) {
    Net net = new Net(13);
    Value x = net.op("Neg", net.in("x", 3)).rename("outer");
    Graph then = net.graph.newSubgraph("then");
    then.addOutput(inside.apply(then, x));
    Graph otherwise = net.graph.newSubgraph("else");
    otherwise.addOutput(otherwise.addNode("Abs", x).output());
    Node choice = net.node("If", net.in("yes", DataType.BOOL));
    choice.attribute("then_branch", then).attribute("else_branch", otherwise);
    return net.out(choice.output(), "y");
  }

  @Test
  void identitiesGoWhereverTheyStand() throws InterruptedException {
    Net net = new Net(13);
    Value x = net.op("Identity", net.in("x", 3));
    Value relu = net.op("Relu", x);
    net.out(net.op("Identity", net.op("Identity", relu)), "y");
    net.out(net.op("Add", net.op("Identity", net.weight(3)), relu), "z");
    assertThat(Run.of(net, "remove-identity").keepsTheResults().operators())
        .containsExactly("Relu", "Add");
  }

  @Test
  void anIdentityThatABranchPutsOutOfTheGraphAroundItStays() {
    Net net = branching((then, x) -> then.addNode("Identity", x).output());
    Run.of(net, "remove-identity").leavesAllAsItWas();
  }

  @Test
  void anIdentityInsideABranchGoes() throws InterruptedException {
    Net net =
        branching((then, x) -> then.addNode("Relu", then.addNode("Identity", x).output()).output());
    Run.of(net, "remove-identity").keepsTheResults();
  }

  @Test
  void anIdentityThatABranchCapturesGoes() throws InterruptedException {
    Net net = branching((then, x) -> then.addNode("Relu", x).output());
    Node neg = net.graph.nodes().getFirst();
    Value copy = net.graph.insertAfter(neg, "Identity", neg.output()).output();
    for (Value.Use use : java.util.List.copyOf(neg.output().uses())) {
      if (use.node().graph() != net.graph) {
        use.node().setInput(use.index(), copy);
      }
    }
    assertThat(Run.of(net, "remove-identity").keepsTheResults().operators())
        .containsExactly("Neg", "If");
  }

  @Test
  void identitiesThatKeepNamesOfTheInterfaceApartStay() {
    Net net = new Net(13);
    Value x = net.in("x", 3);
    Value relu = net.op("Relu", x);
    net.out(net.op("Identity", x), "same").out(relu, "one").out(net.op("Identity", relu), "two");
    net.out(net.op("Identity", net.weight(3)), "constant");
    Run.of(net, "remove-identity").leavesAllAsItWas();
  }

  @ParameterizedTest
  @CsvSource({"7, false", "10, false", "10, true", "12, false", "13, true"})
  void aDropoutThatIsNotTrainingGoes(long opset, boolean mask) throws InterruptedException {
    Net net = new Net(opset);
    Node dropout = net.node("Dropout", net.in("x", 30));
    if (opset < 12) {
      dropout.attribute("ratio", 0.4);
    } else {
      dropout.addInput(net.number(0.4f)).addInput(net.number(DataType.BOOL, 0));
    }
    if (mask) {
      dropout.addOutput("mask");
    }
    net.out(net.op("Relu", dropout.output()), "y");
    assertThat(Run.of(net, "remove-dropout").keepsTheResults().operators()).containsExactly("Relu");
  }

  @Test
  void aDropoutThatTrainsOrWhoseMaskIsUsedStays() {
    Net training = new Net(13);
    Value yes = training.number(DataType.BOOL, 1);
    training.out(training.op("Dropout", training.in("x", 30), training.number(0.4f), yes), "y");
    Run.of(training, "remove-dropout").leavesAllAsItWas();
    Net asked = new Net(13);
    Value mode = asked.in("mode", DataType.BOOL);
    asked.out(asked.op("Dropout", asked.in("x", 30), asked.number(0.4f), mode), "y");
    Run.of(asked, "remove-dropout").leavesAllAsItWas();
    Net masked = new Net(13);
    Node dropout = masked.node("Dropout", masked.in("x", 30)).addOutput("mask");
    masked.out(dropout.output(), "y").out(masked.op("Not", dropout.output(1)), "m");
    Run.of(masked, "remove-dropout").leavesAllAsItWas();
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT16, FLOAT",
    "FLOAT16, DOUBLE",
    "FLOAT, DOUBLE",
    "INT32, INT64",
    "INT32, DOUBLE",
    "BOOL, INT64",
    "BOOL, FLOAT",
    "UINT8, INT32",
    "INT8, FLOAT16"
  })
  void aCastThereAndBackGoes(DataType type, DataType wider) throws InterruptedException {
    Net net = new Net(13);
    Value there = net.node("Cast", net.in("x", type, 20)).attribute("to", wider.code()).output();
    Value back = net.node("Cast", there).attribute("to", type.code()).output();
    Value again = net.node("Cast", back).attribute("to", type.code()).output();
    net.out(net.op("Reshape", again, net.longs(4, 5)), "y");
    assertThat(Run.of(net, "remove-casts").keepsTheResults().operators())
        .containsExactly("Reshape");
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, FLOAT16", "FLOAT, INT32", "INT64, DOUBLE", "INT32, FLOAT", "INT64, BOOL"})
  void aCastThatLosesSomethingStays(DataType type, DataType narrower) {
    Net net = new Net(13);
    Value there = net.node("Cast", net.in("x", type, 20)).attribute("to", narrower.code()).output();
    net.out(net.node("Cast", there).attribute("to", type.code()).output(), "y");
    Run.of(net, "remove-casts").leavesAllAsItWas();
  }

  @Test
  void aCastOfWhatIsNotKnownStays() {
    Net net = new Net(13);
    Node custom = net.node("Swirl", net.in("x", 3)).domain("mine");
    net.out(net.node("Cast", custom.output()).attribute("to", 1).output(), "y");
    Run.of(net, "remove-casts").leavesAllAsItWas();
  }

  @Test
  void nodesThatNothingUsesGoButNotWhatABranchUses() throws InterruptedException {
    Net net = branching((then, x) -> then.addNode("Relu", x).output());
    net.op("Exp", net.op("Tanh", net.graph.inputs().getFirst()));
    assertThat(Run.of(net, "remove-unused-nodes").keepsTheResults().operators())
        .containsExactly("Neg", "If");
  }

  @Test
  void anOutputInTheMiddleStaysOmittedAndTheNodeStays() throws InterruptedException {
    Net net = new Net(13);
    Node lstm = net.node("LSTM", net.in("x", 4, 1, 3), net.weight(1, 8, 3), net.weight(1, 8, 2));
    lstm.attribute("hidden_size", 2).addOutput("h").addOutput("c");
    net.out(lstm.output(2), "y");
    net.op("Neg", lstm.output(1));
    assertThat(Run.of(net, "remove-unused-nodes").keepsTheResults().operators())
        .containsExactly("LSTM");
    assertThat(lstm.outputs()).hasSize(3);
  }

  @Test
  void unusedInputsAndInitializersGo() throws InterruptedException {
    Net net = new Net(13);
    net.in("unused", 3);
    net.weight(3);
    net.out(net.op("Relu", net.in("x", 3)), "y");
    Run.of(net, "remove-unused-inputs").keepsTheResults();
    Run.of(net, "remove-unused-initializers").keepsTheResults();
    assertThat(net.graph.inputs()).hasSize(1);
    assertThat(net.graph.initializers()).isEmpty();
  }

  @Test
  void equalInitializersBecomeOneAndTheirUsersGoOn() throws InterruptedException {
    Net net = branching((then, x) -> then.addNode("Relu", x).output());
    Value x = net.graph.inputs().getFirst();
    float[] numbers = {1, Float.intBitsToFloat(0x7FC00001), -0f};
    float[] other = {1, Float.intBitsToFloat(0x7FC00001), 0f};
    Value a = net.op("Where", net.op("IsNaN", net.floats(numbers, 3)), x, net.floats(numbers, 3));
    Value b = net.op("Where", net.op("IsNaN", net.floats(other, 3)), x, net.floats(other, 3));
    net.out(net.op("Reciprocal", a), "a").out(net.op("Reciprocal", b), "b");
    Run run = Run.of(net, "deduplicate-initializers");
    assertThat(run.rows()).as("-0 is not 0, a NaN is itself").hasSize(2);
    assertThat(net.graph.initializers()).hasSize(2);
  }

  @Test
  void initializersOfOtherTypesShapesAndUsesStay() {
    Net net = new Net(13);
    byte[] four = {0, 0, 0, 0};
    Value i =
        net.graph.addInitializer(
            Tensor.of("i", DataType.INT32, Shape.of(1), MemorySegment.ofArray(four)));
    Value f = net.floats(new float[] {0}, 1);
    Value scalar = net.number(0);
    Value given = net.floats(new float[] {0}, 1);
    net.graph.addInput(given);
    Value sum = net.op("Sum", net.in("x", 3), f, scalar, given);
    net.out(net.op("Add", sum, net.node("Cast", i).attribute("to", 1).output()), "y");
    Value out = net.floats(new float[] {0}, 1);
    net.alsoOut(out);
    Run.of(net, "deduplicate-initializers").leavesAllAsItWas();
  }

  @Test
  void equalNodesBecomeOneInEachGraph() throws InterruptedException {
    Net net =
        branching((then, x) -> {
          Value one = then.addNode("Exp", x).output();
          Value two = then.addNode("Exp", x).output();
          return then.addNode("Add", one, two).output();
        });
    Value x = net.graph.inputs().getFirst();
    Node split = net.node("Split", x).attribute("axis", 0).addOutput("b").addOutput("c");
    Node same = net.node("Split", x).attribute("axis", 0).addOutput("d").addOutput("e");
    net.out(net.op("Add", split.output(2), same.output(2)), "z");
    Run run = Run.of(net, "eliminate-common-subexpressions").keepsTheResults();
    assertThat(run.rows()).hasSize(2);
  }

  @Test
  void nodesThatOnlyLookEqualStay() {
    Net net = new Net(13);
    Value x = net.in("x", 4);
    net.out(
        net.op(
            "Sum",
            net.op("RandomNormalLike", x),
            net.op("RandomNormalLike", x),
            net.node("LeakyRelu", x).attribute("alpha", 0.0).output(),
            net.node("LeakyRelu", x).attribute("alpha", -0.0).output(),
            net.op("Neg", x),
            net.op("Neg", net.op("Abs", x))),
        "y");
    net.out(net.op("Exp", x), "one").out(net.op("Exp", x), "two");
    net.out(net.node("Swirl", x).domain("mine").output(), "three");
    net.out(net.node("Swirl", x).domain("mine").output(), "four");
    Run.of(net, "eliminate-common-subexpressions").leavesAllAsItWas();
  }

  @ParameterizedTest
  @ValueSource(strings = {"value_float", "value_floats", "value", "value_int", "value_ints"})
  void constantNodesBecomeInitializersInBranchesToo(String key) throws InterruptedException {
    Net net =
        branching((then, x) -> {
          Node node = then.addNode("Constant");
          switch (key) {
            case "value_float" -> node.attribute(key, 2.5);
            case "value_floats" -> node.attribute(key, new float[] {1, 2, 3});
            case "value_int" -> node.attribute(key, 2);
            case "value_ints" -> node.attribute(key, new long[] {1, 2, 3});
            default -> node.attribute(key, Tensor.of("", new float[] {7}, 1));
          }
          Value cast = then.addNode("Cast", node.output()).attribute("to", 1).output();
          return then.addNode("Mul", x, cast).output();
        });
    Run.of(net, "constant-nodes-to-initializers").keepsTheResults();
    assertThat(net.model.allNodes()).noneMatch(node -> node.opType().equals("Constant"));
  }

  @Test
  void aConstantThatIsPutOutStaysANode() {
    Net net =
        branching((then, x) -> then.addNode("Constant").attribute("value_float", 1.0).output());
    Run.of(net, "constant-nodes-to-initializers").leavesAllAsItWas();
  }

  @Test
  void namesAreMadeFitForOnnxRuntime() throws InterruptedException {
    Net net = branching((then, x) -> then.addNode("Relu", x).rename("n").output());
    net.graph.nodes().forEach(node -> node.rename("n"));
    Value z = net.node("Tanh", net.graph.inputs().getFirst()).rename("").output();
    net.out(z, "z");
    Run run = Run.of(net, "fix-names");
    assertThat(net.model.allNodes())
        .extracting(Node::name)
        .doesNotHaveDuplicates()
        .doesNotContain("");
    assertThat(run.rows()).hasSize(3);
    Outputs.of(net.model, Outputs.inputs(net.model, 1));
  }

  @Test
  void docStringsAndMetadataGo() throws InterruptedException {
    Net net = branching((then, x) -> then.addNode("Relu", x).docString("inner").output());
    net.model.docString("all").metadata("author", "me");
    net.graph.docString("graph").metadata("a", "b");
    net.graph.nodes().getFirst().docString("trace").metadata("pkg", "torch").metadata("x", "y");
    assertThat(Run.of(net, "clear-doc-strings").keepsTheResults().rows()).hasSize(4);
    assertThat(Run.of(net, "clear-metadata").keepsTheResults().rows()).hasSize(3);
    assertThat(net.model.header().metadata()).isEmpty();
    assertThat(net.model.header().docString()).isEmpty();
    assertThat(net.graph.nodes().getFirst().metadata()).isEmpty();
    assertThat(net.graph.nodes().getFirst().docString()).isEmpty();
  }

  @Test
  void importsThatNothingNeedsGo() throws InterruptedException {
    Net net = new Net(13);
    net.model.opset("ai.onnx.ml", 3).opset("mine", 1).opset("ai.onnx.preview.training", 1);
    Value x = net.graph.addInput("x", ValueType.tensor(DataType.FLOAT, 3));
    net.out(
        net.node("Binarizer", x).domain("ai.onnx.ml").attribute("threshold", 0.5).output(), "y");
    Run.of(net, "remove-unused-opsets").keepsTheResults();
    assertThat(net.model.header().opsets().keySet())
        .containsExactly("", "ai.onnx.ml", "ai.onnx.preview.training");
  }
}
