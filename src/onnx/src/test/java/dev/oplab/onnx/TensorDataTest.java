package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorDataTest {

  private static ProtoBytes head(DataType type, long... dims) {
    return OnnxBytes.tensorHead("t", type.code(), dims);
  }

  private static String hex(ProtoBytes tensor) {
    return hex(Models.tensor(tensor));
  }

  private static String hex(Tensor tensor) {
    MemorySegment data = tensor.data();
    assertThat(data.byteSize()).isEqualTo(tensor.byteSize());
    assertThat(data.isReadOnly()).isTrue();
    return HexFormat.of().formatHex(data.toArray(ValueLayout.JAVA_BYTE));
  }

  @Test
  void typedFieldsGiveThePackedForm() {
    assertThat(hex(head(DataType.FLOAT, 2).packed(4, 1.0f, -2.0f))).isEqualTo("0000803f000000c0");
    assertThat(hex(head(DataType.COMPLEX64, 1).packed(4, 1.0f, -2.0f)))
        .isEqualTo("0000803f000000c0");
    assertThat(hex(head(DataType.DOUBLE, 1).packed(10, 1.0))).isEqualTo("000000000000f03f");
    assertThat(hex(head(DataType.COMPLEX128, 1).packed(10, 1.0, 0.0)))
        .isEqualTo("000000000000f03f0000000000000000");
    assertThat(hex(head(DataType.INT64, 2).packed(7, -1L, 258L)))
        .isEqualTo("ffffffffffffffff0201000000000000");
    assertThat(hex(head(DataType.UINT64, 1).packed(11, -2L))).isEqualTo("feffffffffffffff");
    assertThat(hex(head(DataType.UINT32, 2).packed(11, 0xFFFFFFFEL, 1L)))
        .isEqualTo("feffffff01000000");
    assertThat(hex(head(DataType.INT32, 2).packed(5, -1L, 258L))).isEqualTo("ffffffff02010000");
    assertThat(hex(head(DataType.INT16, 2).packed(5, -2L, 3L))).isEqualTo("feff0300");
    assertThat(hex(head(DataType.FLOAT16, 1).packed(5, 0x3C00L))).isEqualTo("003c");
    assertThat(hex(head(DataType.BFLOAT16, 1).packed(5, 0x3F80L))).isEqualTo("803f");
    assertThat(hex(head(DataType.INT8, 2).packed(5, -1L, 2L))).isEqualTo("ff02");
    assertThat(hex(head(DataType.BOOL, 2).packed(5, 1L, 0L))).isEqualTo("0100");
    assertThat(hex(head(DataType.FLOAT8E4M3FN, 1).packed(5, 0x38L))).isEqualTo("38");
  }

  @Test
  void elementsOfOneTagEachReadLikeAPackedRun() {
    assertThat(hex(head(DataType.FLOAT, 2).fixed(4, 1.0f).fixed(4, -2.0f)))
        .isEqualTo("0000803f000000c0");
    assertThat(hex(head(DataType.INT64, 3).varint(7, 1).packed(7, 2L).varint(7, 3)))
        .isEqualTo("010000000000000002000000000000000300000000000000");
    assertThat(hex(head(DataType.DOUBLE, 1).fixed(10, 1.0))).isEqualTo("000000000000f03f");
  }

  @Test
  void smallElementsShareBytes() {
    assertThat(hex(head(DataType.INT4, 3).packed(5, 0x21L, 0x03L))).isEqualTo("2103");
    assertThat(hex(head(DataType.UINT2, 5).packed(5, 0xE4L, 0x01L))).isEqualTo("e401");
    assertThat(hex(head(DataType.FLOAT6E2M3, 5).packed(5, 0x3FL, 0x01L, 0x20L, 0x15L, 0x02L)))
        .isEqualTo("7f005602");
    assertThat(Models.tensor(head(DataType.UINT4, 5)).byteSize()).isEqualTo(3);
    assertThat(Models.tensor(head(DataType.FLOAT6E3M2, 3)).byteSize()).isEqualTo(3);
    assertThat(Models.tensor(head(DataType.FLOAT4E2M1, 4)).byteSize()).isEqualTo(2);
    assertThat(Models.tensor(head(DataType.INT2, 9)).byteSize()).isEqualTo(3);
    assertThat(Models.tensor(head(DataType.INT2, 0)).byteSize()).isEqualTo(0);
  }

  @Test
  void rawDataIsASliceOfTheModel() {
    byte[] model = Models.small().toBytes();
    MemorySegment data = Models.read(model).graph().initializers().getFirst().data();
    assertThat(data.getAtIndex(TensorDecoder.FLOAT, 0)).isEqualTo(1);
    Arrays.fill(model, (byte) 0);
    assertThat(data.getAtIndex(TensorDecoder.FLOAT, 0)).as("not a copy").isZero();
  }

  @Test
  void stringsHaveTheirOwnAccessor() {
    ProtoBytes strings =
        head(DataType.STRING, 2)
            .bytes(6, "ü".getBytes(StandardCharsets.UTF_8))
            .bytes(6, new byte[] {(byte) 0xFF});
    Tensor tensor = Models.tensor(strings);
    assertThat(tensor.strings()).containsExactly("ü", "\uFFFD");
    assertThat(tensor.stringBytes().get(1)).containsExactly(0xFF);
    assertThat(tensor.byteSize()).isEqualTo(3);
    assertThatThrownBy(tensor::data)
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "model in memory > tensor 't' (string[2]) holds strings, which have no packed form.\n"
                + "Fix: use strings() or stringBytes() instead.");
    assertThatThrownBy(() -> Models.tensor(head(DataType.FLOAT)).strings())
        .hasMessageContaining("has no strings: its elements are float32.\nFix: use data()");
    assertThatThrownBy(() -> Models.tensor(head(DataType.STRING, 3)).strings())
        .hasMessageContaining("holds 0 strings, but its shape [3] needs 3");
  }

  @Test
  void anElementTypeOfAnotherVersionOpensAndSaysSo() {
    Tensor tensor = Models.tensor(OnnxBytes.tensor("t", 77, new byte[6], 3));
    assertThat(tensor.dataType()).isEqualTo(DataType.UNDEFINED);
    assertThat(tensor.dataTypeCode()).isEqualTo(77);
    assertThat(tensor.byteSize()).isEqualTo(6);
    assertThat(tensor).hasToString("type#77[3] 't' (6 B)");
    assertThatThrownBy(tensor::data)
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "model in memory > tensor 't' (type#77[3]) has the element type number 77, which is"
                + " none that this version knows.\n"
                + "Fix: update, or convert the model to a known type.");
  }

  @Test
  void sizesThatCannotBeAreErrorsWhenTheDataIsAsked() {
    Tensor negative = Models.tensor(OnnxBytes.tensor("t", 1, new byte[8], 2, -1));
    assertThat(negative).hasToString("float32[2, -1] 't' (size unknown)");
    assertThatThrownBy(negative::data)
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "model in memory > tensor 't' (float32[2, -1]) has the negative size -1.\n"
                + "Fix: check how the model was made.");
    Tensor huge = Models.tensor(OnnxBytes.tensor("t", 1, new byte[8], 1L << 40, 1L << 40));
    assertThatThrownBy(huge::byteSize)
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("has more elements than a 64-bit number can count");
    Tensor big = Models.tensor(OnnxBytes.tensor("t", 1, new byte[8], 1L << 62));
    assertThatThrownBy(big::data)
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("has a size that no 64-bit number can hold");
  }

  @Test
  void dataOfAnotherSizeThanTheShapeIsAnError() {
    assertThatThrownBy(Models.tensor(OnnxBytes.tensor("t", 1, new byte[8], 3))::data)
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "model in memory > tensor 't' (float32[3]) holds 8 bytes, but its type and shape need"
                + " 12 bytes.\nFix: export or download the model again.");
    assertThatThrownBy(Models.tensor(head(DataType.FLOAT, 1L << 40).packed(4, 1.0f))::data)
        .as("a shape that lies allocates nothing")
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("holds 4 bytes, but its type and shape need 4,398,046,511,104 bytes");
    assertThatThrownBy(Models.tensor(head(DataType.FLOAT, 2))::data)
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("holds 0 bytes");
  }

  @Test
  void sixBitsAnElementAreCountedElementByElement() {
    // Three and four of them take three bytes.
    assertThatThrownBy(() -> hex(head(DataType.FLOAT6E2M3, 3).packed(5, 1L, 2L, 3L, 4L)))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("holds 4 elements, but its type and shape need 3");
  }

  @Test
  void elementsThatRunOverTheirFieldAreAnError() {
    assertThatThrownBy(
            Models.tensor(head(DataType.INT64, 1).header(7, 1).raw(0x80).varint(12, 1))::data)
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("tensor 't' (int64[1]) has elements that cannot be decoded");
  }

  @Test
  void tensorsAreMadeFromArrays() {
    assertThat(hex(Tensor.of("a", new float[] {1, 2}, 2))).isEqualTo("0000803f00000040");
    assertThat(hex(Tensor.of("a", new double[] {1}))).isEqualTo("000000000000f03f");
    assertThat(hex(Tensor.of("a", new int[] {1, -1}, 1, 2))).isEqualTo("01000000ffffffff");
    assertThat(hex(Tensor.of("a", new long[] {1}, 1))).isEqualTo("0100000000000000");
    assertThat(Tensor.of("a", new String[] {"x", "y"}, 2).strings()).isEqualTo(List.of("x", "y"));
    assertThat(Tensor.of("conv1.weight", new float[64 * 3 * 7 * 7], 64, 3, 7, 7))
        .hasToString("float32[64, 3, 7, 7] 'conv1.weight' (37.6 kB)");
    assertThatThrownBy(() -> Tensor.of("a", new float[3], 2, 2))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("holds 12 bytes, but its type and shape need 16 bytes");
    MemorySegment four = MemorySegment.ofArray(new byte[] {1, 2, 3, 4});
    assertThat(hex(Tensor.of("a", DataType.INT16, Shape.of(2), four))).isEqualTo("01020304");
  }
}
