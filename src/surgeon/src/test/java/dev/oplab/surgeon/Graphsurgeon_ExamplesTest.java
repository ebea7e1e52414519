package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.AttributeType;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The examples that come with onnx-graphsurgeon, folding aside, as they are written here.
class Graphsurgeon_ExamplesTest {

  @Test
  void a01_aModelFromScratch() {
    Surgeon g = Surgeon.create(13);
    Value x = g.input("x", DataType.FLOAT, 1, 3, 5, 5);
    g.outputs(g.layer("GlobalLpPool").in(x).attr("p", 2).out("y"));
    Model read = Nets.reread(g.model());
    assertThat(read.graph().nodes().getFirst().attribute("p")).contains(new Attribute.IntValue(2));
    assertThat(read.graph().outputs().getFirst()).hasToString("'y': float32[1, 3, 1, 1]");
  }

  @Test
  void a02_aConstantIsAnInitializer() {
    Surgeon g = Surgeon.create(13);
    Value x = g.input("x", DataType.FLOAT, 1, 3, 224, 224);
    g.outputs(g.layer("Conv").in(x, Tensor.ones(DataType.FLOAT, 5, 3, 3, 3).named("w")).out("y"));
    assertThat(Nets.reread(g.model()).graph().initializers())
        .extracting(Tensor::name)
        .containsExactly("w");
  }

  /// x -> (x + 1) * 2 + (x * 3), with names.
  private static Surgeon arithmetic() {
    Surgeon g = Surgeon.create(13);
    Value x = g.input("x", DataType.FLOAT, 64, 64);
    Value sum = g.layer("Add").in(x, 1f).name("add").out("sum");
    Value left = g.layer("Mul").in(sum, 2f).out("left");
    Value right = g.layer("Mul").in(x, 3f).out("right");
    return g.outputs(g.layer("Add").in(left, right).name("last").out("y"));
  }

  @Test
  void a03_aPartIsIsolated() {
    Model part = arithmetic().extract("sum", "left");
    assertThat(Nets.ops(part.graph())).containsExactly("Mul");
    assertThat(part.graph().outputs().getFirst()).hasToString("'left': float32[64, 64]");
  }

  @Test
  void a04_aModelIsModified() {
    Surgeon g = arithmetic();
    Node first = g.node("add");
    first.setInput(1, g.tensor("x")).opType("LeakyRelu").resizeInputs(1);
    first.attribute("alpha", 0.02);
    g.outputs(g.layer("Identity").in(first.output()).out("identity_out"));
    g.cleanup().toposort();
    assertThat(Nets.ops(g.graph())).containsExactly("LeakyRelu", "Identity");
    assertThat(g.graph().initializers()).isEmpty();
    assertThat(g.graph().outputs().getFirst().type()).hasToString("float32[64, 64]");
  }

  @Test
  void a06_aNodeIsRemoved() {
    Surgeon g = arithmetic();
    Value faked = g.insertAfter(g.tensor("left"), "FakeNodeToRemove");
    assertThat(g.node("last").i()).isSameAs(faked.producer().orElseThrow());
    g.removeNode(g.nodes("FakeNodeToRemove").getFirst());
    assertThat(g.node("last").input(0)).contains(g.tensor("left"));
  }

  @Test
  void a07_layersAreRegisteredForAnOpset() {
    Surgeon.register("example_relu").opset(11).as((s, in) -> s.layer("Relu").in(in).out("act"));
    Surgeon.register("example_relu").opset(1).as((s, in) -> s.layer("Max").in(in, 0f).out("act"));
    try {
      Surgeon eleven = Surgeon.create(11);
      Surgeon one = Surgeon.create(1);
      List.of(eleven, one)
          .forEach(g -> g.outputs(g.call("example_relu", g.input("x", DataType.FLOAT, 4))));
      assertThat(Nets.ops(eleven.graph())).containsExactly("Relu");
      assertThat(Nets.ops(one.graph())).containsExactly("Constant", "Max");
    } finally {
      Surgeon.unregister("example_relu");
    }
  }

