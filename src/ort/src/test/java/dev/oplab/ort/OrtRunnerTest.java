package dev.oplab.ort;

import static dev.oplab.ort.TestModels.named;
import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static dev.oplab.testkit.OnnxBytes.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.NpyIo;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class OrtRunnerTest {
  private static final ValueLayout.OfFloat FLOATS =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"cbr-opset15.onnx, cbr, 1", "two-head-opset12.onnx, two-head, 2"})
  void outputsEqualWhatTheNetworkWasExportedWith(String file, String stem, int outputs)
      throws InterruptedException {
    Model model = OnnxIo.read(TestModels.resource(file, folder));
    Tensor input = NpyIo.read(TestModels.resource(stem + "-input0.npy", folder));
    Map<String, Tensor> found = OrtRunner.run(model, Map.of("input0", input));
    assertThat(found.keySet())
        .containsExactlyElementsOf(
            model.graph().outputs().stream().map(output -> output.name()).toList())
        .hasSize(outputs);
    int i = 0;
    for (Tensor output : found.values()) {
      Tensor expected = NpyIo.read(TestModels.resource(stem + "-output" + i++ + ".npy", folder));
      assertThat(output.shape()).isEqualTo(expected.shape());
      assertThat(floats(output)).containsExactly(floats(expected), within(1e-5f));
    }
  }

  @Test
  void emptyTensorsGoInAndComeOut() throws InterruptedException {
    Model model = TestModels.read(TestModels.add(), folder);
    Tensor empty = Tensor.of("", new float[0], 0, 3);
    Tensor sum = named(OrtRunner.run(model, Map.of("x", empty, "z", empty)), "y");
    assertThat(sum.shape()).isEqualTo(Shape.of(0, 3));
  }

  @Test
  void stringsGoInAndComeOut() throws InterruptedException {
    OnnxBytes bytes =
        OnnxBytes.model(
            new GraphBytes("g")
                .input("x", STRING, 2, 2)
                .output("y", STRING, 2, 2)
                .node(NodeBytes.of("Identity").inputs("x").outputs("y")));
    Tensor words = Tensor.of("x", new String[] {"one", "zwei", "", "четыре"}, 2, 2);
    Tensor back = named(OrtRunner.run(TestModels.read(bytes, folder), Map.of("x", words)), "y");
    assertThat(back.strings()).containsExactly("one", "zwei", "", "четыре");
    assertThat(back.shape()).isEqualTo(Shape.of(2, 2));
  }

  @Test
  void aMissingInputIsNamed() {
    Model model = TestModels.read(TestModels.add(), folder);
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> OrtRunner.run(model, Map.of("x", Tensor.of("", new float[3], 1, 3))))
        .withMessageContaining("model.onnx > input 'z': nothing was given for it")
        .withMessageContaining("Fix: give a tensor of float32[1, 3]");
  }

  @Test
  void nothingIsConvertedSilently() {
    Model model = TestModels.read(TestModels.add(), folder);
    Tensor doubles = Tensor.of("", new double[3], 1, 3);
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> OrtRunner.run(model, Map.of("x", doubles, "z", doubles)))
        .withMessageContaining("input 'x': expected float32, found float64");
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT32", "FLOAT16", "BFLOAT16"})
  void outputsHaveTheTypeThatTheModelGivesThem(DataType type) throws InterruptedException {
    OnnxBytes bytes =
        OnnxBytes.model(
            new GraphBytes("g")
                .input("x", FLOAT, 2)
                .output("y", type.code(), 2)
                .node(NodeBytes.of("Cast").inputs("x").outputs("y").attribute("to", type.code())));
    Model model = TestModels.read(bytes, folder);
    Tensor y = named(OrtRunner.run(model, Map.of("x", Tensor.of("x", new float[] {1, 0}, 2))), "y");
    assertThat(y.dataType()).isEqualTo(type);
    assertThat(y.data().byteSize()).isEqualTo(2L * type.bits() / 8);
  }

  @Test
  void anOutputThatIsNoTensorIsNamed() {
    OnnxBytes bytes =
        OnnxBytes.model(
            new GraphBytes("g")
                .input("x", FLOAT, 2)
                .output("y")
                .node(NodeBytes.of("SequenceConstruct").inputs("x").outputs("y")));
    Model model = TestModels.read(bytes, folder);
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> OrtRunner.run(model, InputFactory.random(model, Map.of(), 0)))
        .withMessageContaining("Fix: ");
  }

  private static float[] floats(Tensor tensor) {
    return tensor.data().toArray(FLOATS);
  }

  private static org.assertj.core.data.Offset<Float> within(float tolerance) {
    return org.assertj.core.data.Offset.offset(tolerance);
  }
}
