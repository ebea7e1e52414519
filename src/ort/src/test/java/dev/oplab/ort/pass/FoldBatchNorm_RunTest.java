package dev.oplab.ort.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FoldBatchNorm_RunTest {
  private static final String PASS = "fold-batchnorm";

  /// `Conv` or `ConvTranspose` from 4 channels to 6, then a batch normalization.
  private static Net net(long opset, String conv, long group, boolean bias) {
    Net net = new Net(opset);
    Value x = net.in("x", "N", 4, 7, 5);
    Value w = conv.equals("Conv") ? net.weight(6, 4 / group, 3, 2) : net.weight(4, 6 / group, 3, 2);
    Node node = bias ? net.node(conv, x, w, net.weight(6)) : net.node(conv, x, w);
    node.attribute("group", group).output().rename("conv");
    return net.out(norm(net, node.output()).output(), "y");
  }

  private static Node norm(Net net, Value of) {
    return net.node(
            "BatchNormalization", of, net.weight(6), net.weight(6), net.weight(6), net.positive(6))
        .attribute("epsilon", 1e-3);
  }

  @ParameterizedTest
  @CsvSource({
    "Conv, 1, true",
    "Conv, 1, false",
    "Conv, 2, true",
    "Conv, 2, false",
    "ConvTranspose, 1, true",
    "ConvTranspose, 1, false",
    "ConvTranspose, 2, true"
  })
  void itIsFoldedIntoWeightsAndBias(String conv, long group, boolean bias)
      throws InterruptedException {
    for (long opset : new long[] {9, 13, 15}) {
      Net net = net(opset, conv, group, bias);
      Run run = Run.of(net, PASS).keepsTheResults();
      assertThat(run.operators()).containsExactly(conv);
      assertThat(net.graph.initializers()).as("nothing is left behind").hasSize(2);
    }
  }

  @Test
  void onChannelsOfTheirOwnItIsFolded() throws InterruptedException {
    Net net = new Net(13);
    Value x = net.in("x", "N", 6, 7, 5);
    Node conv = net.node("Conv", x, net.weight(6, 1, 3, 3)).attribute("group", 6);
    net.out(norm(net, conv.output()).output(), "y");
    Run.of(net, PASS).keepsTheResults();
  }

  @Test
  void weightsThatAnotherConvolutionSharesStayForThat() throws InterruptedException {
    Net net = net(13, "Conv", 1, false);
    Value w = net.graph.value("floats").orElseThrow();
    net.out(net.op("Conv", net.graph.inputs().getFirst(), w), "z");
    Run run = Run.of(net, PASS).keepsTheResults();
    assertThat(run.operators()).containsExactly("Conv", "Conv");
  }

  @Test
  void aConvolutionThatIsUsedElsewhereOrPutOutIsLeft() {
    Net used = net(13, "Conv", 1, true);
    used.out(used.op("Relu", used.graph.value("conv").orElseThrow()), "z");
    Run.of(used, PASS).leavesAllAsItWas();
    Net out = net(13, "Conv", 1, true);
    out.alsoOut(out.graph.value("conv").orElseThrow());
    Run.of(out, PASS).leavesAllAsItWas();
  }

  @Test
  void trainingIsLeft() {
    Net net = net(15, "Conv", 1, true);
    net.graph.nodes().getLast().attribute("training_mode", 1).addOutput("m").addOutput("v");
    Run.of(net, PASS).leavesAllAsItWas();
    Net old = net(13, "Conv", 1, true);
    Node norm = old.graph.nodes().getLast();
    norm.addOutput("m").addOutput("v").addOutput("sm").addOutput("sv");
    Run.of(old, PASS).leavesAllAsItWas();
  }

  @Test
  void parametersThatAreNotKnownAreLeft() {
    Net given = net(13, "Conv", 1, true);
    given.graph.addInput(given.graph.value("floats").orElseThrow());
    Run.of(given, PASS).leavesAllAsItWas();
    Net computed = new Net(13);
    Value x = computed.in("x", "N", 4, 7, 5);
    Value w = computed.op("Exp", computed.weight(6, 4, 3, 2));
    computed.out(norm(computed, computed.op("Conv", x, w)).output(), "y");
    Run.of(computed, PASS).leavesAllAsItWas();
  }

  @Test
  void aNormalizationOfSomethingElseIsLeft() {
    Net net = new Net(13);
    Value x = net.in("x", "N", 6, 7, 5);
    net.out(norm(net, net.op("Relu", x)).output(), "y");
    Run.of(net, PASS).leavesAllAsItWas();
  }

  @Test
  void aDeviationThatIsNoNumberIsLeft() {
    Net net = new Net(13);
    Value x = net.in("x", "N", 1, 3, 3);
    Value conv = net.op("Conv", x, net.weight(1, 1, 1, 1));
    Value minus = net.floats(new float[] {-1}, 1);
    Node norm =
        net.node("BatchNormalization", conv, net.weight(1), net.weight(1), net.weight(1), minus);
    net.out(norm.output(), "y");
    Run.of(net, PASS).leavesAllAsItWas();
  }
}