  @Test
  void a09_shapesAreComputed() {
    Surgeon g = Surgeon.create(13);
    g.register("shape", (s, in) -> s.layer("Shape").in(in).out("shape"));
    g.register("prod", (s, in) -> s.layer("ReduceProd").in(in).attr("keepdims", 1).out("prod"));
    g.register("concat", (s, in) -> s.layer("Concat").in(in).attr("axis", 0).out("concat"));
    g.register("gather", (s, in) -> s.layer("Gather").in(in).out("gather"));
    Value x = g.input("x", DataType.FLOAT, null, null, null);
    Value shape = g.call("shape", x);
    Value batch = g.call("gather", shape, new long[] {0});
    Value rest = g.call("prod", g.call("gather", shape, new long[] {1, 2}));
    Value flat = g.layer("Reshape").in(x, g.call("concat", batch, rest)).out("flat");
    g.outputs(flat);
    assertThat(flat.type()).hasToString("float32[?, ?]");
    assertThat(Nets.reread(g.model()).graph().nodes()).hasSize(6);
  }

  @Test
  void a10_theBatchIsOpened() {
    Surgeon g = Surgeon.create(13);
    Value x = g.input("x", DataType.FLOAT, 1, 3, 4);
    Value flat = g.layer("Reshape").in(x, new long[] {1, 12}).out("flat");
    g.outputs(g.layer("Relu").in(flat).out("y"));
    g.dynamicBatch("N");
    assertThat(g.tensor("x").type()).hasToString("float32[N, 3, 4]");
    assertThat(g.tensor("y").type()).hasToString("float32[N, 12]");
    Tensor target =
        g.nodes("Reshape").getFirst().input(1).orElseThrow().initializer().orElseThrow();
    assertThat(target.toDoubles()).containsExactly(-1, 12);
  }

  @Test
  void a11_aFunctionTakesAttributesOfItsCaller() {
    Surgeon g = Surgeon.create(17);
    Attribute.Reference dtype = new Attribute.Reference("dtype", AttributeType.INT);
    Surgeon f =
        g.function(
            LocalFunction.create("my", "SelfAttention", 17, "q", "k", "v")
                .requires("dtype")
                .defaults("scale", new Attribute.FloatValue(0.125f)));
    Value keys = f.layer("Transpose").in("k").attr("perm", 0, 2, 1).out();
    Value weights = f.layer("Softmax").in(f.layer("MatMul").in("q", keys).out()).out();
    Value mixed = f.layer("MatMul").in(weights, "v").out();
    f.outputs(f.layer("Cast").in(mixed).attr("to", dtype).out("out"));
    Value x = g.input("x", DataType.FLOAT, 1, 8, 16);
    g.outputs(g.call("SelfAttention", x, x, x, Map.of("dtype", DataType.FLOAT16)));
    Model read = Nets.reread(g.model());
    Node call = read.graph().nodes().getFirst();
    assertThat(read.function(call)).isPresent();
    assertThat(call.attribute("dtype")).contains(new Attribute.IntValue(10));
    assertThat(read.functions().getFirst().attributeDefaults()).containsKey("scale");
  }

  @Test
  void a12_weightsAreOfSmallTypes() {
    Surgeon g = Surgeon.create(19);
    Value x = g.input("x", DataType.BFLOAT16, 2, 2);
    Value w = g.constant("w", Tensor.randn(1, DataType.BFLOAT16, 2, 2));
    Value scale = g.constant("scale", Tensor.full(DataType.FLOAT8E4M3FN, 0.5));
    g.outputs(
        g.layer("MatMul").in(x, w).out("y"),
        g.layer("Cast").in(scale).attr("to", DataType.BFLOAT16).out("s"));
    Model read = Nets.reread(g.model());
    assertThat(read.graph().outputs())
        .extracting(Value::toString)
        .containsExactly("'y': bfloat16[2, 2]", "'s': bfloat16[]");
    assertThat(read.graph().initializers().getLast().toDoubles()).containsExactly(0.5);
  }
}
