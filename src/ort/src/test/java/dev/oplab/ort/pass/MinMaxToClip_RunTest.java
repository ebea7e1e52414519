package dev.oplab.ort.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MinMaxToClip_RunTest {
  private static final String PASS = "minmax-to-clip";

  /// `outer(inner(x, first), second)`, the operands swapped if told.
  private static Net net(
      long opset, DataType type, String inner, double first, double second, boolean swapped) {
    Net net = new Net(opset);
    Value x = net.in("x", type, "N", 5);
    Value one = net.number(type, first);
    Value two = net.number(type, second);
    Value middle = swapped ? net.op(inner, one, x) : net.op(inner, x, one);
    String outer = inner.equals("Max") ? "Min" : "Max";
    middle.rename("middle");
    return net.out(swapped ? net.op(outer, two, middle) : net.op(outer, middle, two), "y");
  }

  @ParameterizedTest
  @CsvSource({
    "12, Max, -1, 2, false",
    "12, Max, -1, 2, true",
    "13, Min, 2, -1, false",
    "13, Min, 2, -1, true",
    "11, Max, 0, 6, false",
    "9, Max, 0, 6, false",
    "8, Min, 6, 0, true",
    "17, Max, 1.5, 1.5, false",
    "13, Max, -Infinity, 1, false"
  })
  void bothOrdersInEveryOpsetBecomeOneClip(
      long opset, String inner, double first, double second, boolean swapped)
      throws InterruptedException {
    Run run = Run.of(net(opset, DataType.FLOAT, inner, first, second, swapped), PASS);
    run.keepsTheResults();
    assertThat(run.operators()).containsExactly("Clip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DOUBLE", "FLOAT16", "INT32", "INT64"})
  void otherElementTypesDoSoFromOpset12On(DataType type) throws InterruptedException {
    Run.of(net(12, type, "Max", 0, 1, false), PASS).keepsTheResults();
    if (type != DataType.FLOAT16) {
      Run.of(net(11, type, "Max", 0, 1, false), PASS).leavesAllAsItWas();
    }
  }

  @Test
  void limitsMayBeConstantNodesAndListsOfOne() throws InterruptedException {
    Net net = new Net(13);
    Value x = net.in("x", 2, 3);
    Value low = net.floats(new float[] {-1}, 1);
    net.out(net.op("Min", net.constant(1), net.op("Max", x, low)), "y");
    Run run = Run.of(net, PASS).keepsTheResults();
    assertThat(run.operators()).containsExactly("Constant", "Clip");
    assertThat(net.graph.initializers()).hasSize(1).noneMatch(one -> one.shape().rank() > 0);
  }

  @Test
  void theRankMayFollowFromWhatIsAround() throws InterruptedException {
    Net net = new Net(13);
    Value x = net.in("x", "N", 4);
    Value hidden = net.op("Relu", net.op("MatMul", x, net.weight(4, 3)));
    Value low = net.floats(new float[] {0.5f}, 1, 1);
    net.out(net.op("Min", net.op("Max", hidden, low), net.number(1)), "y");
    assertThat(Run.of(net, PASS).keepsTheResults().operators()).endsWith("Clip");
  }

  @Test
  void aLimitThatMayAddADimensionIsLeft() {
    Net net = new Net(13);
    Value x = net.graph.addInput("x", ValueType.tensor(DataType.FLOAT));
    Value low = net.floats(new float[] {0}, 1);
    net.out(net.op("Min", net.op("Max", x, low), net.number(1)), "y");
    Run.of(net, PASS).leavesAllAsItWas();
  }

  @Test
  void inABranchTheyBecomeOneToo() throws InterruptedException {
    Net net = new Net(13);
    Value x = net.in("x", 3);
    Value yes = net.in("yes", DataType.BOOL);
    Value zero = net.number(0);
    Graph then = net.graph.newSubgraph("then");
    Value high = then.addInitializer(Net.scalar(DataType.FLOAT, 1).named("high"));
    Value max = then.addNode("Max", x, zero).output();
    then.addOutput(then.addNode("Min", max, high).output());
    Graph otherwise = net.graph.newSubgraph("else");
    otherwise.addOutput(otherwise.addNode("Neg", x).output());
    Node choice = net.node("If", yes);
    choice.attribute("then_branch", then).attribute("else_branch", otherwise);
    net.out(choice.output(), "y");
    Run.of(net, PASS).keepsTheResults();
    assertThat(then.nodes()).extracting(Node::opType).containsExactly("Clip");
  }

  @Test
  void limitsInTheWrongOrderAreLeft() {
    Run.of(net(13, DataType.FLOAT, "Min", 0, 6, false), PASS).leavesAllAsItWas();
    Run.of(net(13, DataType.FLOAT, "Max", Double.NaN, 6, false), PASS).leavesAllAsItWas();
  }

  @Test
  void aMiddleThatIsUsedElsewhereOrPutOutIsLeft() {
    Net used = net(13, DataType.FLOAT, "Max", 0, 6, false);
    used.out(used.op("Neg", used.graph.value("middle").orElseThrow()), "z");
    Run.of(used, PASS).leavesAllAsItWas();
    Net out = net(13, DataType.FLOAT, "Max", 0, 6, false);
    out.alsoOut(out.graph.value("middle").orElseThrow());
    Run.of(out, PASS).leavesAllAsItWas();
  }

  @Test
  void limitsThatAreNotKnownAreLeft() {
    Net computed = new Net(13);
    Value x = computed.in("x", 3);
    computed.out(computed.op("Min", computed.op("Max", x, computed.op("Neg", x)), x), "y");
    Run.of(computed, PASS).leavesAllAsItWas();
    Net given = net(13, DataType.FLOAT, "Max", 0, 6, false);
    given.graph.addInput(given.graph.value("number").orElseThrow()); // a caller may give another
    Run.of(given, PASS).leavesAllAsItWas();
    Net list = new Net(13);
    Value in = list.in("x", 2);
    Value limits = list.floats(new float[] {0, 1}, 2);
    list.out(list.op("Min", list.op("Max", in, limits), list.number(3)), "y");
    Run.of(list, PASS).leavesAllAsItWas();
  }

  @Test
  void aMaximumOfThreeIsLeft() {
    Net net = new Net(13);
    Value x = net.in("x", 3);
    net.out(net.op("Min", net.op("Max", x, net.number(0), net.number(1)), net.number(3)), "y");
    Run.of(net, PASS).leavesAllAsItWas();
  }

  @Test
  void limitsThatOthersUseStay() throws InterruptedException {
    Net net = net(13, DataType.FLOAT, "Max", 0, 6, false);
    net.out(net.op("Add", net.graph.inputs().getFirst(), net.graph.value("number").get()), "z");
    Run.of(net, PASS).keepsTheResults();
  }
}
