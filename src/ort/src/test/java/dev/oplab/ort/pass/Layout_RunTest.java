package dev.oplab.ort.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Transposes and reshapes.
final class Layout_RunTest {
  private static final String TRANSPOSES = "cancel-transposes";
  private static final String RESHAPES = "merge-reshapes";

  private static Value transpose(Net net, Value x, long... perm) {
    Node node = net.node("Transpose", x);
    return (perm.length == 0 ? node : node.attribute("perm", perm)).output();
  }

  @Test
  void transposesThatUndoEachOtherGo() throws InterruptedException {
    Net net = new Net(13);
    Value x = net.op("Neg", net.in("x", 2, 3, 4));
    net.out(transpose(net, transpose(net, x, 1, 2, 0), 2, 0, 1), "y");
    assertThat(Run.of(net, TRANSPOSES).keepsTheResults().operators()).containsExactly("Neg");
  }

  @Test
  void twoThatReverseAllAxesGoWithoutAKnownRank() throws InterruptedException {
    Net net = new Net(13);
    net.out(net.op("Relu", transpose(net, transpose(net, net.in("x", 2, 3, 4)))), "y");
    assertThat(Run.of(net, TRANSPOSES).keepsTheResults().operators()).containsExactly("Relu");
  }

  @Test
  void threeThatDoNotUndoEachOtherBecomeOne() throws InterruptedException {
    Net net = new Net(13);
    Value x = net.in("x", 2, 3, 4, 5);
    Value y = transpose(net, transpose(net, transpose(net, x, 1, 2, 3, 0), 0, 3, 1, 2), 2, 0, 1, 3);
    net.out(net.op("Relu", y), "y");
    assertThat(Run.of(net, TRANSPOSES).keepsTheResults().operators())
        .containsExactly("Transpose", "Relu");
  }

  @Test
  void aReversalThatWasNotSpelledOutComposes() throws InterruptedException {
    Net net = new Net(13);
    net.out(net.op("Relu", transpose(net, transpose(net, net.in("x", 2, 3, 4)), 0, 2, 1)), "y");
    Run.of(net, TRANSPOSES).keepsTheResults();
    Net other = new Net(13);
    other.out(
        other.op("Relu", transpose(other, transpose(other, other.in("x", 2, 3, 4), 1, 0, 2))), "y");
    Run.of(other, TRANSPOSES).keepsTheResults();
  }

  @Test
  void theFirstOfAPairThatIsUsedElsewhereStays() throws InterruptedException {
    Net undone = new Net(13);
    Value first = transpose(undone, undone.in("x", 2, 3, 4), 1, 0, 2);
    undone
        .out(undone.op("Relu", transpose(undone, first, 1, 0, 2)), "y")
        .out(undone.op("Neg", first), "z");
    assertThat(Run.of(undone, TRANSPOSES).keepsTheResults().operators())
        .containsExactly("Transpose", "Relu", "Neg");
    Net other = new Net(13);
    first = transpose(other, other.in("x", 2, 3, 4), 1, 0, 2);
    other
        .out(other.op("Relu", transpose(other, first, 0, 2, 1)), "y")
        .out(other.op("Neg", first), "z");
    Run.of(other, TRANSPOSES).leavesAllAsItWas();
  }

  @Test
  void whatWouldPutAnInputOutStays() {
    Net net = new Net(13);
    net.out(transpose(net, transpose(net, net.in("x", 2, 3, 4), 1, 0, 2), 1, 0, 2), "y");
    Run.of(net, TRANSPOSES).leavesAllAsItWas();
  }

  @Test
  void aPairAcrossABranchGoes() throws InterruptedException {
    Net net = new Net(13);
    Value first = transpose(net, net.in("x", 2, 3), 1, 0);
    Graph then = net.graph.newSubgraph("then");
    Value back = then.addNode("Transpose", first).attribute("perm", new long[] {1, 0}).output();
    then.addOutput(then.addNode("Relu", back).output());
    Graph otherwise = net.graph.newSubgraph("else");
    Value x = net.graph.inputs().getFirst();
    otherwise.addOutput(otherwise.addNode("Neg", x).output());
    Node choice = net.node("If", net.in("yes", DataType.BOOL));
    choice.attribute("then_branch", then).attribute("else_branch", otherwise);
    net.out(choice.output(), "y");
    assertThat(Run.of(net, TRANSPOSES).keepsTheResults().operators()).containsExactly("If");
  }

