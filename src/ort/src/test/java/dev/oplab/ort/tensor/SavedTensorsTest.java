package dev.oplab.ort.tensor;

import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Datum;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.OrtException;
import dev.oplab.ort.TestModels;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.OnnxBytes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SavedTensorsTest {
  @TempDir private Path folder;

  private static double[] numbers(Datum value) {
    return Numbers.of((Tensor) value).toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.npz", "a.json"})
  void whatIsSavedIsReadBack(String name) {
    Map<String, Datum> values = new LinkedHashMap<>();
    values.put("y", Tensor.of("", new float[] {1.5f, Float.NaN}, 2, 1));
    values.put("/block/n", Tensor.of("", new long[] {-7}));
    List<String> notes = SavedTensors.write(values, 0.25, folder.resolve(name));
    assertThat(notes).isEmpty();
    Map<String, Tensor> read = SavedTensors.arrays(folder.resolve(name));
    assertThat(read.keySet()).containsExactly("y", "/block/n");
    assertThat(TestModels.named(read, "y")).hasToString("float32[2, 1] 'y' (8 B)");
    assertThat(numbers(TestModels.named(read, "y"))).containsExactly(1.5, Double.NaN);
    assertThat(numbers(TestModels.named(read, "/block/n"))).containsExactly(-7);
  }

  @Test
  void oneTensorFitsIntoAnNpyFile() {
    Tensor y = Tensor.of("", new int[] {1, 2}, 2);
    SavedTensors.write(Map.of("y", y), 0, folder.resolve("y.npy"));
    assertThat(SavedTensors.arrays(folder.resolve("y.npy"))).containsOnlyKeys("y");
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() ->
            SavedTensors.write(Map.of("y", y, "z", y), 0, folder.resolve("both.npy")))
        .withMessageContaining("an .npy file holds one tensor, and there are 2")
        .withMessageContaining("Fix: write an .npz file");
  }

  @Test
  void whatNumpyLacksIsWidenedAndSaidSo() {
    Tensor half =
        Tensor.of(
            "", DataType.BFLOAT16, Shape.of(1), MemorySegment.ofArray(new byte[] {0x40, 0x3F}));
    Tensor small =
        Tensor.of("", DataType.INT4, Shape.of(2), MemorySegment.ofArray(new byte[] {0x7F}));
    Map<String, Datum> values = new LinkedHashMap<>();
    values.put("h", half);
    values.put("i", small);
    List<String> notes = SavedTensors.write(values, 0, folder.resolve("a.npz"));
    assertThat(notes)
        .containsExactly(
            "'h' is bfloat16, which NumPy lacks; saved as float32, which holds each of its values",
            "'i' is int4, which NumPy lacks; saved as int8, which holds each of its values");
    Map<String, Tensor> read = SavedTensors.arrays(folder.resolve("a.npz"));
    assertThat(numbers(TestModels.named(read, "h"))).containsExactly(0.75);
    assertThat(numbers(TestModels.named(read, "i"))).containsExactly(-1, 7);
  }

  @Test
  void sequencesAreSavedElementByElement() {
    Datum sequence = Datum.sequence(Tensor.of("", new float[] {1}), Tensor.of("", new float[0], 0));
    SavedTensors.write(Map.of("s", sequence), 0, folder.resolve("s.npz"));
    assertThat(SavedTensors.arrays(folder.resolve("s.npz"))).containsOnlyKeys("s[0]", "s[1]");
  }

  @Test
  void polygraphysResultsAreRead() {
    Path file = TestModels.copy("/arrays/polygraphy-results.json", folder);
    Map<String, Tensor> read = SavedTensors.arrays(file);
    assertThat(read.keySet()).containsExactly("a", "b");
    assertThat(numbers(TestModels.named(read, "a"))).containsExactly(1.5, -2);
    assertThat(TestModels.named(read, "b")).hasToString("int64[] 'b' (8 B)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1, 2",
        "{}",
        "[]",
        "{\"lst\": []}",
        "{\"a\": {\"array\": 1}}",
        "[{\"a\": {\"array\": \"bm9uZQ==\"}}]",
        "[{\"a\": {\"array\": \"***\"}}]"
      })
  void otherJsonIsRefused(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), text);
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> SavedTensors.arrays(file))
        .withMessageContaining("a.json: the file is not one that Polygraphy saves tensors in")
        .withMessageContaining("Fix: ");
  }

  @Test
  void aFolderGivesOutputsByTheirPlace() throws IOException {
    Model model =
        TestModels.read(
            OnnxBytes.model(
                new GraphBytes("g").output("a", FLOAT, 1).output("b", FLOAT, 1)),
            folder);
    Files.write(
        folder.resolve("output_1.pb"), OnnxBytes.tensor("z", FLOAT, new byte[4], 1).toBytes());
    assertThat(SavedTensors.read(folder, model)).containsOnlyKeys("b");
  }

  @Test
  void anotherKindOfFileIsRefused() {
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> SavedTensors.check(Path.of("y.txt")))
        .withMessageContaining("y.txt: expected a file name ending in .npz, .npy or .json");
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> SavedTensors.arrays(Path.of("y.txt")))
        .withMessageContaining("Fix: ");
  }
}
