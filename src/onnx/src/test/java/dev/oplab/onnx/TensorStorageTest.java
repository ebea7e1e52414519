package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorStorageTest {
  @TempDir Path folder;

  private Tensor fromFile(ProtoBytes tensor) {
    OnnxBytes model = OnnxBytes.model(new GraphBytes("g").initializer(tensor));
    return OnnxIo.read(model.write(folder.resolve("m.onnx"))).graph().initializers().getFirst();
  }

  @Test
  void packedElementsLieInTheModelFile() throws IOException {
    Tensor tensor = fromFile(OnnxBytes.tensor("w", DataType.INT8.code(), new byte[] {7, 8, 9}, 3));
    assertThat(tensor.storage())
        .isInstanceOfSatisfying(
            Storage.InFile.class,
            place -> {
              assertThat(place.file()).isEqualTo(folder.resolve("m.onnx").toAbsolutePath());
              int at = (int) place.offset();
              assertThat(Arrays.copyOfRange(bytes(place.file()), at, at + 3))
                  .containsExactly(7, 8, 9);
            });
  }

  @Test
  void elementsOfATypedFieldLieOneByOne() {
    Tensor tensor = fromFile(OnnxBytes.tensorHead("w", DataType.FLOAT.code(), 2).packed(4, 1f, 2f));
    assertThat(tensor.storage())
        .isEqualTo(new Storage.InField(Optional.of(folder.resolve("m.onnx"))));
    Tensor text = fromFile(OnnxBytes.tensorHead("s", DataType.STRING.code(), 1).text(6, "a"));
    assertThat(text.storage()).isInstanceOf(Storage.InField.class);
  }

  @Test
  void anotherFileIsNamedWithoutLookingForIt() {
    Tensor tensor = fromFile(OnnxBytes.external("w", 1, "none.bin", 8L, 4L, 1));
    assertThat(tensor.storage())
        .isEqualTo(
            new Storage.InOtherFile(Map.of("location", "none.bin", "offset", "8", "length", "4")));
  }

  @Test
  void whatWasMadeHereLiesInMemory() {
    assertThat(Tensor.of("w", new float[] {1}, 1).storage()).isEqualTo(new Storage.InMemory());
    assertThat(Tensor.of("s", new String[] {"a"}, 1).storage()).isEqualTo(new Storage.InMemory());
    byte[] raw = {1, 2};
    assertThat(Models.tensor(OnnxBytes.tensor("w", DataType.INT8.code(), raw, 2)).storage())
        .isEqualTo(new Storage.InMemory());
  }

  @Test
  void anotherNameDoesNotMoveTheElements() {
    Tensor tensor = fromFile(OnnxBytes.tensor("w", DataType.INT8.code(), new byte[] {1}, 1));
    assertThat(tensor.named("v").storage()).isEqualTo(tensor.storage());
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
