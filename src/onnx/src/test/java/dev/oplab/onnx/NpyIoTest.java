package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NpyIoTest {
  @TempDir Path folder;

  private Path file(int version, String header, byte... elements) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(12 + text.length + elements.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      bytes.putShort((short) text.length);
    } else {
      bytes.putInt(text.length);
    }
    bytes.put(text).put(elements);
    return Files.write(folder.resolve("a.npy"), Arrays.copyOf(bytes.array(), bytes.position()));
  }

  private static String hex(Tensor tensor) {
    return HexFormat.of().formatHex(tensor.data().toArray(ValueLayout.JAVA_BYTE));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "BOOL",
        "INT8",
        "INT16",
        "INT32",
        "INT64",
        "UINT8",
        "UINT16",
        "UINT32",
        "UINT64",
        "FLOAT16",
        "FLOAT",
        "DOUBLE",
        "COMPLEX64",
        "COMPLEX128"
      })
  void everyTypeComesBackAsItWasWritten(DataType type) {
    byte[] content = new byte[6 * type.bits() / 8];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (type == DataType.BOOL ? i % 2 : i * 37);
    }
    for (Shape shape : new Shape[] {Shape.of(6), Shape.of(2, 3), Shape.of(1, 6, 1)}) {
      Tensor tensor = Tensor.of("kept", type, shape, MemorySegment.ofArray(content));
      NpyIo.write(tensor, folder.resolve("kept.npy"));
      Tensor read = NpyIo.read(folder.resolve("kept.npy"));
      assertThat(read).hasToString(tensor.toString());
      assertThat(hex(read)).isEqualTo(hex(tensor));
    }
  }

  @Test
  void scalarsAndEmptyArraysComeBack() {
    for (Tensor tensor :
        new Tensor[] {Tensor.of("a", new float[] {7}), Tensor.of("a", new long[0], 0, 3)}) {
      NpyIo.write(tensor, folder.resolve("a.npy"));
      assertThat(NpyIo.read(folder.resolve("a.npy"))).hasToString(tensor.toString());
    }
  }

  @Test
  void theHeaderIsTheOneNumpyWrites() throws IOException {
    NpyIo.write(Tensor.of("a", new float[] {1, 2, 3}, 3), folder.resolve("a.npy"));
    byte[] bytes = Files.readAllBytes(folder.resolve("a.npy"));
    assertThat(new String(bytes, 0, 128, StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "\u0093NUMPY\1\0v\0{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }"
                + " ".repeat(60)
                + "\n");
    assertThat(bytes).hasSize(140);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void bigEndianNumbersAreTurnedRound() throws IOException {
    Path file =
        file(
            1,
            "{'descr': '>i2', 'fortran_order': False, 'shape': (2,), }",
            (byte) 1,
            (byte) 2,
            (byte) 3,
            (byte) 4);
    assertThat(hex(NpyIo.read(file))).isEqualTo("02010403");
    byte[] complex = {1, 2, 3, 4, 5, 6, 7, 8};
    Path parts = file(1, "{'descr': '>c8', 'fortran_order': False, 'shape': (), }", complex);
    assertThat(hex(NpyIo.read(parts))).isEqualTo("0403020108070605");
  }

  @Test
  void fortranLayoutBecomesCLayout() throws IOException {
    byte[] columns = {0, 3, 1, 4, 2, 5};
    Path file = file(2, "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }", columns);
    Tensor tensor = NpyIo.read(file, "x");
    assertThat(tensor).hasToString("uint8[2, 3] 'x' (6 B)");
    assertThat(hex(tensor)).isEqualTo("000102030405");
    byte[] cube = {0, 4, 2, 6, 1, 5, 3, 7};
    Path deep = file(3, "{'descr': '|i1', 'fortran_order': True, 'shape': (2, 2, 2), }", cube);
    assertThat(hex(NpyIo.read(deep))).isEqualTo("0001020304050607");
  }

  @Test
  void littleEndianElementsStayInTheMappedFile() throws IOException {
    Path file = file(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", new byte[4]);
    assertThat(NpyIo.read(file).data().isMapped()).isTrue();
  }

  @Test
  void pickledObjectsAreRefused() throws IOException {
    Path file = file(1, "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", (byte) 0x80);
    assertThatThrownBy(() -> NpyIo.read(file))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            file
                + ": The file holds Python objects (dtype '|O'), which only Python can read.\n"
                + "Fix: save it with a type of numbers or text, as in np.save(file,"
                + " array.astype('float32')) or array.astype(str).");
  }

  @Test
  void typesThatTensorsLackAreRefused() throws IOException {
    Path dates = file(1, "{'descr': '<M8[s]', 'fortran_order': False, 'shape': (1,), }");
    assertThatThrownBy(() -> NpyIo.read(dates)).hasMessageContaining("of NumPy's type '<M8[s]'");
    Path fields = file(1, "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }");
    assertThatThrownBy(() -> NpyIo.read(fields)).hasMessageContaining("records of several fields");
    Tensor half = Tensor.of("h", DataType.BFLOAT16, Shape.of(), MemorySegment.ofArray(new byte[2]));
    assertThatThrownBy(() -> NpyIo.write(half, folder.resolve("h.npy")))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("cannot be written as .npy: NumPy has no type like bfloat16.\nFix: ");
    assertThat(folder.resolve("h.npy")).doesNotExist();
  }

  @Test
  void textComesBackAsItWasWritten() {
    String[] words = {"one", "", "четыре", "𝄞 clef"};
    NpyIo.write(Tensor.of("w", words, 2, 2), folder.resolve("w.npy"));
    Tensor read = NpyIo.read(folder.resolve("w.npy"));
    assertThat(read.strings()).containsExactly(words);
    assertThat(read.shape()).isEqualTo(Shape.of(2, 2));
  }

  @Test
  void textIsReadInEveryFormThatNumpyHas() throws IOException {
    byte[] big = {0, 0, 0, 'a', 0, 0, 0, 'b', 0, 0, 0, 'c', 0, 0, 0, 0};
    Path unicode = file(1, "{'descr': '>U2', 'fortran_order': False, 'shape': (2,), }", big);
    assertThat(NpyIo.read(unicode).strings()).containsExactly("ab", "c");
    byte[] columns = {'a', 'b', 'c', 0, 'd', 'e', 'f', 0};
    Path bytes = file(1, "{'descr': '|S2', 'fortran_order': True, 'shape': (2, 2), }", columns);
    assertThat(NpyIo.read(bytes).strings()).containsExactly("ab", "de", "c", "f");
    Path none = file(1, "{'descr': '<U0', 'fortran_order': False, 'shape': (3,), }");
    assertThat(NpyIo.read(none).strings()).containsExactly("", "", "");
  }

  @Test
  void aLetterThatUnicodeLacksIsAnError() throws IOException {
    byte[] letter = {0, 0, 0x7F, 0};
    Path file = file(1, "{'descr': '<U1', 'fortran_order': False, 'shape': (1,), }", letter);
    assertThatThrownBy(() -> NpyIo.read(file)).hasMessageContaining("the letter number 8323072");
  }

  @Test
  void aFileCutAtAnyByteIsAnError() throws IOException {
    NpyIo.write(Tensor.of("a", new float[] {1, 2, 3}, 3), folder.resolve("a.npy"));
    byte[] whole = Files.readAllBytes(folder.resolve("a.npy"));
    for (int length = 0; length < whole.length; length++) {
      Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> NpyIo.read(cut))
          .as("cut to %d bytes", length)
          .isInstanceOf(OnnxException.class)
          .hasMessageContaining("\nFix: ");
    }
    Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(whole, 137));
    assertThatThrownBy(() -> NpyIo.read(cut))
        .hasMessageContaining(
            "cut short: its header promises float32[3], 3 elements of 4 bytes, but only 9 bytes"
                + " follow");
  }

  @Test
  void filesThatAreSomethingElseAreNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "1, 2, 3, 4, 5");
    assertThatThrownBy(() -> NpyIo.read(text)).hasMessageContaining("is no .npy file");
    assertThatThrownBy(() -> NpyIo.read(folder.resolve("none.npy")))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("There is no such file");
    Path lying = file(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }");
    assertThatThrownBy(() -> NpyIo.read(lying)).hasMessageContaining("cut short");
    Path many =
        file(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 99999999999), }");
    assertThatThrownBy(() -> NpyIo.read(many)).isInstanceOf(OnnxException.class);
  }

  @Test
  void aFolderThatIsNotThereIsSaidToBeMissing() {
    assertThatThrownBy(() -> NpyIo.write(Tensor.of("a", new int[1]), folder.resolve("no/a.npy")))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("check that the folder exists");
  }
}
