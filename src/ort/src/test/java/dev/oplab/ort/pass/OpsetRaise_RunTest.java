package dev.oplab.ort.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.AttributeType;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a pass does to the rest of a model when it raises the opset: a GELU stands beside each
/// operator here, for which opset 20 is needed.
final class OpsetRaise_RunTest {
  private static final String PASS = "fuse-gelu:raise-opset";

  private static Net net(long opset, Consumer<Net> build) {
    Net net = new Net(opset);
    build.accept(net);
    Value g = net.in("g", 4);
    Value erf = net.op("Erf", net.op("Div", g, net.number((float) Math.sqrt(2))));
    Value sum = net.op("Add", erf, net.number(1));
    return net.out(net.op("Mul", net.op("Mul", g, sum), net.number(0.5f)), "gelu");
  }

  private static Arguments of(String name, long opset, Consumer<Net> build) {
    return Arguments.of(name, opset, build);
  }

  private static Consumer<Net> unary(String op, Consumer<Node> more) {
    return net -> {
      Node node = net.node(op, net.in("x", 2, 3, 4, 5));
      more.accept(node);
      net.out(node.output(), "y");
    };
  }

  private static long[] ints(long... values) {
    return values;
  }

  static Stream<Arguments> kept() {
    return Stream.of(
        of(
            "Slice",
            9,
            unary(
                "Slice",
                node ->
                    node.attribute("starts", ints(1, -3))
                        .attribute("ends", ints(99, -1))
                        .attribute("axes", ints(2, 3)))),
        of(
            "Slice without axes",
            9,
            unary(
                "Slice",
                node -> node.attribute("starts", ints(0, 1)).attribute("ends", ints(2, 3)))),
        of(
            "TopK",
            9,
            unary("TopK", node -> node.attribute("k", 2).attribute("axis", 1).addOutput("i"))),
        of("Upsample nearest", 9, net -> upsample(net, "Upsample", "nearest", 2)),
        of("Upsample linear", 9, net -> upsample(net, "Upsample", "linear", 2)),
        of("Upsample by 1.5", 9, net -> upsample(net, "Upsample", "nearest", 1.5f)),
        of("Resize nearest", 10, net -> upsample(net, "Resize", "nearest", 3)),
        of("Resize linear", 10, net -> upsample(net, "Resize", "linear", 2)),
        of("Resize linear, smaller", 10, net -> upsample(net, "Resize", "linear", 0.5f)),
        of("Resize to sizes", 11, OpsetRaise_RunTest::resizeToSizes),
        of("Dropout", 9, unary("Dropout", node -> node.attribute("ratio", 0.3))),
        of(
            "Dropout",
            10,
            unary("Dropout", node -> node.attribute("ratio", 0.3).addOutput("unused"))),
        of("Clip", 9, unary("Clip", node -> node.attribute("min", -0.5).attribute("max", 1.0))),
        of("Clip one side", 10, unary("Clip", node -> node.attribute("min", -0.5))),
        of(
            "Clip of what is computed",
            9,
            net ->
                net.out(
                    net.node(
                            "Clip", net.op("Conv", net.in("x", 1, 3, 4, 4), net.weight(2, 3, 1, 1)))
                        .attribute("max", 0.1)
                        .output(),
                    "y")),
        of("Pad", 9, unary("Pad", node -> node.attribute("pads", ints(0, 1, 0, 2, 0, 0, 3, 0)))),
        of(
            "Pad with a number",
            10,
            unary(
                "Pad",
                node ->
                    node.attribute("pads", ints(0, 1, 0, 2, 0, 0, 3, 0)).attribute("value", 1.5))),
        of(
            "Pad by reflection",
            10,
            unary(
                "Pad",
                node ->
                    node.attribute("pads", ints(0, 0, 1, 2, 0, 0, 1, 2))
                        .attribute("mode", "reflect"))),
        of(
            "Scatter",
            9,
            net ->
                net.out(
                    net.node("Scatter", net.in("x", 2, 3), indices(net), net.weight(1, 3))
                        .attribute("axis", 0)
                        .output(),
                    "y")),
        of("Softmax of the axis 1", 9, unary("Softmax", node -> {})),
        of("Softmax of axis 2", 12, unary("Softmax", node -> node.attribute("axis", 2))),
        of("Softmax of axis -2", 11, unary("Softmax", node -> node.attribute("axis", -2))),
        of("Softmax of axis 0", 12, unary("Softmax", node -> node.attribute("axis", 0))),
        of("Softmax of the last axis", 12, unary("Softmax", node -> node.attribute("axis", 3))),
        of(
            "Softmax of open sizes",
            12,
            net -> net.out(net.op("Softmax", net.op("Relu", net.in("x", "A", "B", "C"))), "y")),
        of("LogSoftmax", 12, unary("LogSoftmax", node -> {})),
        of("Hardmax", 12, unary("Hardmax", node -> node.attribute("axis", 2))),
        of("Softmax as it is since", 13, unary("Softmax", node -> node.attribute("axis", 1))),
        of(
            "Squeeze",
            9,
            net ->
                net.out(
                    net.node("Squeeze", net.in("x", 1, 3, 1))
                        .attribute("axes", ints(0, 2))
                        .output(),
                    "y")),
        of("Squeeze of all", 11, net -> net.out(net.op("Squeeze", net.in("x", 1, 3, 1)), "y")),
        of("Unsqueeze", 11, unary("Unsqueeze", node -> node.attribute("axes", ints(-1, 0)))),
        of(
            "ReduceSum",
            9,
            unary(
                "ReduceSum", node -> node.attribute("axes", ints(1, 3)).attribute("keepdims", 0))),
        of("ReduceSum of all", 12, unary("ReduceSum", node -> {})),
        of("ReduceMax", 9, unary("ReduceMax", node -> node.attribute("axes", ints(2)))),
        of(
            "ReduceL2",
            13,
            unary("ReduceL2", node -> node.attribute("axes", ints(-1)).attribute("keepdims", 0))),
        of("ReduceProd of all", 17, unary("ReduceProd", node -> node.attribute("keepdims", 0))),
        of("Split equally", 9, unary("Split", node -> node.attribute("axis", 2).addOutput("z"))),
        of(
            "Split",
            11,
            unary(
                "Split",
                node -> node.attribute("axis", 3).attribute("split", ints(2, 3)).addOutput("z"))),
        of("Split equally", 13, unary("Split", node -> node.attribute("axis", 2).addOutput("z"))),
        of(
            "BatchNormalization",
            9,
            net ->
                net.out(
                    net.op(
                        "BatchNormalization",
                        net.in("x", 1, 3, 4),
                        net.weight(3),
                        net.weight(3),
                        net.weight(3),
                        net.positive(3)),
                    "y")),
        of(
            "AveragePool",
            9,
            unary(
                "AveragePool",
                node ->
                    node.attribute("kernel_shape", ints(2, 2))
                        .attribute("pads", ints(1, 0, 1, 0))
                        .attribute("count_include_pad", 1))),
        of(
            "MaxPool",
            9,
            unary(
                "MaxPool",
                node ->
                    node.attribute("kernel_shape", ints(3, 3)).attribute("strides", ints(2, 1)))),
        of("RoiAlign", 10, OpsetRaise_RunTest::roiAlign),
        of("GridSample", 16, net -> gridSample(net, "bilinear")),
        of("GridSample", 16, net -> gridSample(net, "bicubic")),
        of("GridSample", 16, net -> gridSample(net, "nearest")),
        of("DFT", 17, net -> net.out(net.node("DFT", net.in("x", 1, 6, 1)).output(), "y")),
        of(
            "DFT of another axis",
            17,
            net ->
                net.out(
                    net.node("DFT", net.in("x", 2, 6, 4, 2))
                        .attribute("axis", 2)
                        .attribute("inverse", 1)
                        .output(),
                    "y")),
        of("LSTM", 9, OpsetRaise_RunTest::lstm),
        of("inside a branch", 11, OpsetRaise_RunTest::branch),
        of("inside a loop", 11, OpsetRaise_RunTest::loop),
        of("Gemm, Concat, Where, Gather, Cast", 9, OpsetRaise_RunTest::several));
  }

