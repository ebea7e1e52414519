package dev.oplab.ort.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FuseGelu_RunTest {
  private static final String PASS = "fuse-gelu";
  private static final float ROOT = (float) Math.sqrt(2);
  private static final float BETA = (float) Math.sqrt(2 / Math.PI);

  /// A part of the formula, written with a network.
  private interface Form extends BiFunction<Net, Value, Value> {}

  private static Value times(Net net, Value a, Value b) {
    return net.op("Mul", a, b);
  }

  private static List<Form> functions() {
    return List.of(
        (n, x) -> n.op("Erf", n.op("Div", x, n.number(ROOT))),
        (n, x) -> n.op("Erf", times(n, x, n.constant(1 / ROOT))),
        (n, x) -> n.op("Erf", times(n, n.number(1 / ROOT), x)));
  }

  private static List<Form> tangents() {
    return List.of(
        (n, x) -> { // PyTorch's exporter
          Value cube = times(n, x, times(n, x, x));
          Value sum = n.op("Add", x, times(n, n.constant(0.044715f), cube));
          return n.op("Tanh", times(n, n.constant(BETA), sum));
        },
        (n, x) -> { // "gelu_new"
          Value cube = n.op("Pow", x, n.number(3));
          Value sum = n.op("Add", times(n, cube, n.number(0.044715f)), x);
          return n.op("Tanh", times(n, sum, n.number(BETA)));
        },
        (n, x) -> { // "gelu_fast"
          Value square = times(n, times(n, x, n.number(0.044715f)), x);
          Value sum = n.op("Add", n.number(1), square);
          return n.op("Tanh", times(n, times(n, x, n.number(BETA)), sum));
        },
        (n, x) -> {
          Value square = times(n, n.op("Pow", x, n.number(2)), n.number(0.044715f));
          return n.op(
              "Tanh", times(n, n.number(BETA), times(n, x, n.op("Add", square, n.number(1)))));
        });
  }

  /// The ways to put `x`, one half and one plus the function together.
  private static List<BiFunction<Net, Value[], Value>> products() {
    return List.of(
        (n, v) -> times(n, times(n, v[0], v[1]), n.number(0.5f)),
        (n, v) -> times(n, n.constant(0.5f), times(n, v[0], v[1])),
        (n, v) -> times(n, times(n, v[0], n.number(0.5f)), v[1]),
        (n, v) -> times(n, v[1], times(n, n.number(0.5f), v[0])),
        (n, v) -> times(n, v[0], times(n, v[1], n.number(0.5f))),
        (n, v) -> n.op("Div", times(n, v[1], v[0]), n.number(2)),
        (n, v) -> times(n, n.op("Div", v[0], n.number(2)), v[1]),
        (n, v) -> times(n, n.op("Div", v[1], n.number(2)), v[0]));
  }

  static Stream<Arguments> all() {
    return Stream.of(false, true)
        .flatMap(tanh -> {
          int count = tanh ? tangents().size() : functions().size();
          return Stream.iterate(0, i -> i + 1)
              .limit(count)
              .flatMap(f ->
                  Stream.iterate(0, i -> i + 1)
                      .limit(products().size())
                      .map(p -> Arguments.of(tanh, f, p)));
        });
  }

  private static Net net(long opset, boolean tanh, int function, int product) {
    Net net = new Net(opset);
    Value x = net.in("x", "N", 7);
    Value part = (tanh ? tangents() : functions()).get(function).apply(net, x);
    Value sum =
        product % 2 == 0 ? net.op("Add", part, net.number(1)) : net.op("Add", net.number(1), part);
    sum.rename("sum");
    return net.out(products().get(product).apply(net, new Value[] {x, sum}), "y");
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyOrderOfEveryFormIsFused(boolean tanh, int function, int product)
      throws InterruptedException {
    Net net = net(20, tanh, function, product);
    Run run = Run.of(net, PASS).keepsTheResults();
    assertThat(run.operators()).containsExactly("Gelu");
    assertThat(net.graph.initializers()).isEmpty();
    assertThat(net.graph.nodes().getFirst().attribute("approximate"))
        .isEqualTo(
            tanh
                ? java.util.Optional.of(new Attribute.StringValue("tanh"))
                : java.util.Optional.empty());
  }

  @Test
  void theOpsetIsRaisedWithWhatIsAround() throws InterruptedException {
    for (boolean tanh : new boolean[] {false, true}) {
      Net net = net(12, tanh, 0, 0);
      Value y = net.graph.outputs().getFirst();
      net.out(net.node("ReduceMean", y).attribute("axes", new long[] {1}).output(), "z");
      assertThat(Run.of(net, PASS).skipped())
          .isEqualTo("it needs opset 20, the model has 12. Fix: run 'fuse-gelu:raise-opset'.");
      Run.of(net, "fuse-gelu:raise-opset").keepsTheResults();
      assertThat(net.model.header().opsets()).containsEntry("", 20L);
    }
  }

  @Test
  void otherConstantsAreLeft() {
    Net half = new Net(20);
    Value x = half.in("x", 3);
    Value sum = half.op("Add", functions().getFirst().apply(half, x), half.number(1));
    half.out(times(half, times(half, x, sum), half.number(0.4999f)), "y");
    Run.of(half, PASS).leavesAllAsItWas();
    Net root = new Net(20);
    x = root.in("x", 3);
    sum = root.op("Add", root.op("Erf", root.op("Div", x, root.number(1.414f))), root.number(1));
    root.out(times(root, times(root, x, sum), root.number(0.5f)), "y");
    Run.of(root, PASS).leavesAllAsItWas();
    Net cubic = new Net(20);
    x = cubic.in("x", 3);
    Value cube = times(cubic, cubic.op("Pow", x, cubic.number(3)), cubic.number(0.0447f));
    Value inner = times(cubic, cubic.op("Add", x, cube), cubic.number(BETA));
    sum = cubic.op("Add", cubic.op("Tanh", inner), cubic.number(1));
    cubic.out(times(cubic, times(cubic, x, sum), cubic.number(0.5f)), "y");
    Run.of(cubic, PASS).leavesAllAsItWas();
  }

  @Test
  void theSigmoidApproximationIsAnotherFunction() {
    Net net = new Net(20);
    Value x = net.in("x", 3);
    net.out(times(net, x, net.op("Sigmoid", times(net, x, net.number(1.702f)))), "y");
    Run.of(net, PASS).leavesAllAsItWas();
  }

  @Test
  void twoDifferentInputsAreLeft() {
    Net net = new Net(20);
    Value x = net.in("x", 3);
    Value other = net.in("other", 3);
    Value sum = net.op("Add", functions().getFirst().apply(net, x), net.number(1));
    net.out(times(net, times(net, other, sum), net.number(0.5f)), "y");
    Run.of(net, PASS).leavesAllAsItWas();
  }

  @Test
  void aMiddleThatIsUsedElsewhereOrPutOutIsLeft() {
    Net used = net(20, false, 0, 0);
    used.out(used.op("Neg", used.graph.value("sum").orElseThrow()), "z");
    Run.of(used, PASS).leavesAllAsItWas();
    Net out = net(20, true, 0, 0);
    out.alsoOut(out.graph.value("sum").orElseThrow());
    Run.of(out, PASS).leavesAllAsItWas();
  }

  @Test
  void aConstantThatMayAddADimensionIsLeft() {
    Net net = new Net(20);
    Value x = net.graph.addInput("x", ValueType.tensor(dev.oplab.onnx.DataType.FLOAT, 3));
    Value sum = net.op("Add", functions().getFirst().apply(net, x), net.number(1));
    net.out(times(net, times(net, x, sum), net.floats(new float[] {0.5f}, 1, 1)), "y");
    Run.of(net, PASS).leavesAllAsItWas();
  }

  @Test
  void doublesAreFusedToo() throws InterruptedException {
    Net net = new Net(20);
    Value x = net.in("x", dev.oplab.onnx.DataType.DOUBLE, 5);
    var type = dev.oplab.onnx.DataType.DOUBLE;
    Value erf = net.op("Erf", net.op("Div", x, net.number(type, Math.sqrt(2))));
    Value sum = net.op("Add", erf, net.number(type, 1));
    net.out(times(net, times(net, x, sum), net.number(type, 0.5)), "y");
    Run run = Run.of(net, PASS);
    assertThat(run.operators()).containsExactly("Gelu");
  }
}
