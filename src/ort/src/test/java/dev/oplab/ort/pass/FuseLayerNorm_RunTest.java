package dev.oplab.ort.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FuseLayerNorm_RunTest {
  private static final String PASS = "fuse-layernorm";

  /// How a normalization is written; every method changes one thing.
  static final class Form {
    long opset = 17;
    boolean product;
    boolean power;
    int division;
    boolean swapped;
    boolean constants;
    long[] axes = {-1};
    long[] sizes = {6};
    boolean scaled = true;
    boolean moved = true;
    Object[] shape = {"N", 5, 6};
    boolean keep = true;
    long @Nullable [] varianceAxes;
    float[] epsilon = {1e-5f};
    long[] epsilonShape = {};

    private Value reduce(Net net, Value of, long[] over) {
      if (opset >= 18) {
        Node node = net.node("ReduceMean", of, net.longs(over));
        return keep ? node.output() : node.attribute("keepdims", 0).output();
      }
      Node node = net.node("ReduceMean", of).attribute("axes", over);
      return keep ? node.output() : node.attribute("keepdims", 0).output();
    }

    private Value number(Net net, float value) {
      return constants ? net.constant(value) : net.number(value);
    }

    private Value both(Net net, String op, Value a, Value b) {
      return swapped ? net.op(op, b, a) : net.op(op, a, b);
    }

    Net net() {
      Net net = new Net(opset);
      return build(net, net.in("x", shape));
    }

    Net build(Net net, Value x) {
      Value centred = net.op("Sub", x, reduce(net, x, axes)).rename("centred");
      Value square =
          product ? net.op("Mul", centred, centred) : net.op("Pow", centred, number(net, 2));
      Value variance = reduce(net, square, varianceAxes == null ? axes : varianceAxes);
      Value small =
          epsilonShape.length == 0 ? number(net, epsilon[0]) : net.floats(epsilon, epsilonShape);
      Value sum = both(net, "Add", variance, small);
      Value deviation = power ? net.op("Pow", sum, number(net, 0.5f)) : net.op("Sqrt", sum);
      Value y =
          switch (division) {
            case 0 -> net.op("Div", centred, deviation);
            case 1 -> both(net, "Mul", centred, net.op("Reciprocal", deviation));
            default -> both(net, "Mul", centred, net.op("Div", number(net, 1), deviation));
          };
      y.rename("normal");
      if (scaled) {
        y = both(net, "Mul", y, net.positive(sizes)).rename("scaled");
      }
      if (moved) {
        y = both(net, "Add", y, net.weight(sizes));
      }
      return net.out(y, "y");
    }
  }

  private static Form form() {
    return new Form();
  }

  static Stream<Form> written() {
    return IntStream.range(0, 96)
        .mapToObj(i -> {
          Form form = form();
          form.product = (i & 1) != 0;
          form.power = (i & 2) != 0;
          form.swapped = (i & 4) != 0;
          form.division = i / 8 % 3;
          form.opset = i / 24 % 2 == 0 ? 17 : 18;
          form.constants = i / 48 != 0;
          return form;
        });
  }

  @ParameterizedTest
  @MethodSource("written")
  void everyFormIsFused(Form form) throws InterruptedException {
    Net net = form.net();
    Run run = Run.of(net, PASS).keepsTheResults();
    assertThat(run.operators()).containsExactly("LayerNormalization");
    assertThat(net.graph.initializers()).hasSize(2);
  }

  @Test
  void severalLastAxesInAnyOrderAreOneNormalization() throws InterruptedException {
    for (long[] axes : List.of(new long[] {-2, -1}, new long[] {-1, -2}, new long[] {1, 2})) {
      Form form = form();
      form.axes = axes;
      form.varianceAxes = new long[] {1, -1};
      form.sizes = new long[] {5, 6};
      Net net = form.net();
      assertThat(Run.of(net, PASS).keepsTheResults().operators()).hasSize(1);
    }
  }

  @Test
  void axesCountedFromTheFrontNeedTheRank() throws InterruptedException {
    Form form = form();
    form.axes = new long[] {2};
    Run.of(form.net(), PASS).keepsTheResults();
    Net net = new Net(17);
    Value x = net.in("x", "N", 5, 6);
    Value hidden = net.op("Relu", net.op("MatMul", x, net.weight(6, 6)));
    Run.of(form.build(net, hidden), PASS).keepsTheResults();
    form.axes = new long[] {1};
    form.sizes = new long[] {6};
    Run.of(form.net(), PASS).leavesAllAsItWas();
  }

  @Test
  void withoutBiasOrScaleItIsFusedToo() throws InterruptedException {
    Form noBias = form();
    noBias.moved = false;
    assertThat(Run.of(noBias.net(), PASS).keepsTheResults().operators()).hasSize(1);
    Form neither = form();
    neither.moved = false;
    neither.scaled = false;
    Net net = neither.net();
    assertThat(Run.of(net, PASS).keepsTheResults().operators()).hasSize(1);
    assertThat(net.graph.initializers()).hasSize(1);
    Form noScale = form();
    noScale.scaled = false;
    assertThat(Run.of(noScale.net(), PASS).keepsTheResults().operators()).hasSize(1);
  }

  @Test
  void withoutScaleTheSizesMustBeKnown() {
    Form form = form();
    form.moved = false;
    form.scaled = false;
    form.shape = new Object[] {"N", "S", "C"};
    Run.of(form.net(), PASS).leavesAllAsItWas();
  }

  @Test
  void aScaleThatIsComputedStaysAProduct() throws InterruptedException {
    Form form = form();
    form.scaled = false;
    form.moved = false;
    Net net = form.net();
    Value scale = net.op("Exp", net.in("s", 6));
    Value y = net.graph.outputs().getFirst().rename("before");
    net.graph.setOutput(0, net.op("Mul", y, scale).rename("y"));
    assertThat(Run.of(net, PASS).keepsTheResults().operators())
        .containsExactly("LayerNormalization", "Exp", "Mul");
  }

  @Test
  void parametersThatACallerMayGiveAreTakenIn() throws InterruptedException {
    Net net = form().net();
    net.graph.addInput(net.graph.value("floats").orElseThrow());
    assertThat(Run.of(net, PASS).keepsTheResults().operators()).hasSize(1);
  }

  @Test
  void theFormOfTensorFlowIsFused() throws InterruptedException {
    Net net = new Net(17);
    Value x = net.in("x", "N", 6);
    Value mean = net.node("ReduceMean", x).attribute("axes", new long[] {-1}).output();
    Value centred = net.op("Sub", x, mean);
    Value square = net.op("Mul", centred, centred);
    Value variance = net.node("ReduceMean", square).attribute("axes", new long[] {-1}).output();
    Value deviation = net.op("Sqrt", net.op("Add", variance, net.number(1e-3f)));
    Value factor = net.op("Mul", net.op("Reciprocal", deviation), net.positive(6));
    Value moved = net.op("Sub", net.weight(6), net.op("Mul", mean, factor));
    net.out(net.op("Add", net.op("Mul", x, factor), moved), "y");
    assertThat(Run.of(net, PASS).keepsTheResults().operators())
        .containsExactly("LayerNormalization");
  }

  /// What PyTorch writes for 16-bit numbers: the deviation is computed in 32 bits.
  private static Net half(boolean castBack) {
    Net net = new Net(17);
    Value x = net.in("x", DataType.FLOAT16, "N", 6);
    Value mean = net.node("ReduceMean", x).attribute("axes", new long[] {-1}).output();
    Value wide = net.node("Cast", net.op("Sub", x, mean)).attribute("to", 1).output();
    Value square = net.op("Pow", wide, net.number(2));
    Value variance = net.node("ReduceMean", square).attribute("axes", new long[] {-1}).output();
    Value deviation = net.op("Sqrt", net.op("Add", variance, net.number(1e-5f)));
    Value y = net.op("Div", wide, deviation);
    if (castBack) {
      Value narrow = net.node("Cast", y).attribute("to", 10).output();
      y = net.op("Add", net.op("Mul", narrow, net.halves(6)), net.halves(6));
    }
    return net.out(y, "y");
  }

  @Test
  void sixteenBitNumbersCastToThirtyTwoAndBackAreFused() throws InterruptedException {
    Net net = half(true);
    Run run = Run.of(net, PASS).keepsTheResults(Tolerance.half());
    assertThat(run.operators()).containsExactly("LayerNormalization");
  }

  @Test
  void sixteenBitNumbersThatAreNotCastBackAreLeft() {
    Run.of(half(false), PASS).leavesAllAsItWas();
  }

  @Test
  void doublesAreLeftAsTheFusedOperatorRoundsThem() {
    Net net = new Net(17);
    Value x = net.in("x", DataType.DOUBLE, "N", 6);
    Value mean = net.node("ReduceMean", x).attribute("axes", new long[] {-1}).output();
    Value centred = net.op("Sub", x, mean);
    Value square = net.op("Mul", centred, centred);
    Value variance = net.node("ReduceMean", square).attribute("axes", new long[] {-1}).output();
    Value sum = net.op("Add", variance, net.number(DataType.DOUBLE, 1e-5));
    net.out(net.op("Div", centred, net.op("Sqrt", sum)), "y");
    Run.of(net, PASS).leavesAllAsItWas();
  }

  @Test
  void meansOverDifferentAxesAreLeft() {
    Form form = form();
    form.varianceAxes = new long[] {-2};
    Run.of(form.net(), PASS).leavesAllAsItWas();
    Form first = form();
    first.axes = new long[] {0};
    first.sizes = new long[] {6};
    Run.of(first.net(), PASS).leavesAllAsItWas();
  }

  @Test
  void meansThatDropTheAxisAreLeft() {
    Form form = form();
    form.keep = false;
    form.shape = new Object[] {6, 6};
    Run.of(form.net(), PASS).leavesAllAsItWas();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void anEpsilonOfSeveralNumbersIsLeftAndAListOfOneIsNot(int count) throws InterruptedException {
    Form form = form();
    form.epsilon = new float[count];
    java.util.Arrays.fill(form.epsilon, 1e-5f);
    form.epsilonShape = new long[] {count};
    if (count == 1) {
      Run.of(form.net(), PASS).keepsTheResults();
    } else {
      Run.of(form.net(), PASS).leavesAllAsItWas();
    }
  }

  @Test
  void aMiddleThatIsUsedElsewhereOrPutOutIsLeft() {
    Net used = form().net();
    used.out(used.op("Neg", used.graph.value("centred").orElseThrow()), "z");
    Run.of(used, PASS).leavesAllAsItWas();
    Net out = form().net();
    out.alsoOut(out.graph.value("centred").orElseThrow());
    Run.of(out, PASS).leavesAllAsItWas();
  }

  @Test
  void aNormalizedValueThatIsPutOutIsTheEndOfIt() throws InterruptedException {
    Net net = form().net();
    net.alsoOut(net.graph.value("normal").orElseThrow());
    assertThat(Run.of(net, PASS).keepsTheResults().operators())
        .containsExactly("LayerNormalization", "Mul", "Add");
    Net scaled = form().net();
    scaled.alsoOut(scaled.graph.value("scaled").orElseThrow());
    assertThat(Run.of(scaled, PASS).keepsTheResults().operators())
        .containsExactly("LayerNormalization", "Add");
  }

  @Test
  void aScaleThatWidensTheResultIsNotPartOfIt() throws InterruptedException {
    Form form = form();
    form.shape = new Object[] {"N", 5, 1};
    Net net = form.net();
    assertThat(Run.of(net, PASS).keepsTheResults().operators())
        .containsExactly("LayerNormalization", "Mul", "Add");
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 11, 12, 13, 14, 16})
  void theOpsetIsRaisedFromWhereExportersWrite(long opset) throws InterruptedException {
    Form form = form();
    form.opset = opset;
    Net net = form.net();
    assertThat(Run.of(net, PASS).skipped()).contains("it needs opset 17");
    assertThat(Run.of(net, PASS + ":raise-opset").keepsTheResults().operators()).hasSize(1);
    assertThat(net.model.header().opsets()).containsEntry("", 17L);
  }
}