  private static Value indices(Net net) {
    return net.graph.addInitializer(Tensor.of("indices", new long[] {1, 0, 1}, 1, 3));
  }

  private static void upsample(Net net, String op, String mode, float scale) {
    Value scales = net.floats(new float[] {1, 1, scale, scale}, 4);
    net.out(net.node(op, net.in("x", 1, 2, 4, 6), scales).attribute("mode", mode).output(), "y");
  }

  private static void resizeToSizes(Net net) {
    Value none = net.floats(new float[0], 0);
    Node node = net.node("Resize", net.in("x", 1, 2, 4, 6), none, none, net.longs(1, 2, 7, 5));
    node.attribute("mode", "cubic")
        .attribute("coordinate_transformation_mode", "pytorch_half_pixel");
    net.out(node.attribute("cubic_coeff_a", -0.75).output(), "y");
  }

  private static void roiAlign(Net net) {
    Value rois = net.floats(new float[] {0, 0, 5, 5, 1, 2, 6, 4}, 2, 4);
    Value of = net.longs(0, 0);
    Node node = net.node("RoiAlign", net.in("x", 1, 2, 8, 8), rois, of);
    node.attribute("output_height", 3).attribute("output_width", 2).attribute("sampling_ratio", 2);
    net.out(node.output(), "y");
  }

