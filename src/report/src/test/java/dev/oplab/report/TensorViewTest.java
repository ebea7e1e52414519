package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tensors as files have them, some of which cannot be read.
class TensorViewTest {
  private static final long GIBIBYTE = 1L << 30;

  @TempDir Path folder;

  private String text(ProtoBytes tensor) {
    OnnxBytes model = OnnxBytes.model(new GraphBytes("g").initializer(tensor));
    Tensor read =
        OnnxIo.read(model.write(folder.resolve("m.onnx"))).graph().initializers().getFirst();
    return Printables.view(read).toText();
  }

  @Test
  void theFileAndThePlaceInItAreNamed() {
    assertThat(text(OnnxBytes.tensor("w", 3, new byte[] {1, 2, 3}, 3)))
        .isEqualTo("int8[3] 'w'\n3 elements, 3 B, in m.onnx from byte 33\n\n[1, 2, 3]");
    assertThat(text(OnnxBytes.tensorHead("w", 1, 2).packed(4, 1f, 2f)))
        .isEqualTo("float32[2] 'w'\n2 elements, 8 B, in m.onnx, one by one\n\n[1.0, 2.0]");
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    assertThat(text(OnnxBytes.external("w", 1, "none.bin", 4L, 8L, 2)))
        .isEqualTo(
            """
            float32[2] 'w'
            2 elements, 8 B, in the external file 'none.bin' from byte 4

            m.onnx > tensor 'w' (float32[2]) has its data in the file 'none.bin', which is missing in %s.
            Fix: copy the data file into that folder, under that name.\
            """
                .formatted(folder));
  }

  @Test
  void aGibibyteIsNotReadToShowIt() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("w.bin").toFile(), "rw")) {
      file.setLength(GIBIBYTE);
    }
    assertThat(text(OnnxBytes.external("w", 3, "w.bin", 0L, GIBIBYTE, 1024, 1024, 1024)))
        .contains("1,073,741,824 elements, 1.0 GiB", "of the first 2,097,152 of 1,073,741,824");
  }

  @Test
  void shapesThatNoTensorCanHaveAreSaidToBeWrong() {
    assertThat(text(OnnxBytes.tensor("w", 1, new byte[4], -1)))
        .startsWith("float32[-1] 'w'")
        .contains("has the negative size -1", "Fix: ");
    assertThat(text(OnnxBytes.tensor("w", 1, new byte[4], Long.MAX_VALUE, Long.MAX_VALUE)))
        .contains("more elements than", "Fix: ");
    assertThat(text(OnnxBytes.tensor("w", 1, new byte[4], 1 << 20)))
        .contains("1,048,576 elements, 4.0 MiB", "holds 4 bytes", "Fix: ");
  }

  @Test
  void aListOfBrokenTensorsIsATable() {
    OnnxBytes model =
        OnnxBytes.model(
            new GraphBytes("g")
                .initializer(OnnxBytes.external("a", 1, "none.bin", 0L, 8L, 2))
                .initializer(OnnxBytes.tensor("b", 1, new byte[4], -1))
                .initializer(OnnxBytes.tensor("c", 99, new byte[4], 1)));
    var graph = OnnxIo.read(model.write(folder.resolve("m.onnx"))).graph();
    assertThat(Printables.view(graph.initializers()).toText()).contains("(cannot be read)");
    assertThat(Printables.view(graph).toText()).contains("3 initializers");
  }
}
