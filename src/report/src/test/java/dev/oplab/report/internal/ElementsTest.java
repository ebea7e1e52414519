package dev.oplab.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ElementsTest {

  static Stream<Arguments> everyType() {
    return Stream.of(
        arguments(DataType.FLOAT, 2, "0000803f0000c0ff", "[1, nan]"),
        arguments(DataType.UINT8, 2, "00ff", "[0, 255]"),
        arguments(DataType.INT8, 2, "80ff", "[-128, -1]"),
        arguments(DataType.UINT16, 2, "ffff0100", "[65535, 1]"),
        arguments(DataType.INT16, 2, "ffff0080", "[-1, -32768]"),
        arguments(DataType.INT32, 2, "ffffffff02000000", "[-1, 2]"),
        arguments(DataType.INT64, 1, "0100000000000080", "[-9223372036854775807]"),
        arguments(DataType.BOOL, 3, "000102", "[false, true, true]"),
        arguments(DataType.FLOAT16, 4, "003c00c0007c0100", "[1, -2, inf, 5.96046e-08]"),
        arguments(DataType.DOUBLE, 1, "000000000000f0bf", "[-1]"),
        arguments(DataType.UINT32, 1, "feffffff", "[4294967294]"),
        arguments(DataType.UINT64, 1, "ffffffffffffffff", "[18446744073709551615]"),
        arguments(DataType.COMPLEX64, 1, "0000803f000000c0", "[1-2i]"),
        arguments(DataType.COMPLEX128, 1, "000000000000f03f0000000000000040", "[1+2i]"),
        arguments(DataType.BFLOAT16, 3, "803f80ffc07f", "[1, -inf, nan]"),
        arguments(
            DataType.FLOAT8E4M3FN, 6, "38fe010880ff", "[1, -448, 0.00195313, 0.015625, -0, nan]"),
        arguments(DataType.FLOAT8E4M3FNUZ, 4, "407f0180", "[1, 240, 0.000976563, nan]"),
        arguments(DataType.FLOAT8E5M2, 5, "3c7b7c7d01", "[1, 57344, inf, nan, 1.52588e-05]"),
        arguments(DataType.FLOAT8E5M2FNUZ, 4, "407fff80", "[1, 57344, -57344, nan]"),
        arguments(DataType.FLOAT8E8M0, 4, "7f807eff", "[1, 2, 0.5, nan]"),
        arguments(DataType.FLOAT6E2M3, 3, "c81700", "[1, 7.5, 0.125]"),
        arguments(DataType.FLOAT6E3M2, 3, "cc1702", "[1, 28, -0.0625]"),
        arguments(DataType.FLOAT4E2M1, 5, "21750f", "[0.5, 1, 3, 6, -6]"),
        arguments(DataType.UINT4, 3, "1f02", "[15, 1, 2]"),
        arguments(DataType.INT4, 3, "8f07", "[-1, -8, 7]"),
        arguments(DataType.UINT2, 5, "e401", "[0, 1, 2, 3, 1]"),
        arguments(DataType.INT2, 5, "e403", "[0, 1, -2, -1, -1]"));
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void elementsAreReadAsTheirTypeSays(DataType type, int count, String hex, String expected) {
    assertThat(Preview.of(tensor(type, count, hex))).isEqualTo(expected);
  }

  @Test
  void noTypeIsForgotten() {
    Set<Object> tested = everyType().map(row -> row.get()[0]).collect(Collectors.toSet());
    tested.addAll(Set.of(DataType.STRING, DataType.UNDEFINED));
    assertThat(tested).isEqualTo(Set.copyOf(EnumSet.allOf(DataType.class)));
  }

  @Test
  void everyTypeHasStatisticsAndALook() {
    for (DataType type : DataType.values()) {
      if (type.bits() > 0) {
        byte[] raw = new byte[type.bits() * 8];
        for (int i = 0; i < raw.length; i++) {
          raw[i] = (byte) (i * 37);
        }
        String text = TensorView.of(tensor(type, 64, HexFormat.of().formatHex(raw))).toText();
        assertThat(text).as(type.label()).contains("64 elements", "[", "std");
      }
    }
  }

  @Test
  void stringsAreShortenedAndMadeVisible() {
    Tensor words = Tensor.of("s", new String[] {"a\nb", "x".repeat(99)}, 2);
    assertThat(Preview.of(words)).isEqualTo("[\"a\\nb\", \"" + "x".repeat(18) + "…]");
  }

  @Test
  void statisticsLeaveOutWhatIsNoNumber() {
    Statistics found =
        Statistics.of(
            Elements.of(
                Tensor.of(
                    "t", new float[] {1, 2, Float.NaN, 0, 5, Float.NEGATIVE_INFINITY, -0f}, 7)));
    assertThat(found).isEqualTo(new Statistics(7, 3, 4, 1.6, found.deviation(), 2, 1, 1));
    assertThat(found.deviation()).isCloseTo(1.8547, within(1e-4));
  }

  @Test
  void statisticsOfTheFirstElementsSayHowMany() {
    Elements elements = Elements.of(Tensor.of("t", new int[] {1, 2, 9}, 3));
    assertThat(Statistics.of(elements, 2)).isEqualTo(new Statistics(2, 0, 1, 1.5, 0.5, 0, 0, 0));
  }

  @Test
  void barsAddUpToWhatIsFinite() {
    float[] values = new float[100];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == 50 ? Float.NaN : i * i;
    }
    Elements elements = Elements.of(Tensor.of("t", values, 100));
    Histogram histogram = Histogram.of(elements, Statistics.of(elements)).orElseThrow();
    assertThat(histogram.counts().stream().mapToLong(Long::longValue).sum()).isEqualTo(99);
    assertThat(histogram.text()).startsWith("0 █").endsWith(" 9801");
  }

  @Test
  void fewWholeNumbersHaveABarEach() {
    Elements elements = Elements.of(Tensor.of("t", new long[] {3, 3, 5}, 3));
    Histogram histogram = Histogram.of(elements, Statistics.of(elements)).orElseThrow();
    assertThat(histogram.counts()).containsExactly(2L, 0L, 1L);
    assertThat(histogram.text()).isEqualTo("3 █ ▄ 5");
  }

  @Test
  void equalElementsHaveNoBars() {
    Elements elements = Elements.of(Tensor.of("t", new float[] {2, 2}, 2));
    assertThat(Histogram.of(elements, Statistics.of(elements))).isEmpty();
  }

  private static Tensor tensor(DataType type, int count, String hex) {
    byte[] raw = HexFormat.of().parseHex(hex);
    MemorySegment bytes = Arena.ofAuto().allocate(raw.length);
    bytes.copyFrom(MemorySegment.ofArray(raw));
    return Tensor.of("t", type, Shape.of(count), bytes);
  }
}
