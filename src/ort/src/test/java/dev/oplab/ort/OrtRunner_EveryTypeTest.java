package dev.oplab.ort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class OrtRunner_EveryTypeTest {
  private static final int COUNT = 7;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      mode = EnumSource.Mode.EXCLUDE,
      // no operator of ONNX Runtime's CPU takes these
      names = {"UNDEFINED", "STRING", "COMPLEX64", "COMPLEX128", "FLOAT4E2M1", "FLOAT8E8M0"})
  void elementsOfEveryTypeGoInAndComeOut(DataType type) throws InterruptedException {
    byte[] elements = new byte[(COUNT * type.bits() + 7) / 8];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (byte) (type == DataType.BOOL ? i % 2 : i * 37 + 3);
    }
    if (COUNT * type.bits() % 8 != 0) {
      elements[elements.length - 1] &= (byte) ((1 << COUNT * type.bits() % 8) - 1);
    }
    Tensor x = Tensor.of("x", type, Shape.of(COUNT), MemorySegment.ofArray(elements));
    Tensor y = run(identity(type, COUNT), x);
    assertThat(y.dataType()).isEqualTo(type);
    assertThat(y.shape()).isEqualTo(Shape.of(COUNT));
    assertThat(y.data().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(elements);
  }

  @Test
  void stringsMayHoldAnyLetterAndAZero() throws InterruptedException {
    String[] words = {"a\0b", "", "zwölf", "四"};
    Tensor y = run(identity(DataType.STRING, 4), Tensor.of("x", words, 4));
    assertThat(y.strings()).containsExactly(words);
  }

  @Test
  void aScalarStaysOne() throws InterruptedException {
    Tensor y = run(identity(DataType.DOUBLE), Tensor.of("x", new double[] {0.1}));
    assertThat(y.shape()).isEqualTo(Shape.of());
    assertThat(y.data().toArray(ValueLayout.JAVA_DOUBLE)).containsExactly(0.1);
  }

  private Tensor run(Model model, Tensor x) throws InterruptedException {
    return OrtRunner.run(model, Map.of("x", x), RunOptions.defaults()).tensor("y");
  }

  /// The types of less than a byte have no Identity, but a way there and back.
  private Model identity(DataType type, Object... dims) {
    GraphBytes graph =
        new GraphBytes("g").input("x", OnnxBytes.type(type.code(), dims)).output("y");
    if (type.bits() > 0 && type.bits() < 8) {
      graph
          .node(cast("x", "f", DataType.FLOAT)) //
          .node(cast("f", "y", type));
    } else {
      graph.node(NodeBytes.of("Identity").inputs("x").outputs("y"));
    }
    return TestModels.read(OnnxBytes.model(graph).irVersion(11).opset("", 25), folder);
  }

  private static NodeBytes cast(String from, String to, DataType type) {
    return NodeBytes.of("Cast").inputs(from).outputs(to).attribute("to", type.code());
  }
}
