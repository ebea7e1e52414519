package dev.oplab.ort.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.NpzIo;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.OrtException;
import dev.oplab.ort.TestModels;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class NumbersTest {
  @TempDir private Path folder;

  private static Numbers of(DataType type, int count, int... bytes) {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      data[i] = (byte) bytes[i];
    }
    return Numbers.of(Tensor.of("", type, Shape.of(count), MemorySegment.ofArray(data)));
  }

  /// Every value of the formats of 8 bits and fewer, as ml_dtypes has them.
  @ParameterizedTest
  @EnumSource(
      names = {
        "FLOAT8E4M3FN",
        "FLOAT8E4M3FNUZ",
        "FLOAT8E5M2",
        "FLOAT8E5M2FNUZ",
        "FLOAT8E8M0",
        "FLOAT4E2M1"
      })
  void smallFloatsAreWhatPythonMakesOfThem(DataType type) {
    double[] expected = expected(type.label());
    int[] bytes = new int[type.bits() == 4 ? 8 : 256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = type.bits() == 4 ? 2 * i | 2 * i + 1 << 4 : i;
    }
    assertThat(of(type, expected.length, bytes).toArray()).containsExactly(expected);
  }

  @Test
  void bfloat16IsTheUpperHalfOfAFloat() {
    double[] expected = expected("bfloat16");
    int[] bytes = new int[expected.length * 2];
    for (int i = 0; i < expected.length; i++) {
      bytes[2 * i] = i * 257 & 0xFF;
      bytes[2 * i + 1] = i * 257 >> 8;
    }
    assertThat(of(DataType.BFLOAT16, expected.length, bytes).toArray()).containsExactly(expected);
  }

  private double[] expected(String name) {
    Path file = TestModels.copy("/arrays/small-floats.npz", folder);
    return Numbers.of(TestModels.named(NpzIo.read(file), name)).toArray();
  }

  @Test
  void elementsOfLessThanAByteBeginAtItsLowEnd() {
    assertThat(of(DataType.UINT4, 3, 0xA1, 0x0F).toArray()).containsExactly(1, 10, 15);
    assertThat(of(DataType.INT4, 3, 0xA1, 0x0F).toArray()).containsExactly(1, -6, -1);
    assertThat(of(DataType.UINT2, 5, 0b11_10_01_00, 2).toArray()).containsExactly(0, 1, 2, 3, 2);
    assertThat(of(DataType.INT2, 4, 0b11_10_01_00).toArray()).containsExactly(0, 1, -2, -1);
  }

  @Test
  void signsAreTheTypes() {
    assertThat(of(DataType.UINT8, 1, 0xFF).at(0)).isEqualTo(255);
    assertThat(of(DataType.INT8, 1, 0xFF).at(0)).isEqualTo(-1);
    assertThat(of(DataType.UINT16, 1, 0xFE, 0xFF).at(0)).isEqualTo(65534);
    assertThat(of(DataType.INT16, 1, 0xFE, 0xFF).at(0)).isEqualTo(-2);
    assertThat(of(DataType.UINT32, 1, 0xFF, 0xFF, 0xFF, 0xFF).at(0)).isEqualTo(4294967295.0);
    assertThat(of(DataType.INT32, 1, 0xFF, 0xFF, 0xFF, 0xFF).at(0)).isEqualTo(-1);
    int[] all = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    assertThat(of(DataType.UINT64, 1, all).at(0)).isEqualTo(0x1p64);
    assertThat(of(DataType.UINT64, 1, all).text(0)).isEqualTo("18446744073709551615");
    assertThat(of(DataType.INT64, 1, all).text(0)).isEqualTo("-1");
  }

  @Test
  void aComplexNumberCountsAsTwo() {
    Numbers numbers = of(DataType.COMPLEX64, 1, 0, 0, 0x80, 0x3F, 0, 0, 0, 0x40);
    assertThat(numbers.toArray()).containsExactly(1, 2);
  }

  @Test
  void stringsAreNoNumbers() {
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> Numbers.of(Tensor.of("s", new String[] {"a"}, 1)))
        .withMessageContaining("tensor 's' holds strings")
        .withMessageContaining("Fix: ");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0", "1,1", "-3,-3", "0.25,0.25", "1e-5,1e-5", "1.1920929e-7,1.192e-7", "123.456,123.5",
    "0.0012345,0.001235", "1234567,1.235e6", "999999,999999", "-1e-9,-1e-9", "NaN,NaN",
    "Infinity,inf", "-Infinity,-inf", "0.1,0.1", "99999.5,99999.5"
  })
  void figuresHaveFourDigitsAndNoMore(double value, String text) {
    assertThat(Figures.of(value)).isEqualTo(text);
  }
}
