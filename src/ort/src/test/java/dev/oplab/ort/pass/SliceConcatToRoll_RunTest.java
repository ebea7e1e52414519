package dev.oplab.ort.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SliceConcatToRoll_RunTest {
  private static final String PASS = "slice-concat-to-roll";

  private static Value slice(Net net, Value x, long start, long end, long axis) {
    return net.op("Slice", x, net.longs(start), net.longs(end), net.longs(axis));
  }

  private static Value roll(Net net, Value x, long start, long end, long axis) {
    Value tail = slice(net, x, start, end, axis);
    return net.node("Concat", tail, slice(net, x, 0, start, axis)).attribute("axis", axis).output();
  }

  @ParameterizedTest
  @CsvSource({"-2, 1", "2, 1", "-1, -1", "0, 0", "3, 0", "100, 1", "-100, 1"})
  void slicesOfAnyLengthBecomeARoll(long start, long axis) throws InterruptedException {
    for (long end : new long[] {Long.MAX_VALUE, Integer.MAX_VALUE}) {
      Net net = new Net(15);
      net.out(roll(net, net.in("x", 3, 4, 5), start, end, axis), "y");
      assertThat(Run.of(net, PASS).keepsTheResults().operators()).containsExactly("roll");
      assertThat(net.graph.initializers()).isEmpty();
    }
  }

  @Test
  void aRollAlongSeveralAxesBecomesSeveralCallsOfOneFunction() throws InterruptedException {
    Net net = new Net(15);
    Value x = net.in("x", "N", 6, 7, 2);
    Value once = roll(net, x, 3, Long.MAX_VALUE, 1);
    net.out(roll(net, roll(net, once, -3, Long.MAX_VALUE, 2), 1, Long.MAX_VALUE, 3), "y");
    Run run = Run.of(net, PASS).keepsTheResults();
    assertThat(run.operators()).containsExactly("roll", "roll", "roll");
    assertThat(net.model.functions()).hasSize(1);
  }

  @Test
  void anEndThatIsKnownToBeTheEndCounts() throws InterruptedException {
    Net net = new Net(15);
    net.out(roll(net, net.in("x", 3, 4), 1, 4, -1), "y");
    assertThat(Run.of(net, PASS).keepsTheResults().operators()).containsExactly("roll");
    Net open = new Net(15);
    open.out(roll(open, open.in("x", 3, "N"), 1, 4, -1), "y");
    Run.of(open, PASS).leavesAllAsItWas();
  }

  @Test
  void slicesThatLeaveOutOrTurnAroundAreLeft() {
    Net shorter = new Net(15);
    Value x = shorter.in("x", 3, 6);
    Value tail = slice(shorter, x, 2, 5, 1);
    shorter.out(
        shorter.node("Concat", tail, slice(shorter, x, 0, 2, 1)).attribute("axis", 1).output(),
        "y");
    Run.of(shorter, PASS).leavesAllAsItWas();
    Net stepped = new Net(15);
    x = stepped.in("x", 3, 6);
    Value end = stepped.longs(Long.MAX_VALUE);
    Value axis = stepped.longs(1);
    tail = stepped.op("Slice", x, stepped.longs(2), end, axis, stepped.longs(2));
    stepped.out(
        stepped.node("Concat", tail, slice(stepped, x, 0, 2, 1)).attribute("axis", 1).output(),
        "y");
    Run.of(stepped, PASS).leavesAllAsItWas();
  }

  @Test
  void slicesOfAnotherAxisTensorOrOrderAreLeft() {
    Net axis = new Net(15);
    Value x = axis.in("x", 4, 4);
    Value tail = slice(axis, x, 2, Long.MAX_VALUE, 1);
    Value head = slice(axis, x, 0, 2, 1);
    axis.out(axis.node("Concat", tail, head).attribute("axis", 0).output(), "y");
    axis.out(axis.node("Concat", head, tail).attribute("axis", 1).output(), "z");
    Value other = slice(axis, axis.in("other", 4, 4), 0, 2, 1);
    axis.out(axis.node("Concat", tail, other).attribute("axis", 1).output(), "v");
    Run.of(axis, PASS).leavesAllAsItWas();
  }

  @Test
  void limitsThatAreNotKnownAreLeft() {
    Net net = new Net(15);
    Value x = net.in("x", 4, 4);
    Value start = net.in("start", dev.oplab.onnx.DataType.INT64, 1);
    Value axes = net.longs(1);
    Value tail = net.op("Slice", x, start, net.longs(Long.MAX_VALUE), axes);
    Value head = net.op("Slice", x, net.longs(0), start, axes);
    net.out(net.node("Concat", tail, head).attribute("axis", 1).output(), "y");
    Run.of(net, PASS).leavesAllAsItWas();
  }

  @Test
  void slicesThatOthersUseStayForThem() throws InterruptedException {
    Net net = new Net(15);
    Value y = roll(net, net.in("x", 3, 4), 1, Long.MAX_VALUE, 1);
    Node tail = y.producer().orElseThrow().input(0).orElseThrow().producer().orElseThrow();
    net.out(y, "y").out(tail.output(), "tail");
    assertThat(Run.of(net, PASS).keepsTheResults().operators()).containsExactly("Slice", "roll");
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10, 12, 13})
  void olderModelsAreRaisedIfTold(long opset) throws InterruptedException {
    Net net = new Net(opset);
    net.model.irVersion(4);
    Value x = net.in("x", 3, 5);
    if (opset >= 10) {
      net.out(roll(net, x, -2, Long.MAX_VALUE, 1), "y");
    } else {
      Node tail = net.node("Slice", x).attribute("starts", new long[] {-2});
      tail.attribute("ends", new long[] {Long.MAX_VALUE}).attribute("axes", new long[] {1});
      Node head = net.node("Slice", x).attribute("starts", new long[] {0});
      head.attribute("ends", new long[] {-2}).attribute("axes", new long[] {1});
      Node joined = net.node("Concat", tail.output(), head.output()).attribute("axis", 1);
      net.out(joined.output(), "y");
    }
    assertThat(Run.of(net, PASS).skipped())
        .contains("it needs opset 12 and IR version 8, the model has %d and 4".formatted(opset));
    Run run = Run.of(net, PASS + ":raise-opset").keepsTheResults();
    assertThat(run.operators()).containsExactly("roll");
    assertThat(net.model.header().irVersion()).isEqualTo(8);
  }

  @Test
  void inliningGivesTheSlicesBack() throws InterruptedException {
    Net net = new Net(15);
    net.out(roll(net, net.in("x", 3, 4), 1, Long.MAX_VALUE, 1), "y");
    Run.of(net, PASS);
    Run run = Run.of(net, "inline-functions").keepsTheResults();
    assertThat(run.operators()).contains("Slice", "Concat").doesNotContain("roll");
    assertThat(net.model.functions()).isEmpty();
  }
}
