package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.testkit.Fixtures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The five examples with which graph surgery is taught.
class CourseExamplesTest {

  @Test
  void aConvolutionIsCreated() {
    Surgeon g = Surgeon.create(13);
    Value x = g.input("X", DataType.FLOAT, 1, 3, 224, 224);
    Tensor weights = Tensor.of("W", new float[5 * 3 * 3 * 3], 5, 3, 3, 3);
    g.outputs(g.layer("Conv", List.of(x, weights), "Y", Map.of("kernel_shape", List.of(3, 3))));
    g.type(g.tensor("Y"), DataType.FLOAT, 1, 5, 222, 222);

    Model model = Nets.reread(g.model());
    Node conv = model.graph().nodes().getFirst();
    assertThat(conv.opType()).isEqualTo("Conv");
    assertThat(conv.input(1).orElseThrow().initializer().orElseThrow().shape())
        .hasToString("[5, 3, 3, 3]");
    assertThat(model.graph().outputs().getFirst()).hasToString("'Y': float32[1, 5, 222, 222]");
  }

  @Test
  void aNetworkIsBuiltFromRegisteredFunctions() {
    Surgeon g = Surgeon.create(13);
    g.register("add", (s, in) -> s.layer("Add", in, "add_out"));
    g.register("mul", (s, in) -> s.layer("Mul", in, "mul_out"));
    g.register("gemm", (s, in) -> s.layer("Gemm", in, "gemm_out", Map.of("transB", 1)));
    g.register("relu", (s, in) -> s.layer("Relu", in, "act_out"));

    Value x = g.input("X", DataType.FLOAT, 64, 64);
    Tensor a = Tensor.of("A", new float[64 * 64], 64, 64);
    Value dense = g.call("relu", g.call("add", g.call("gemm", x, a), new float[64]));
    g.outputs(g.call("add", g.call("mul", dense, 2f), dense));
    g.type(g.graph().outputs().getFirst(), DataType.FLOAT, 64, 64);

    assertThat(Nets.ops(Nets.reread(g.model()).graph()))
        .containsExactly("Gemm", "Add", "Relu", "Mul", "Add");
    assertThat(g.graph().outputs().getFirst().name()).isEqualTo("add_out_1");
  }

  @Test
  void aBlockIsCutOutOfABiggerModel() {
    Surgeon g = Surgeon.open(Fixtures.mobilenet());
    Node first = g.nodes("Conv").get(1);
    Node last = g.nodes("Conv").get(3);
    String from = first.input(0).orElseThrow().name();
    String to = last.output().name();
    Model block =
        Nets.reread(
            g.extract(List.of(from + ":float32[1,16,112,112]"), List.of(to + ":float32[?,?,?,?]")));
    assertThat(block.graph().nodes()).hasSizeBetween(3, 20);
    assertThat(Nets.valueNames(block.graph().inputs())).containsExactly(from);
    assertThat(block.graph().initializers().size()).isLessThan(g.graph().initializers().size());
  }

  @Test
  void aMinMaxPairIsReplacedByAClip() {
    Surgeon g = Surgeon.create(13);
    Value x = g.input("x", DataType.FLOAT, 4, 4);
    Value id = g.layer("Identity", List.of(x), "id").getFirst();
    Value low = g.constant("low", 0f);
    Value high = g.constant("high", 6f);
    List<Value> min = g.layer("Min", List.of(id, high), "min_out");
    Value max = g.layer("Max", List.of(min, low), "max_out").getFirst();
    Value other = g.layer("Neg", List.of(id), "other").getFirst();
    g.outputs(g.layer("Identity", List.of(max), "y").getFirst(), other);

    g.register("clip", (s, in) -> s.layer("Clip", in, "clip_out"));
    g.replaceSubgraph(List.of(id, low, high), List.of(max), (s, in) -> s.call("clip", in));
    g.cleanup().toposort();

    assertThat(Nets.ops(g.graph())).containsExactly("Identity", "Clip", "Neg", "Identity");
    Node clip = g.nodes("Clip").getFirst();
    assertThat(clip.inputs())
        .extracting(i -> i.orElseThrow().name())
        .containsExactly("id", "low", "high");
    assertThat(clip.output().name()).isEqualTo("max_out");
    assertThat(other.producer().orElseThrow().input(0)).contains(id);
  }

  @Test
  void aDecomposedLayerNormIsReplaced() {
    Surgeon g = Surgeon.create(13);
    Value x = g.input("x", DataType.FLOAT, 1, 3136, 128);
    Value scale = g.constant("scale", new float[128]);
    Value bias = g.constant("bias", new float[128]);
    Map<String, Object> last = Map.of("axes", new long[] {-1});
    List<Value> centred = g.layer("Sub", List.of(x, g.layer("ReduceMean", List.of(x), 1, last)), 1);
    List<Value> square = g.layer("Pow", List.of(centred, 2f), 1);
    List<Value> variance = g.layer("ReduceMean", List.of(square), 1, last);
    List<Value> deviation =
        g.layer("Sqrt", List.of(g.layer("Add", List.of(variance, 1e-5f), 1)), 1);
    List<Value> normal = g.layer("Div", List.of(centred, deviation), 1);
    Value y =
        g.layer("Add", List.of(g.layer("Mul", List.of(normal, scale), 1), bias), "y").getFirst();
    g.type(y, DataType.FLOAT, 1, 3136, 128).outputs(y);

    g.model().opset("", 17);
    g.replaceSubgraph(
        List.of(x, scale, bias),
        List.of(y),
        (s, in) -> s.layer("LayerNormalization", in, 1, Map.of("axis", -1, "epsilon", 1e-5f)));
    g.cleanup();

    assertThat(Nets.ops(Nets.reread(g.model()).graph())).containsExactly("LayerNormalization");
    assertThat(g.graph().outputs().getFirst()).hasToString("'y': float32[1, 3136, 128]");
    assertThat(g.graph().initializers()).extracting(Tensor::name).containsExactly("scale", "bias");
  }
}