  private static Value reshape(Net net, Value x, long... shape) {
    return net.op("Reshape", x, net.longs(shape));
  }

  @Test
  void onlyTheLastReshapeOfAChainStays() throws InterruptedException {
    Net net = new Net(13);
    Value x = net.in("x", 2, 3, 4);
    Value flat = net.node("Flatten", reshape(net, x, 0, 12)).attribute("axis", 1).output();
    Value one = net.op("Squeeze", net.op("Unsqueeze", flat, net.longs(0)), net.longs(0));
    net.out(reshape(net, one, 4, -1), "y");
    assertThat(Run.of(net, RESHAPES).keepsTheResults().operators()).containsExactly("Reshape");
    assertThat(net.graph.initializers()).hasSize(1);
  }

  @Test
  void whatCameBeforeMayBeComputed() throws InterruptedException {
    Net net = new Net(13);
    Value x = net.in("x", 2, 3, 4);
    Value shape = net.op("Shape", net.in("like", 4, 6));
    net.out(reshape(net, net.op("Reshape", x, shape), 3, 8), "y");
    Run run = Run.of(net, RESHAPES).keepsTheResults();
    assertThat(run.operators()).as("Shape is gone too").containsExactly("Reshape");
  }

  @Test
  void aSizeThatIsCopiedNeedsWhatCameBefore() {
    Net net = new Net(13);
    net.out(reshape(net, reshape(net, net.in("x", 2, 3, 4), 6, 4), 0, -1), "y");
    Run.of(net, RESHAPES).leavesAllAsItWas();
  }

  @Test
  void aSizeOfZeroThatIsMeantIsLeft() {
    Net net = new Net(14);
    Value first = reshape(net, net.in("x", 2, 0), 0, 4);
    Node last = net.node("Reshape", first, net.longs(0, 7)).attribute("allowzero", 1);
    net.out(last.output(), "y");
    Run.of(net, RESHAPES).leavesAllAsItWas();
  }

  @Test
  void emptyTensorsKeepTheirShape() throws InterruptedException {
    Net net = new Net(14);
    Node first = net.node("Reshape", net.in("x", 2, 0, 3), net.longs(0, 6));
    net.out(reshape(net, first.attribute("allowzero", 1).output(), 3, -1), "y");
    Run.of(net, RESHAPES).keepsTheResults();
  }

  @Test
  void aReshapeInBetweenThatIsUsedOrPutOutStays() {
    Net used = new Net(13);
    Value middle = reshape(used, used.in("x", 2, 3, 4), 6, 4);
    used.out(reshape(used, middle, 24), "y").out(used.op("Neg", middle), "z");
    Run.of(used, RESHAPES).leavesAllAsItWas();
    Net out = new Net(13);
    middle = reshape(out, out.in("x", 2, 3, 4), 6, 4);
    out.out(reshape(out, middle, 24), "y").out(middle, "z");
    Run.of(out, RESHAPES).leavesAllAsItWas();
  }

  @Test
  void aLastShapeThatIsComputedOrGivenIsLeft() {
    Net net = new Net(13);
    Value shape = net.op("Shape", net.in("like", 24));
    net.out(net.op("Reshape", reshape(net, net.in("x", 2, 3, 4), 6, 4), shape), "y");
    Run.of(net, RESHAPES).leavesAllAsItWas();
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 11, 12})
  void axesMayBeAttributes(long opset) throws InterruptedException {
    Net net = new Net(opset);
    Value x = net.in("x", 2, 3, 4);
    Value wide = net.node("Unsqueeze", x).attribute("axes", new long[] {1}).output();
    net.out(reshape(net, wide, 6, -1), "y");
    assertThat(Run.of(net, RESHAPES).keepsTheResults().operators()).containsExactly("Reshape");
  }
}
