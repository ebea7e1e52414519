package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatumIoTest {
  private static final ValueType TENSOR = ValueType.tensor(DataType.FLOAT, 2);
  private static final ValueType SEQUENCE = new ValueType.SequenceType(TENSOR);
  private static final ValueType OPTIONAL = new ValueType.OptionalType(SEQUENCE);
  private static final ValueType MAP = new ValueType.MapType(DataType.INT64, TENSOR);

  @TempDir Path folder;

  private Path file(ProtoBytes bytes) throws IOException {
    return Files.write(folder.resolve("input_0.pb"), bytes.toBytes());
  }

  private static ProtoBytes tensor(String name) {
    return OnnxBytes.tensor(name, OnnxBytes.FLOAT, new byte[] {0, 0, (byte) 0x80, 0x3F}, 1);
  }

  @Test
  void aTensorIsReadWithItsName() throws IOException {
    assertThat(DatumIo.read(file(tensor("x")), TENSOR)).hasToString("float32[1] 'x' (4 B)");
  }

  @Test
  void aSequenceKeepsItsOrder() throws IOException {
    ProtoBytes bytes =
        new ProtoBytes().text(1, "s").varint(2, 1).message(3, tensor("a")).message(3, tensor("b"));
    Datum read = DatumIo.read(file(bytes), SEQUENCE);
    assertThat(read).isInstanceOf(Datum.Sequence.class).hasToString("sequence of 2");
    assertThat(Datum.tensors(Map.of("s", read)).keySet()).containsExactly("s[0]", "s[1]");
  }

  @Test
  void anEmptyFileIsAnEmptySequence() throws IOException {
    assertThat(DatumIo.read(file(new ProtoBytes()), SEQUENCE))
        .isEqualTo(new Datum.Sequence(List.of()));
  }

  @Test
  void anOptionalIsItsValueOrNothing() throws IOException {
    ProtoBytes sequence = new ProtoBytes().message(3, tensor("a"));
    assertThat(DatumIo.read(file(new ProtoBytes().varint(2, 3).message(5, sequence)), OPTIONAL))
        .hasToString("sequence of 1");
    assertThat(DatumIo.read(file(new ProtoBytes().varint(2, 3)), OPTIONAL))
        .isEqualTo(new Datum.Absent());
  }

  @Test
  void aMapHasKeysAndValues() throws IOException {
    ProtoBytes values = new ProtoBytes().message(3, tensor("a")).message(3, tensor("b"));
    Datum numbers = DatumIo.read(file(new ProtoBytes().packed(3, 7L, -1L).message(5, values)), MAP);
    Datum.Mapping map = (Datum.Mapping) numbers;
    assertThat(map.keys()).hasToString("int64[2] (16 B)");
    assertThat(map.values()).hasToString("sequence of 2");
    Datum words =
        DatumIo.read(file(new ProtoBytes().text(4, "é").text(4, "b").message(5, values)), MAP);
    assertThat(((Datum.Mapping) words).keys().strings()).containsExactly("é", "b");
    assertThat(Datum.tensors(Map.of("m", numbers)).keySet())
        .containsExactly("m.keys", "m.values[0]", "m.values[1]");
  }

  @Test
  void whatIsNoValueIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("a.pb"), "1, 2, 3, 4");
    assertThatThrownBy(() -> DatumIo.read(text, TENSOR))
        .isInstanceOf(OnnxException.class)
        .hasMessageStartingWith(text + ": The file does not hold a value of the type float32[2]: ")
        .hasMessageContaining("Fix: name a file that a value of this type was written to");
    assertThatThrownBy(() -> DatumIo.read(file(new ProtoBytes()), TENSOR))
        .hasMessageContaining("it has no element type");
    assertThatThrownBy(() -> DatumIo.read(folder.resolve("none.pb"), TENSOR))
        .hasMessageContaining("There is no such file");
  }

  @Test
  void aFileCutShortIsAnError() throws IOException {
    ProtoBytes bytes = new ProtoBytes().message(3, tensor("a"));
    byte[] whole = bytes.toBytes();
    for (int length = 1; length < whole.length; length++) {
      Path cut = Files.write(folder.resolve("cut.pb"), java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> DatumIo.read(cut, SEQUENCE))
          .as("cut to %d bytes", length)
          .isInstanceOf(OnnxException.class);
    }
  }
}
