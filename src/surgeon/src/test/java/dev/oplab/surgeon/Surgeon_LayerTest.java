package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class Surgeon_LayerTest {
  private final Surgeon g = Surgeon.create(17);
  private final Value x = g.input("x", DataType.FLOAT, 1, 3);

  @Test
  void aLayerHandsBackItsOutputs() {
    List<Value> outputs = g.layer("Split", List.of(x), 3);
    assertThat(outputs).hasSize(3).doesNotHaveDuplicates();
    Node node = g.nodes("Split").getFirst();
    assertThat(node.outputs())
        .containsExactlyElementsOf(outputs.stream().map(Optional::of).toList());
  }

  @Test
  void aNameThatIsTakenGetsANumber() {
    g.layer("Add", List.of(x, x), "add_out");
    List<Value> second = g.layer("Add", List.of(x, x), "add_out");
    assertThat(g.tensors()).containsKeys("add_out", "add_out_1");
    assertThat(second.getFirst().name()).isEqualTo("add_out_1");
  }

  @Test
  void nodeNamesAvoidThoseThatAreThere() {
    g.layer("Add").in(x, x).name("add").out();
    g.layer("Add").in(x, x).name("add_1").out();
    Node third = g.layer("Add").in(x, x).node();
    assertThat(Nets.names(g.graph())).doesNotHaveDuplicates().contains(third.name());
  }

  @Test
  void aHundredNamesAvoidABlockThatIsThere() {
    for (int i = 50; i < 150; i++) {
      g.graph().addValue("t_" + i, new ValueType.UnknownType());
    }
    g.graph().addValue("t", new ValueType.UnknownType());
    for (int i = 0; i < 100; i++) {
      g.layer("Relu", List.of(x), "t");
    }
    assertThat(g.tensors())
        .containsKeys("t_1", "t_49", "t_150", "t_200")
        .doesNotContainKey("t_201");
  }

  static Stream<Arguments> constants() {
    return Stream.of(
        Arguments.of(1.5f, DataType.FLOAT, Shape.of()),
        Arguments.of(1.5, DataType.DOUBLE, Shape.of()),
        Arguments.of(3L, DataType.INT64, Shape.of()),
        Arguments.of(3, DataType.INT32, Shape.of()),
        Arguments.of(true, DataType.BOOL, Shape.of()),
        Arguments.of(new float[] {1, 2}, DataType.FLOAT, Shape.of(2)),
        Arguments.of(new double[] {1, 2}, DataType.DOUBLE, Shape.of(2)),
        Arguments.of(new long[] {1, 2}, DataType.INT64, Shape.of(2)),
        Arguments.of(new int[] {1, 2}, DataType.INT32, Shape.of(2)),
        Arguments.of(new boolean[] {true, false}, DataType.BOOL, Shape.of(2)),
        Arguments.of(new float[][] {{1, 2, 3}, {4, 5, 6}}, DataType.FLOAT, Shape.of(2, 3)),
        Arguments.of(List.of(1, 2.5), DataType.FLOAT, Shape.of(2)),
        Arguments.of(List.of(1, 2), DataType.INT64, Shape.of(2)),
        Arguments.of(List.of(), DataType.INT64, Shape.of(0)),
        Arguments.of(List.of(List.of(1), List.of(2)), DataType.INT64, Shape.of(2, 1)),
        Arguments.of(Tensor.of("w", new int[] {7}), DataType.INT32, Shape.of()));
  }

  @ParameterizedTest
  @MethodSource("constants")
  void numbersArraysAndListsBecomeConstants(Object content, DataType type, Shape shape) {
    g.layer("Op", List.of(x, content), 1);
    Tensor tensor = g.nodes("Op").getFirst().input(1).orElseThrow().initializer().orElseThrow();
    assertThat(tensor.dataType()).isEqualTo(type);
    assertThat(tensor.shape()).isEqualTo(shape);
    assertThat(tensor.data().byteSize()).isEqualTo(tensor.byteSize());
  }

  @Test
  void aMixedListKeepsItsNumbers() {
    Tensor tensor = g.constant("c", List.of(1, 2.5)).initializer().orElseThrow();
    assertThat(tensor.data().toArray(java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED))
        .containsExactly(1f, 2.5f);
  }

  @Test
  void aStringNamesAValueAndNothingOmitsAnInput() {
    g.layer("Clip", Arrays.asList("x", null, 6f), "y");
    Node clip = g.nodes("Clip").getFirst();
    assertThat(clip.input(0)).contains(x);
    assertThat(clip.inputs().get(1)).isEmpty();
    assertThat(clip.inputs()).hasSize(3);
  }

  @Test
  void theResultOfALayerIsAnInput() {
    List<Value> relu = g.layer("Relu", List.of(x), 1);
    Value y = g.layer("Neg", List.of(relu), 1).getFirst();
    assertThat(y.producer().orElseThrow().input(0)).contains(relu.getFirst());
  }

  @Test
  void aValueWithoutProducerIsPutOutAsItIs() {
    Value y = g.graph().addValue("y", ValueType.tensor(DataType.FLOAT, 1, 3));
    assertThat(g.layer("Relu", List.of(x), y)).containsExactly(y);
    assertThat(y.type()).isEqualTo(ValueType.tensor(DataType.FLOAT, 1, 3));
  }

  @Test
  void attributesMayBeJavaValues() {
    Graph_attributes.check(
        g.layer("Op")
            .in(x)
            .attrs(Map.of("i", 1, "f", 1.5, "s", "text", "ints", new int[] {1, 2}))
            .attr("to", DataType.FLOAT16)
            .attr("flag", true)
            .attr("mixed", List.of(1, 2.5))
            .attr("empty", List.of())
            .node());
  }

  private static final class Graph_attributes {
    static void check(Node node) {
      assertThat(node.attributes())
          .containsEntry("i", new Attribute.IntValue(1))
          .containsEntry("f", new Attribute.FloatValue(1.5f))
          .containsEntry("s", new Attribute.StringValue("text"))
          .containsEntry("ints", new Attribute.Ints(List.of(1L, 2L)))
          .containsEntry("to", new Attribute.IntValue(10))
          .containsEntry("flag", new Attribute.IntValue(1))
          .containsEntry("mixed", new Attribute.Floats(List.of(1f, 2.5f)))
          .containsEntry("empty", new Attribute.Ints(List.of()));
    }
  }

  @Test
  void anotherDomainIsImported() {
    g.layer("Gelu").in(x).domain("com.microsoft").out();
    assertThat(g.opsets()).containsEntry("com.microsoft", 1L).containsEntry("", 17L);
  }

  @Test
  void aLayerThatCannotBeAddedLeavesNothingBehind() {
    Value foreign = Surgeon.create(17).input("z", DataType.FLOAT, 1);
    assertThatThrownBy(() -> g.layer("Add", List.of(1f, foreign), 1))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("not in scope")
        .hasMessageContaining("Fix: ");
    assertThat(g.nodes()).isEmpty();
    assertThat(g.graph().initializers()).isEmpty();
    assertThat(g.tensors()).containsOnlyKeys("x");
  }

  @Test
  void aProducedValueCannotBePutOutAgain() {
    Value y = g.layer("Relu", List.of(x), "y").getFirst();
    assertThatThrownBy(() -> g.layer("Neg", List.of(x), y))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("node Relu 'relu' does already")
        .hasMessageContaining("release(value)");
    assertThat(g.layer("Neg", List.of(x), g.release(y))).containsExactly(y);
  }

  @Test
  void unknownNamesAreAnsweredWithThoseThatComeNear() {
    g.layer("Conv").in(x).name("conv1").out("conv_out");
    assertThatThrownBy(() -> g.tensor("conv_uot"))
        .hasMessage(
            "graph 'main': there is no tensor 'conv_uot'.%nFix: did you mean 'conv_out'?"
                .formatted());
    assertThatThrownBy(() -> g.node("conv2")).hasMessageContaining("did you mean 'conv1'?");
  }

  @Test
  void constantsInTheBodyOfAFunctionAreNodes() {
    LocalFunction half = LocalFunction.create("my", "Half", 17, "a");
    g.model().addFunction(half);
    Surgeon body = g.in(half.body());
    body.outputs(body.layer("Mul", List.of("a", 0.5f), "b"));
    assertThat(Nets.ops(half.body())).containsExactly("Constant", "Mul");
    body.layer("Gelu").in("a").domain("com.microsoft").out();
    assertThat(body.opsets()).containsKey("com.microsoft");
  }

  @Test
  void layersGoWhereTheyAreTold() {
    Surgeon chain = Nets.chain(2);
    Surgeon after = chain.after(chain.node("r0"));
    after.layer("A", List.of("v0"), 1);
    after.layer("B", List.of("v0"), 1);
    chain.before(chain.node("r0")).layer("C", List.of("x"), 1);
    assertThat(Nets.ops(chain.graph())).containsExactly("C", "Relu", "A", "B", "Relu");
  }

  @Test
  void aHundredThousandLayersAreBuiltInOneGo() {
    List<Value> at = List.of(x);
    for (int i = 0; i < 100_000; i++) {
      at = g.layer("Add", List.of(at, 1f), "add_out");
    }
    assertThat(g.nodes()).hasSize(100_000);
    assertThat(at.getFirst().name()).isEqualTo("add_out_99999");
  }

  @Test
  void theLastWordSaysWhatComesBack() {
    Value one = g.layer("Relu").in(x).out();
    Value named = g.layer("Relu").in(one).out("y");
    List<Value> two = g.layer("Split").in(named).outs("a", "b");
    List<Value> three = g.layer("Split").in(named).outs(3);
    Node node = g.layer("LSTM").in(x).node("", "h", null);
    assertThat(named.i()).isSameAs(one);
    assertThat(Nets.valueNames(two)).containsExactly("a", "b");
    assertThat(three).hasSize(3);
    assertThat(node.outputs()).hasSize(3);
    assertThat(node.output(1).name()).isEqualTo("h");
    assertThat(g.layer("Split").in(x).outs("", "second")).hasSize(1);
  }

  @Test
  void aListOfNumbersIsWrittenOneAfterTheOther() {
    Node conv =
        g.layer("Conv")
            .in(x)
            .attr("kernel_shape", 3, 3)
            .attr("pads", 0, 0, 1, 1)
            .attr("axes", List.of(1))
            .attr("scales", 1, 0.5)
            .attr("names", "a", "b")
            .node();
    assertThat(conv.attributes())
        .containsEntry("kernel_shape", Attribute.of(3L, 3L))
        .containsEntry("pads", Attribute.of(0L, 0L, 1L, 1L))
        .containsEntry("axes", Attribute.of(1L))
        .containsEntry("scales", Attribute.of(1f, 0.5f))
        .containsEntry("names", new Attribute.Strings(List.of("a", "b")));
    assertThatThrownBy(() -> g.layer("Conv").attr("mixed", 1, "b"))
        .hasMessageContaining("Attribute 'mixed' cannot be [1, b]");
  }

  @Test
  void aLayerLikeAnotherHasItsAttributesAndInputs() {
    Node first =
        g.layer("Scale").in(x, 2f).domain("my").name("s").attr("axis", 1).overload("o").node("y");
    Node second = g.layer(first).attr("axis", 2).node("y");
    assertThat(second.toString()).isEqualTo("my.Scale 's_1'");
    assertThat(second.overload()).isEqualTo("o");
    assertThat(second.inputs()).isEqualTo(first.inputs());
    assertThat(second.output().name()).isEqualTo("y_1");
    assertThat(second.attribute("axis")).contains(new Attribute.IntValue(2));
    assertThat(first.attribute("axis")).contains(new Attribute.IntValue(1));
    assertThat(g.layer(first).in(x).node().inputs()).hasSize(1);
  }

  @Test
  void theGraphsInsideALayerAreCopiedForOneLikeIt() {
    Value flag = g.input("flag", DataType.BOOL);
    Node first = Nets.branch(g, flag, "y", (in, _) -> in.layer("Neg").in(x).out("n"));
    Node second = g.layer(first).node();
    assertThat(second.subgraphs()).hasSize(2).doesNotContainAnyElementsOf(first.subgraphs());
    assertThat(Nets.ops(second.subgraphs().getFirst())).containsExactly("Neg");
    assertThat(x.uses()).hasSize(4);
    g.graph().remove(first);
    assertThat(x.uses()).hasSize(2);
  }

  @Test
  void valuesOfSeveralGraphsAreNotMixed() {
    Node first = g.layer("Relu").in(x).node();
    Surgeon other = Surgeon.create(17);
    assertThatThrownBy(() -> other.layer(first).out()).hasMessageContaining("not in scope");
    assertThat(other.nodes()).isEmpty();
  }

  @Test
  void aMatrixAloneIsOneConstant() {
    Object[] matrix = new float[][] {{1, 2, 3}, {4, 5, 6}};
    Value sum = g.layer("ReduceSum").in(matrix).out();
    assertThat(sum.producer().orElseThrow().inputs()).hasSize(1);
    assertThat(sum.i().type()).hasToString("float32[2, 3]");
    Value[] several = {x, x};
    assertThat(g.layer("Add").in((Object[]) several).node().inputs()).hasSize(2);
  }
}