  private static void gridSample(Net net, String mode) {
    Value grid = net.weight(1, 3, 3, 2);
    Node node = net.node("GridSample", net.in("x", 1, 2, 5, 5), grid).attribute("mode", mode);
    net.out(node.output(), "y");
  }

  private static void lstm(Net net) {
    Node node = net.node("LSTM", net.in("x", 4, 1, 3), net.weight(1, 8, 3), net.weight(1, 8, 2));
    net.out(node.attribute("hidden_size", 2).output(), "y");
  }

  private static void branch(Net net) {
    Value x = net.in("x", 2, 3, 4);
    Graph then = net.graph.newSubgraph("then");
    Value soft = then.addNode("Softmax", x).output();
    then.addOutput(then.addNode("ReduceMax", soft).attribute("axes", ints(1)).output());
    Graph otherwise = net.graph.newSubgraph("else");
    Value all = otherwise.addNode("ReduceSum", x).attribute("axes", ints(0, 2)).output();
    otherwise.addOutput(otherwise.addNode("Unsqueeze", all).attribute("axes", ints(0)).output());
    Node choice = net.node("If", net.in("yes", DataType.BOOL));
    choice.attribute("then_branch", then).attribute("else_branch", otherwise);
    net.out(choice.output(), "y");
  }

  private static void loop(Net net) {
    Value x = net.in("x", 2, 3, 4);
    Value three = net.graph.addInitializer(Tensor.of("three", new long[] {3}));
    Value go = net.graph.addInitializer(Net.scalar(DataType.BOOL, 1).named("go"));
    Graph body = net.graph.newSubgraph("body");
    body.addInput("round", dev.oplab.onnx.ValueType.tensor(DataType.INT64));
    Value on = body.addInput("on", dev.oplab.onnx.ValueType.tensor(DataType.BOOL));
    Value v = body.addInput("v", dev.oplab.onnx.ValueType.tensor(DataType.FLOAT, 2, 3, 4));
    body.addOutput(body.addNode("Identity", on).output());
    body.addOutput(body.addNode("Softmax", v).output());
    net.out(net.node("Loop", three, go, x).attribute("body", body).output(), "y");
  }

  private static void several(Net net) {
    Value x = net.in("x", 2, 3);
    Value product =
        net.node("Gemm", x, net.weight(4, 3), net.weight(4)).attribute("transB", 1).output();
    Value both = net.node("Concat", product, x).attribute("axis", 1).output();
    Value some = net.node("Gather", both, net.longs(6, 0, 2)).attribute("axis", 1).output();
    Value yes = net.op("Greater", some, net.number(0));
    Value y = net.op("Where", yes, some, net.op("Neg", some));
    net.out(net.node("Cast", y).attribute("to", DataType.DOUBLE.code()).output(), "y");
    net.out(net.node("ArgMax", some).attribute("axis", 1).output(), "z");
    net.out(net.op("Expand", net.op("Tile", x, net.longs(2, 1)), net.longs(2, 1, 1)), "v");
  }

  @ParameterizedTest(name = "{0} of opset {1}")
  @MethodSource("kept")
  void whatIsAroundGoesOnComputingTheSameBits(String name, long opset, Consumer<Net> build)
      throws InterruptedException {
    Net net = net(opset, build);
    Map<String, Tensor> inputs = Outputs.inputs(net.model, 1);
    Outputs before = Outputs.of(net.model, inputs);
    Run run = Run.of(net, PASS);
    assertThat(run.skipped()).isEmpty();
    assertThat(net.model.header().opsets()).containsEntry("", 20L);
    // From opset 19 on, ONNX Runtime adds what it averages in another order.
    boolean otherOrder = name.equals("AveragePool");
    Tolerance tolerance = otherOrder ? new Tolerance(1e-6, 0) : Tolerance.EXACT;
    without(Outputs.of(net.model, inputs)).assertSameAs(without(before), tolerance, name);
  }

