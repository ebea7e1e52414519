package dev.oplab.ort;

import static dev.oplab.ort.TestModels.named;
import static dev.oplab.testkit.OnnxBytes.BOOL;
import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static dev.oplab.testkit.OnnxBytes.INT64;
import static dev.oplab.testkit.OnnxBytes.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputFactoryTest {
  @TempDir private Path folder;

  @Test
  void openDimensionsBecomeOne() {
    Model model = model(new GraphBytes("g").input("x", FLOAT, "N", 3, null));
    assertThat(named(random(model, Map.of()), "x").shape()).isEqualTo(Shape.of(1, 3, 1));
  }

  @Test
  void aSizeGivenForOneInputHoldsForItsSymbolEverywhere() {
    Model model = model(new GraphBytes("g").input("x", FLOAT, "N", 3).input("z", INT64, "M", "N"));
    Map<String, Tensor> inputs = random(model, Map.of("x", List.of(5L, 3L)));
    assertThat(named(inputs, "z").shape()).isEqualTo(Shape.of(1, 5));
    assertThat(inputs.keySet()).containsExactly("x", "z");
  }

  @Test
  void floatsAreBetweenZeroAndOneAndIntegersServeAsIndices() {
    Model model =
        model(
            new GraphBytes("g")
                .input("f", FLOAT, 1000)
                .input("i", INT64, 1000)
                .input("b", BOOL, 1000)
                .input("h", DataType.FLOAT16.code(), 1000)
                .input("s", STRING, 2));
    Map<String, Tensor> inputs = random(model, Map.of());
    ValueLayout.OfFloat floats =
        ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    ValueLayout.OfLong longs = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    ValueLayout.OfShort shorts =
        ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    double sum = 0;
    for (int i = 0; i < 1000; i++) {
      float f = named(inputs, "f").data().get(floats, i * 4L);
      assertThat(f).isBetween(0f, Math.nextDown(1f));
      sum += f;
      assertThat(named(inputs, "i").data().get(longs, i * 8L)).isIn(0L, 1L);
      assertThat(named(inputs, "b").data().get(ValueLayout.JAVA_BYTE, i)).isIn((byte) 0, (byte) 1);
      assertThat(Float.float16ToFloat(named(inputs, "h").data().get(shorts, i * 2L)))
          .isBetween(0f, Math.nextDown(1f));
    }
    assertThat(sum).as("about half on average").isBetween(400.0, 600.0);
    assertThat(named(inputs, "s").strings()).containsExactly("", "");
  }

  @Test
  void theSameSeedGivesTheSameValuesAndAnotherSeedOthers() {
    Model model = model(new GraphBytes("g").input("x", FLOAT, 8).input("z", FLOAT, 8));
    byte[] once = bytes(named(InputFactory.random(model, Map.of(), 7), "x"));
    assertThat(bytes(named(InputFactory.random(model, Map.of(), 7), "x"))).isEqualTo(once);
    assertThat(bytes(named(InputFactory.random(model, Map.of(), 8), "x"))).isNotEqualTo(once);
    assertThat(bytes(named(InputFactory.random(model, Map.of(), 7), "z"))).isNotEqualTo(once);
  }

  @Test
  void anInputWithADefaultIsLeftOutUnlessItsShapeIsGiven() {
    Model model =
        model(
            new GraphBytes("g")
                .input("x", FLOAT, 2)
                .input("w", FLOAT, 1)
                .initializer("w", new float[] {1}, 1));
    assertThat(random(model, Map.of()).keySet()).containsExactly("x");
    assertThat(random(model, Map.of("w", List.of(1L))).keySet()).containsExactly("x", "w");
  }

  @Test
  void aWrongNameOffersTheRightOne() {
    Model model = model(new GraphBytes("g").input("input0", FLOAT, 1));
    assertProblem(
        model,
        Map.of("inptu0", List.of(1L)),
        "model.onnx: there is no input 'inptu0'; the inputs are [input0]",
        "Fix: did you mean 'input0'? ");
  }

  @Test
  void aWrongRankIsExplained() {
    Model model = model(new GraphBytes("g").input("x", FLOAT, "N", 3));
    assertProblem(
        model,
        Map.of("x", List.of(1L, 3L, 1L)),
        "model.onnx > input 'x' (float32[N, 3]): the shape [1, 3, 1] does not fit: found 3 dimensions, expected 2",
        "Fix: ");
  }

  @Test
  void aFixedDimensionCannotBeChanged() {
    Model model = model(new GraphBytes("g").input("x", FLOAT, "N", 3));
    assertProblem(
        model, Map.of("x", List.of(1L, 4L)), "dimension 1 is fixed: found 4, expected 3", "Fix: ");
  }

  @Test
  void aSymbolCannotHaveTwoSizes() {
    Model model = model(new GraphBytes("g").input("x", FLOAT, "N").input("z", FLOAT, "N"));
    assertProblem(
        model,
        Map.of("x", List.of(2L), "z", List.of(3L)),
        "dimension 0 is 'N': found 3, expected 2 as in input 'x'",
        "Fix: ");
  }

  @Test
  void sizesThatCannotBeAreRefused() {
    Model model = model(new GraphBytes("g").input("x", FLOAT, "N", "M"));
    assertProblem(model, Map.of("x", List.of(-1L, 2L)), "a size is negative", "Fix: ");
    assertProblem(model, Map.of("x", List.of(1L << 30, 2L)), "more than 2 GiB", "Fix: ");
    assertProblem(model, Map.of("x", List.of(1L << 40, 1L << 40)), "more than 2 GiB", "Fix: ");
  }

  @Test
  void anInputOfUnknownRankNeedsAShape() {
    ProtoBytes type = new ProtoBytes().message(1, new ProtoBytes().varint(1, FLOAT));
    Model model = model(new GraphBytes("g").input("x", type));
    assertProblem(
        model,
        Map.of(),
        "the model does not say how many dimensions it has",
        "Fix: give it a shape");
    assertThat(named(random(model, Map.of("x", List.of(2L))), "x").shape()).isEqualTo(Shape.of(2));
  }

  @Test
  void anInputThatIsNoTensorIsNamed() {
    ProtoBytes sequence =
        new ProtoBytes().message(4, new ProtoBytes().message(1, OnnxBytes.type(FLOAT, 1)));
    assertProblem(
        model(new GraphBytes("g").input("x", sequence)),
        Map.of(),
        "model.onnx > input 'x': it is sequence(float32[1]), and only tensors can be made up",
        "Fix: ");
  }

  @Test
  void everyElementTypeHasRandomValues() {
    for (DataType type : DataType.values()) {
      if (type != DataType.UNDEFINED) {
        Model model = model(new GraphBytes("g").input("x", type.code(), 5));
        assertThat(named(random(model, Map.of()), "x").dataType()).isEqualTo(type);
      }
    }
  }

  private static void assertProblem(
      Model model, Map<String, List<Long>> shapes, String problem, String fix) {
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> random(model, shapes))
        .withMessageContaining(problem)
        .withMessageContaining(fix);
  }

  private static Map<String, Tensor> random(Model model, Map<String, List<Long>> shapes) {
    return InputFactory.random(model, shapes, 0);
  }

  private static byte[] bytes(Tensor tensor) {
    return tensor.data().toArray(ValueLayout.JAVA_BYTE);
  }

  private Model model(GraphBytes graph) {
    return TestModels.read(OnnxBytes.model(graph), folder);
  }
}
