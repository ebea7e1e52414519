package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzIoTest {
  @TempDir Path folder;

  private static final Map<String, Tensor> ARRAYS = new LinkedHashMap<>();

  static {
    ARRAYS.put("x", Tensor.of("x", new float[] {0, 1, 2, 3, 4, 5}, 2, 3));
    ARRAYS.put("ids", Tensor.of("ids", new long[] {3, -1}, 2));
    ARRAYS.put("words", Tensor.of("words", new String[] {"a", "é"}, 2));
  }

  private static void assertSame(Map<String, Tensor> found) {
    assertThat(found.keySet()).containsExactlyElementsOf(ARRAYS.keySet());
    ARRAYS.forEach((name, expected) -> {
      Tensor tensor = Objects.requireNonNull(found.get(name));
      assertThat(tensor).hasToString(expected.toString());
      if (tensor.dataType() == DataType.STRING) {
        assertThat(tensor.strings()).isEqualTo(expected.strings());
      } else {
        assertThat(tensor.data().mismatch(expected.data())).isEqualTo(-1);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain.npz", "packed.npz"})
  void whatNumpyWroteIsRead(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in =
        Objects.requireNonNull(NpzIoTest.class.getResourceAsStream("/arrays/" + name))) {
      Files.copy(in, file);
    }
    assertSame(NpzIo.read(file));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    Path file = folder.resolve("a.npz");
    NpzIo.write(ARRAYS, file);
    assertSame(NpzIo.read(file));
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void theSameTensorsMakeTheSameBytes() throws IOException {
    NpzIo.write(ARRAYS, folder.resolve("a.npz"));
    NpzIo.write(ARRAYS, folder.resolve("b.npz"));
    assertThat(folder.resolve("a.npz")).hasSameBinaryContentAs(folder.resolve("b.npz"));
  }

  @Test
  void namesWithSlashesStayAsTheyAre() {
    Path file = folder.resolve("a.npz");
    NpzIo.write(Map.of("/block/Conv_output_0", Tensor.of("", new int[] {7}, 1)), file);
    assertThat(NpzIo.read(file)).containsOnlyKeys("/block/Conv_output_0");
  }

  @Test
  void aTypeThatNumpyLacksLeavesTheOldFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.npz"), "old");
    Tensor half = Tensor.of("", DataType.BFLOAT16, Shape.of(), MemorySegment.ofArray(new byte[2]));
    assertThatThrownBy(() -> NpzIo.write(Map.of("h", half), file))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("tensor 'h' (bfloat16[]) cannot be written as .npy");
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void whatIsNoArchiveIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("a.npz"), "1, 2, 3");
    assertThatThrownBy(() -> NpzIo.read(text))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("a.npz: The file is no .npz archive")
        .hasMessageContaining("Fix: write it with numpy.savez");
    assertThatThrownBy(() -> NpzIo.read(folder.resolve("none.npz")))
        .hasMessageContaining("There is no such file");
  }

  @Test
  void aDamagedArrayIsNamedWithItsArchive() throws IOException {
    Path file = folder.resolve("a.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("x.npy"));
      zip.write("none".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> NpzIo.read(file))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("a.npz!x: The file has only 4 bytes");
  }

  @Test
  void anArchiveOfOtherFilesIsRefused() throws IOException {
    Path file = folder.resolve("a.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("readme.txt"));
    }
    assertThatThrownBy(() -> NpzIo.read(file)).hasMessageContaining("holds 'readme.txt'");
  }
}