  private static Outputs without(Outputs outputs) {
    Map<String, Tensor> others = new LinkedHashMap<>(outputs.tensors());
    others.remove("gelu");
    return new Outputs(others);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        of("rounding", 10, net -> upsample(net, "Resize", "nearest", 0.5f)),
        of("its mask is used", 9, net -> net.alsoOut(mask(net))),
        of("its mask is used", 11, net -> net.alsoOut(mask(net))),
        of("it has the outputs of training", 13, OpsetRaise_RunTest::training),
        of(
            "its ceil_mode counts differently",
            13,
            unary(
                "AveragePool",
                node -> node.attribute("kernel_shape", ints(2, 2)).attribute("ceil_mode", 1))),
        of("tf_half_pixel_for_nn ends", 11, OpsetRaise_RunTest::halfPixel),
        of("Swirl as in Swirl 'swirl' is not known here", 12, unary("Swirl", node -> {})),
        of(
            "the element type of its input is not known",
            9,
            net ->
                net.out(
                    net.node("Clip", net.node("Swirl", net.in("x", 2)).domain("mine").output())
                        .attribute("min", 0.5)
                        .output(),
                    "y")),
        of("opsets below 9 are not raised here", 8, unary("Relu", node -> {})));
  }

  private static Value mask(Net net) {
    Node node = net.node("Dropout", net.in("x", 3)).addOutput("mask");
    net.out(node.output(), "y");
    return node.output(1);
  }

  private static void training(Net net) {
    Node node =
        net.node(
            "BatchNormalization",
            net.in("x", 1, 3, 4),
            net.weight(3),
            net.weight(3),
            net.weight(3),
            net.positive(3));
    net.out(node.addOutput("m").addOutput("v").output(), "y");
  }

  private static void halfPixel(Net net) {
    Value none = net.floats(new float[0], 0);
    Value scales = net.floats(new float[] {1, 1, 2, 2}, 4);
    Node node = net.node("Resize", net.in("x", 1, 2, 4, 6), none, scales);
    node.attribute("coordinate_transformation_mode", "tf_half_pixel_for_nn");
    net.out(node.output(), "y");
  }

  @ParameterizedTest(name = "{0}, opset {1}")
  @MethodSource("refused")
  void whatCannotBeKeptIsRefusedByName(String reason, long opset, Consumer<Net> build) {
    Net net = net(opset, build);
    Run run = Run.of(net, PASS);
    assertThat(run.skipped())
        .startsWith("the opset cannot be raised from %d to 20: ".formatted(opset))
        .contains(reason);
    run.leavesAllAsItWas();
  }

  @Test
  void nothingIsRaisedWhereNothingIsRewritten() {
    Net net = new Net(12);
    net.out(net.op("Softmax", net.in("x", 2, 3, 4)), "y");
    Run.of(net, PASS).leavesAllAsItWas();
  }

  @ParameterizedTest
  @ValueSource(longs = {12, 13})
  void functionsAreRaisedWithTheModel(long opset) throws InterruptedException {
    Net net =
        net(
            opset,
            each -> {
              each.model.irVersion(8).opset("mine", 1);
              LocalFunction bare = LocalFunction.create("mine", "Sums", opset, "X");
              Graph body = bare.body();
              Value x = body.inputs().getFirst();
              Node max = body.addNode("ReduceMax", x).attribute("axes", ints(1));
              body.addOutput(body.addNode("Add", max.output(), x).output());
              each.model.addFunction(bare);
              each.out(each.node("Sums", each.in("x", 2, 3)).domain("mine").output(), "y");
            });
    Run.of(net, PASS).keepsTheResults();
    assertThat(net.model.functions().getFirst().opsets()).containsEntry("", 20L);
  }

  @Test
  void anAttributeThatAFunctionsCallerGivesIsRefused() {
    Net net =
        net(
            12,
            each -> {
              each.model.irVersion(8).opset("mine", 1);
              LocalFunction bare = LocalFunction.create("mine", "Max", 12, "X");
              Graph body = bare.body();
              Node max = body.addNode("ReduceMax", body.inputs().getFirst());
              max.attribute("axes", new Attribute.Reference("axes", AttributeType.INTS));
              body.addOutput(max.output());
              each.model.addFunction(
                  new LocalFunction(
                      "mine", "Max", "", List.of("axes"), Map.of(), bare.opsets(), "", body));
              Node call = each.node("Max", each.in("x", 2, 3)).domain("mine");
              each.out(call.attribute("axes", ints(1)).output(), "y");
            });
    assertThat(Run.of(net, PASS).skipped())
        .contains("it has an attribute that a function's caller gives");
  }
}
