package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.internal.Inference;
import dev.oplab.testkit.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InferenceTest {
  private final Surgeon g = Surgeon.create(18);
  private final Value x = g.input("x", DataType.FLOAT, "N", 3, 8, 8);
  private final Value row = g.input("row", DataType.FLOAT16, 4);
  private final Value ids = g.input("ids", DataType.INT64, "N", 7);

  private static Arguments of(String expected, String op, Object inputs, Map<String, ?> attrs) {
    return Arguments.of(expected, op, inputs, attrs);
  }

  static Stream<Arguments> operators() {
    Map<String, Object> none = Map.of();
    return Stream.of(
        of("float32[N, 3, 8, 8]", "Relu", List.of("x"), none),
        of("int64[N, 3, 8, 8]", "Cast", List.of("x"), Map.of("to", DataType.INT64)),
        of("bool[N, 3, 8, 8]", "Equal", List.of("x", 1f), none),
        of("float32[N, 3, 8, 8]", "Add", List.of("x", new float[] {1}), none),
        of("float16[2, 4]", "Add", List.of("row", new float[2][1]), none),
        of("float32[N, 1, 1, 8]", "ReduceSum", List.of("x", new long[] {1, 2}), none),
        of(
            "float32[N, 8]",
            "ReduceMax",
            List.of("x"),
            Map.of("axes", new long[] {1, -1}, "keepdims", 0)),
        of("float32[]", "ReduceMax", List.of("x"), Map.of("keepdims", 0)),
        of("int64[N, 1, 8, 8]", "ArgMax", List.of("x"), Map.of("axis", 1)),
        of(
            "float32[N, 8, 3, 8]",
            "Transpose",
            List.of("x"),
            Map.of("perm", new long[] {0, 2, 1, 3})),
        of("float32[8, 8, 3, N]", "Transpose", List.of("x"), none),
        of("float32[N, 192]", "Reshape", List.of("x", new long[] {0, 192}), none),
        of("float32[?, 64]", "Reshape", List.of("x", new long[] {-1, 64}), none),
        of("float32[N, 24, 8]", "Reshape", List.of("x", new long[] {0, -1, 8}), none),
        of("float32[1, ?, 192]", "Reshape", List.of("x", new long[] {1, -1, 192}), none),
        of("?", "Reshape", List.of("unranked", new long[] {0, -1}), none),
        of("float16[2, 2]", "Reshape", List.of("row", new long[] {-1, 2}), none),
        of("float32[?, 192]", "Reshape", List.of("x", new long[] {-1, 192}), none),
        of("float32[N, 3, 8, 5]", "MatMul", List.of("x", new float[8][5]), none),
        of("int64[N, 5]", "Gemm", List.of("ids", new long[7][5]), none),
        of("float32[N, 192]", "Flatten", List.of("x"), none),
        of("float32[1, N, 3, 8, 8, 1]", "Unsqueeze", List.of("x", new long[] {0, -1}), none),
        of("float32[3, 8, 8]", "Squeeze", List.of("x", new long[] {0}), none),
        of("float32[N, 6, 8, 8]", "Concat", List.of("x", "x"), Map.of("axis", 1)),
        of("float32[N, 7, 3, 8, 8]", "Gather", List.of("x", "ids"), none),
        of(
            "float32[N, 2, 8, 8]",
            "Slice",
            List.of("x", new long[] {1}, new long[] {9}, new long[] {1}),
            none),
        of("int64[4]", "Shape", List.of("x"), none),
        of("int64[2]", "Shape", List.of("x"), Map.of("start", 1, "end", -1)),
        of("int64[?]", "Shape", List.of("unranked"), none),
        of("int64[]", "Size", List.of("unranked"), none),
        of(
            "float32[N, 5, 4, 4]",
            "Conv",
            List.of("x", new float[5][3][3][3]),
            Map.of("strides", new long[] {2, 2}, "pads", new long[] {1, 1, 1, 1})),
        of("float32[N, 5, 6, 6]", "Conv", List.of("x", new float[5][3][3][3]), none),
        of(
            "float32[N, 3, 4, 4]",
            "MaxPool",
            List.of("x"),
            Map.of("kernel_shape", new long[] {2, 2}, "strides", new long[] {2, 2})),
        of("float32[N, 3, 1, 1]", "GlobalAveragePool", List.of("x"), none),
        of("float32[?, ?, ?, ?]", "Resize", List.of("x"), none),
        of("uint8[N, 3, 8, 8]", "QuantizeLinear", List.of("x", 1f), none),
        of("float32[2, 3]", "ConstantOfShape", List.of(new long[] {2, 3}), none),
        of("float16[1, 3, 8, 4]", "Expand", List.of("row", "shape"), none),
        of("float32[N, 3, 8, 8]", "LayerNormalization", List.of("x", new float[8]), none),
        of("int64[4, ?]", "NonZero", List.of("x"), none),
        of("float32[...]", "Einsum", List.of("x", "x"), Map.of("equation", "abcd,abcd->a")),
        of("?", "Mystery", List.of("x"), none),
        of("?", "Relu", List.of("unranked"), none));
  }

  @ParameterizedTest
  @MethodSource("operators")
  void whatFollowsIsKnown(
      String expected, String op, List<Object> inputs, Map<String, Object> attributes) {
    g.constant("shape", new long[] {1, 3, 8, 1});
    g.layer("Mystery").domain("my").in(x).out("unranked");
    Value y = g.layer(op).in(inputs).attrs(attributes).out("y");
    String found = new Inference().of(y).toString();
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void severalOutputsHaveTypesOfTheirOwn() {
    Node top = g.layer("TopK").in(x, new long[] {2}).node("values", "places");
    List<Value> parts = g.layer("Split").in(row, new long[] {1, 3}).outs("one", "three");
    List<Value> even = g.layer("Split").in(row).outs(2);
    Node dropout = g.layer("Dropout").in(x).node("d", "mask");
    Inference inference = new Inference();
    assertThat(inference.of(top.output(0))).hasToString("float32[N, 3, 8, 2]");
    assertThat(inference.of(top.output(1))).hasToString("int64[N, 3, 8, 2]");
    assertThat(inference.of(parts.getFirst())).hasToString("float16[1]");
    assertThat(inference.of(parts.getLast())).hasToString("float16[3]");
    assertThat(inference.of(even.getLast())).hasToString("float16[2]");
    assertThat(inference.of(dropout.output(1))).hasToString("bool[N, 3, 8, 8]");
  }

  @Test
  void branchesThatAgreeSayTheType() {
    Value flag = g.input("flag", DataType.BOOL);
    Node same = Nets.branch(g, flag, "same", (s, _) -> s.layer("Neg").in(x).out());
    Node sizes =
        g.layer("If")
            .in(flag)
            .attr("then_branch", g.subgraph("a", (_, _) -> x))
            .attr("else_branch", g.subgraph("b", (s, _) -> s.constant("k", 1f)))
            .node("sizes");
    Node types =
        g.layer("If")
            .in(flag)
            .attr("then_branch", g.subgraph("a", (_, _) -> x))
            .attr("else_branch", g.subgraph("b", (_, _) -> ids))
            .node("types");
    Inference inference = new Inference();
    assertThat(inference.of(same.output())).hasToString("float32[N, 3, 8, 8]");
    assertThat(inference.of(sizes.output())).hasToString("float32[...]");
    assertThat(inference.of(types.output())).hasToString("?");
  }

  @Test
  void whatIsStatedIsBelievedAndWhatItLeavesOpenFollows() {
    Value y = g.layer("Relu").in(x).out("y");
    g.dataType(y, DataType.FLOAT);
    assertThat(new Inference().of(y)).hasToString("float32[N, 3, 8, 8]");
    g.dataType(y, DataType.FLOAT16);
    assertThat(new Inference().of(y)).hasToString("float16[...]");
  }

  @Test
  void oddModelsAreNoHindrance() {
    List<Value> odd =
        List.of(
            g.layer("Transpose").in(x).attr("perm", 7, -9).out(),
            g.layer("Reshape").in(x, new long[] {-5, -1, -1}).out(),
            g.layer("Concat").in(x, row).attr("axis", 9).out(),
            g.layer("Slice").in(x, new long[] {1}, new long[] {2}, new long[] {40}).out(),
            g.layer("Conv").in(x, row).attr("strides", 0, 0).attr("kernel_shape", 1, 1).out(),
            g.layer("Gather").in(x, ids).attr("axis", 17).out(),
            g.layer("Unsqueeze").in(x, new long[] {Long.MIN_VALUE}).out(),
            g.layer("Squeeze").in(x, new long[] {Long.MAX_VALUE}).out(),
            g.layer("Split").in(x).attr("axis", -40).out(),
            g.layer("Add").out(),
            g.layer("MatMul").in(x).out(),
            g.layer("Reshape").in(x, Tensor.full(DataType.INT64, 1L << 62, 3)).out());
    Inference inference = new Inference();
    assertThat(odd).allSatisfy(value -> assertThat(inference.of(value)).isNotNull());
  }

  @Test
  void aCircleEnds() {
    Surgeon chain = Nets.chain(3);
    chain.nodes().forEach(node -> node.output().type(new dev.oplab.onnx.ValueType.UnknownType()));
    chain.node("r0").setInput(0, chain.tensor("v2"));
    assertThat(new Inference().of(chain.tensor("v2"))).hasToString("?");
  }

  @Test
  void theTypesOfARealNetworkFollowFromItsInput() {
    Surgeon real = Surgeon.open(Fixtures.mobilenet());
    Inference inference = new Inference();
    for (Node node : real.nodes()) {
      for (Optional<Value> output : node.outputs()) {
        assertThat(inference.of(output.orElseThrow()).toString())
            .startsWith("float32[")
            .doesNotContain("?");
      }
    }
    assertThat(inference.of(real.nodes("GlobalAveragePool").getLast().output()).toString())
        .endsWith(", 1, 1]");
  }
}
