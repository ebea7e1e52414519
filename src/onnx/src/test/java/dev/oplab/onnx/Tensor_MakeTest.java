package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class Tensor_MakeTest {

  static Stream<DataType> numeric() {
    return Arrays.stream(DataType.values()).filter(type -> type.bits() > 0);
  }

  private static byte[] bytes(Tensor tensor) {
    return tensor.data().toArray(ValueLayout.JAVA_BYTE);
  }

  @ParameterizedTest
  @MethodSource("numeric")
  void everyTypeHoldsOnesInTheSizeItSays(DataType type) {
    Tensor ones = Tensor.ones(type, 3, 3);
    assertThat(ones.dataType()).isEqualTo(type);
    assertThat(ones.shape()).isEqualTo(Shape.of(3, 3));
    assertThat(ones.data().byteSize()).isEqualTo((9L * type.bits() + 7) / 8);

    assertThat(ones.toDoubles()).hasSize(9).containsOnly(1.0);
  }

  @ParameterizedTest
  @MethodSource("numeric")
  void everyTypeComesBackFromAFileAsItWent(DataType type) {
    Tensor tensor = Tensor.of(type, Shape.of(5), 1, 1, 1, 1, 1);
    Model model = Model.create(25);
    model.graph().addInitializer(tensor.named("w"));
    Model read = OnnxIo.read(MemorySegment.ofArray(OnnxIo.toBytes(model)));
    assertThat(read.graph().initializers().getFirst().toDoubles()).containsExactly(1, 1, 1, 1, 1);
  }

  @Test
  void smallIntegersShareBytesLowBitsFirst() {
    assertThat(bytes(Tensor.of(DataType.INT4, Shape.of(3), -8, 7, -1))).containsExactly(0x78, 0x0F);
    assertThat(bytes(Tensor.of(DataType.UINT4, Shape.of(2), 15, 1))).containsExactly(0x1F);
    assertThat(bytes(Tensor.of(DataType.UINT2, Shape.of(5), 3, 2, 1, 0, 3)))
        .containsExactly(0b00_01_10_11, 3);
    Tensor signed = Tensor.of(DataType.INT2, Shape.of(4), -2, -1, 0, 1);
    assertThat(signed.toDoubles()).containsExactly(-2, -1, 0, 1);
    Tensor quarters = Tensor.of(DataType.FLOAT4E2M1, Shape.of(4), 0.5, 0, 1, 0);
    assertThat(bytes(quarters)).containsExactly(0x01, 0x02);
    assertThat(quarters.toDoubles()).containsExactly(0.5, 0, 1, 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {
        "FLOAT16",
        "BFLOAT16",
        "FLOAT8E4M3FN",
        "FLOAT8E4M3FNUZ",
        "FLOAT8E5M2",
        "FLOAT8E5M2FNUZ",
        "FLOAT4E2M1"
      })
  void aSmallFloatIsTheNearestThereIs(DataType type) {
    SmallFloat format = SmallFloat.of(type);
    double before = Double.NaN;
    for (int code = 0; code < 1 << (type.bits() - 1); code++) {
      double number = format.decode(code);
      if (Double.isNaN(number)) {
        assertThat(format.decode(format.encode(number))).isNaN();
        continue;
      }
      boolean kept = Double.isFinite(number) || type.bits() == 16;
      assertThat(format.encode(number)).isEqualTo(kept ? code : code - 1);
      if (code > 0 && Double.isFinite(number)) {
        assertThat(format.decode(format.encode(-number))).isEqualTo(-number);
        double middle = (before + number) / 2;
        assertThat(format.encode(middle)).as("a tie is even").isEqualTo(code & ~1);
        assertThat(format.encode(Math.nextUp(middle))).isEqualTo(code);
        assertThat(format.encode(Math.nextDown(middle))).isEqualTo(code - 1);
      }
      before = number;
    }
  }

  @Test
  void halvesAreThoseOfJava() {
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      float number = Float.intBitsToFloat(random.nextInt());
      if (!Float.isNaN(number)) {
        int bits = SmallFloat.of(DataType.FLOAT16).encode(number);
        assertThat((short) bits).isEqualTo(Float.floatToFloat16(number));
        assertThat(SmallFloat.of(DataType.FLOAT16).decode(bits))
            .isEqualTo(Float.float16ToFloat((short) bits));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT16, 1e6, Infinity",
    "BFLOAT16, 3.4e38, Infinity",
    "FLOAT8E4M3FN, 1e6, 448",
    "FLOAT8E4M3FN, Infinity, 448",
    "FLOAT8E4M3FNUZ, -1e6, -240",
    "FLOAT8E5M2, 1e6, 57344",
    "FLOAT8E5M2FNUZ, 1e6, 57344",
    "FLOAT4E2M1, 7, 6",
    "FLOAT8E4M3FNUZ, -0.0, 0",
    "FLOAT8E8M0, 3, 4",
    "FLOAT8E8M0, 0.25, 0.25",
    "FLOAT8E8M0, 1e300, 1.7014118346046923E38",
    "BOOL, 7, 1",
    "COMPLEX64, 2, 2"
  })
  void whatDoesNotFitIsTheNearestThatDoes(DataType type, double given, double expected) {
    assertThat(Tensor.full(type, given).toDoubles()).containsExactly(expected);
  }

  @Test
  void wholeNumbersMustBeWholeAndInRange() {
    assertThatThrownBy(() -> Tensor.full(DataType.INT8, 200))
        .hasMessageContaining("A tensor of int8 cannot hold 200.0")
        .hasMessageContaining("Fix: give whole numbers from -128 to 127");
    assertThatThrownBy(() -> Tensor.full(DataType.UINT4, -1)).hasMessageContaining("from 0 to 15");
    assertThatThrownBy(() -> Tensor.full(DataType.INT64, 1.5)).hasMessageContaining("cannot hold");
    assertThatThrownBy(() -> Tensor.zeros(DataType.FLOAT8E8M0, 1))
        .hasMessageContaining("numbers above 0");
    assertThatThrownBy(() -> Tensor.full(DataType.FLOAT4E2M1, Double.NaN))
        .hasMessageContaining("cannot hold NaN");
    assertThatThrownBy(() -> Tensor.zeros(DataType.STRING, 1)).hasMessageContaining("text");
    long large = (1L << 62) + 1;
    assertThat(Tensor.of(DataType.INT64, Shape.of(1), large).data().get(TensorDecoder.LONG, 0))
        .isEqualTo(large);
    assertThat(Tensor.full(DataType.UINT64, 0x1p63).toDoubles()).containsExactly(0x1p63);
  }

  @Test
  void asManyNumbersAsTheShapeSays() {
    assertThatThrownBy(() -> Tensor.of(DataType.FLOAT, Shape.of(2, 2), 1.0, 2.0))
        .hasMessageContaining("float32[2, 2] has 4 elements, and 2 were given");
    assertThatThrownBy(() -> Tensor.zeros(DataType.FLOAT, -1))
        .hasMessageContaining("negative size");
  }

  @Test
  void rangesAndRandomNumbers() {
    assertThat(Tensor.arange(DataType.INT64, 4).toDoubles()).containsExactly(0, 1, 2, 3);
    assertThat(Tensor.arange(DataType.FLOAT, 3, 1, -0.5).toDoubles())
        .containsExactly(3, 2.5, 2, 1.5);
    assertThat(Tensor.arange(DataType.INT8, 5, 5, 1).toDoubles()).isEmpty();
    assertThatThrownBy(() -> Tensor.arange(DataType.INT8, 0, 5, 0)).hasMessageContaining("step");
    double[] numbers = Tensor.randn(7, DataType.FLOAT, 100, 100).toDoubles();
    assertThat(numbers).isEqualTo(Tensor.randn(7, DataType.FLOAT, 10_000).toDoubles());
    assertThat(Arrays.stream(numbers).average().orElseThrow()).isCloseTo(0, within(0.05));
    assertThat(Tensor.randn(DataType.FLOAT16, 8).toDoubles())
        .isNotEqualTo(Tensor.randn(DataType.FLOAT16, 8).toDoubles());
    assertThatThrownBy(() -> Tensor.randn(DataType.INT8, 1)).hasMessageContaining("arange");
  }
}
