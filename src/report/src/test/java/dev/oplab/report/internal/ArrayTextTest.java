package dev.oplab.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrayTextTest {

  private static String text(Tensor tensor) {
    return String.join("\n", ArrayText.of(Elements.of(tensor), tensor.shape(), 64));
  }

  private static float[] counted(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i / 4f;
    }
    return values;
  }

  @Test
  void aSmallMatrixIsWhole() {
    assertThat(text(Tensor.of("m", new float[] {1, -2.5f, 0, 100}, 2, 2)))
        .isEqualTo("[[  1.0,  -2.5],\n [    0, 100.0]]");
  }

  @Test
  void aLargeMatrixShowsItsCorners() {
    assertThat(text(Tensor.of("m", counted(100), 10, 10)))
        .isEqualTo(
            """
            [[    0,  0.25,  0.50,  0.75, …,  1.50,  1.75,  2.00,  2.25],
             [ 2.50,  2.75,  3.00,  3.25, …,  4.00,  4.25,  4.50,  4.75],
             [ 5.00,  5.25,  5.50,  5.75, …,  6.50,  6.75,  7.00,  7.25],
             …
             [17.50, 17.75, 18.00, 18.25, …, 19.00, 19.25, 19.50, 19.75],
             [20.00, 20.25, 20.50, 20.75, …, 21.50, 21.75, 22.00, 22.25],
             [22.50, 22.75, 23.00, 23.25, …, 24.00, 24.25, 24.50, 24.75]]\
            """);
  }

  @Test
  void aLongRowIsBroken() {
    assertThat(text(Tensor.of("v", new long[30], 30)))
        .isEqualTo("[" + "0, ".repeat(21).strip() + "\n " + "0, ".repeat(8) + "0]");
  }

  @Test
  void aScalarHasNoBrackets() {
    assertThat(text(Tensor.of("s", new double[] {0.1}))).isEqualTo("0.1");
  }

  @Test
  void nothingIsAnEmptyList() {
    assertThat(text(Tensor.of("e", new float[0], 3, 0))).isEqualTo("[]");
  }

  @Test
  void ofATensorWithManyAxesTheOuterOnesAreCut() {
    String shown = text(Tensor.of("t", new float[4 * 5 * 6 * 7], 4, 5, 6, 7));
    assertThat(shown).startsWith("[[[[0, 0, 0, 0, 0, 0, 0],").contains("  …\n", "\n …\n");
    assertThat(shown.lines().count()).isLessThanOrEqualTo(32);
  }

  @Test
  void aRankThatNobodyUsesIsShownFlat() {
    long[] dims = new long[2000];
    Arrays.fill(dims, 1);
    dims[1] = 3;
    String shown = text(Tensor.of("deep", new float[] {1, 2, 3}, dims));
    assertThat(shown).startsWith("[[[[[[1.0]").endsWith("[3.0]]]]]]");
  }

  @Test
  void complexNumbersLineUp() {
    var bytes = Arena.ofAuto().allocate(16, 8);
    bytes.setAtIndex(java.lang.foreign.ValueLayout.JAVA_FLOAT, 0, 1.5f);
    bytes.setAtIndex(java.lang.foreign.ValueLayout.JAVA_FLOAT, 3, -2f);
    assertThat(text(Tensor.of("c", DataType.COMPLEX64, Shape.of(2), bytes)))
        .isEqualTo("[1.5+0i, 0-2.0i]");
  }

  @Test
  void textsStandAtTheLeft() {
    assertThat(text(Tensor.of("t", new String[] {"a", "bcd", "ef", ""}, 2, 2)))
        .isEqualTo("[[\"a\",   \"bcd\"],\n [\"ef\",  \"\"]]");
  }

  @Test
  void numbersAreWrittenAlike() {
    assertThat(Numerals.alike(new double[] {0.123456, -1e-9, 0, 0.5}))
        .containsExactly("0.1235", "-0.0000", "0", "0.5000");
    assertThat(Numerals.alike(new double[] {1e-9, 2e10})).containsExactly("1.000e-09", "2.000e+10");
    assertThat(Numerals.alike(new double[] {Double.NaN, -0.0})).containsExactly("nan", "-0");
    assertThat(Numerals.alike(new double[] {12345.678})).containsExactly("12345.7");
    assertThat(Numerals.alike(new double[0])).isEqualTo(Collections.emptyList());
  }

  @Test
  void aNumberAloneHasTheDigitsThatCount() {
    assertThat(List.of(0.1, 1e-5, -123456.789, 1e6, 3.4028234663852886e38, 100.0, 2.0 / 3))
        .map(Numerals::one)
        .containsExactly("0.1", "1e-05", "-123457", "1000000", "3.40282e+38", "100", "0.666667");
    assertThat(Numerals.one(2.0 / 3, 3)).isEqualTo("0.667");
  }
}
