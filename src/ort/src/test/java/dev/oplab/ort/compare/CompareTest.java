package dev.oplab.ort.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Datum;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.TestModels;
import dev.oplab.ort.compare.Differences.Difference;
import dev.oplab.ort.compare.OutputComparison.Verdict;
import dev.oplab.ort.compare.Tolerance.Rule;
import dev.oplab.ort.tensor.SavedTensors;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CompareTest {
  private static final float NAN = Float.NaN;
  private static final float INF = Float.POSITIVE_INFINITY;

  @TempDir Path folder;

  private static Tensor floats(float... values) {
    return Tensor.of("", values, values.length);
  }

  private static OutputComparison compare(Tensor found, Tensor expected, Tolerance tolerance) {
    return Compare.tensors("y", found, expected, tolerance);
  }

  private static Differences differences(Tensor found, Tensor expected) {
    return compare(found, expected, Tolerance.exact()).differences().orElseThrow();
  }

  @Test
  void equalTensorsAreEqual() {
    OutputComparison same = compare(floats(1, NAN, INF), floats(1, NAN, INF), Tolerance.exact());
    assertThat(same.verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(same).hasToString("y: equal");
    Differences differences = same.differences().orElseThrow();
    assertThat(differences.unequal()).isZero();
    assertThat(differences.needed()).contains(new NeededTolerance(0, 0, 0, 0));
  }

  @Test
  void theLargestErrorIsFoundWithItsPlace() {
    Tensor found = Tensor.of("", new float[] {1, 2, 3, 4.5f, 5, 7}, 2, 3);
    Tensor expected = Tensor.of("", new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    OutputComparison result = compare(found, expected, Tolerance.of(0, 0.6));
    assertThat(result.verdict()).isEqualTo(Verdict.BEYOND);
    Differences differences = result.differences().orElseThrow();
    assertThat(differences.count()).isEqualTo(6);
    assertThat(differences.unequal()).isEqualTo(2);
    assertThat(differences.beyond()).isEqualTo(1);
    assertThat(differences.absolute())
        .contains(new ErrorSummary(1, 0.25, List.of(1L, 2L), 7, 6));
    assertThat(differences.relative().orElseThrow().max()).isEqualTo(1 / 6.0);
    assertThat(differences.first()).contains(new Difference("[1, 2]", "7.0", "6.0"));
    assertThat(result)
        .hasToString(
            "y: 1 of 6 elements are beyond the tolerance, the first at [1, 2]: expected 6.0, found"
                + " 7.0; at most 1 off");
  }

  @Test
  void withinTheToleranceIsGoodButNotEqual() {
    OutputComparison near = compare(floats(1.001f), floats(1), Tolerance.of(0, 0.01));
    assertThat(near.verdict()).isEqualTo(Verdict.WITHIN);
    assertThat(near.passed()).isTrue();
    assertThat(near.toString()).startsWith("y: within the tolerance, at most ");
  }

  @Test
  void relativeErrorsAreThoseWhereTheExpectedIsNotZero() {
    Differences differences = differences(floats(1, 3), floats(0, 2));
    assertThat(differences.relative().orElseThrow().max()).isEqualTo(0.5);
    assertThat(differences.relative().orElseThrow().at()).containsExactly(1L);
    assertThat(differences.needed().orElseThrow().relativeAlone()).isInfinite();
  }

  @Test
  void whatNoToleranceMakesUpForNeedsAnInfiniteOne() {
    Differences differences = differences(floats(NAN, INF, 1), floats(1, -INF, 1));
    assertThat(differences.notNumbers()).isEqualTo(1);
    assertThat(differences.beyond()).isEqualTo(2);
    assertThat(differences.absolute().orElseThrow().max()).isInfinite();
    assertThat(differences.absolute().orElseThrow().mean()).isZero();
    assertThat(differences.needed().orElseThrow().absolute()).isInfinite();
  }

  @Test
  void notANumberBesideItselfFailsWhereToldSo() {
    OutputComparison result =
        compare(floats(NAN), floats(NAN), Tolerance.of(1, 1).nanEqual(false));
    assertThat(result.verdict()).isEqualTo(Verdict.BEYOND);
    assertThat(result.differences().orElseThrow().needed().orElseThrow().absolute()).isInfinite();
  }

  @Test
  void wholeNumbersAreExactInAll64Bits() {
    Tensor found = Tensor.of("", new long[] {Long.MAX_VALUE, 5}, 2);
    Tensor expected = Tensor.of("", new long[] {Long.MAX_VALUE - 1, 5}, 2);
    OutputComparison result = compare(found, expected, Tolerance.of(1, 1e9));
    assertThat(result.verdict()).isEqualTo(Verdict.BEYOND);
    assertThat(result.problem())
        .contains("expected 9223372036854775806, found 9223372036854775807; at most 1 off");
    assertThat(compare(found, expected, Tolerance.exact().whole(1)).passed()).isTrue();
    assertThat(result.differences().orElseThrow().needed().orElseThrow().absolute()).isEqualTo(1);
  }

  @Test
  void unsignedNumbersAreNotTakenForNegativeOnes() {
    Tensor found = unsigned(-1);
    Tensor expected = unsigned(1);
    Differences differences = differences(found, expected);
    assertThat(differences.absolute().orElseThrow().max()).isEqualTo(0x1p64);
    assertThat(differences.first().orElseThrow().found()).isEqualTo("18446744073709551615");
  }

  private static Tensor unsigned(long bits) {
    MemorySegment data = MemorySegment.ofArray(new long[] {bits});
    return Tensor.of("", DataType.UINT64, Shape.of(1), data);
  }

  @Test
  void booleansHaveNoTolerance() {
    Tensor yes = bools(1);
    assertThat(compare(yes, bools(0), Tolerance.of(9, 9).whole(9)).passed()).isFalse();
    assertThat(compare(yes, bools(1), Tolerance.exact()).passed()).isTrue();
  }

  private static Tensor bools(int... flags) {
    byte[] bytes = new byte[flags.length];
    for (int i = 0; i < flags.length; i++) {
      bytes[i] = (byte) flags[i];
    }
    return Tensor.of(
        "", DataType.BOOL, Shape.of(flags.length), MemorySegment.ofArray(bytes));
  }

  @Test
  void stringsAreEqualOrNot() {
    Tensor found = Tensor.of("", new String[] {"a", "b", "c"}, 3);
    Tensor expected = Tensor.of("", new String[] {"a", "B", "C"}, 3);
    OutputComparison result = compare(found, expected, Tolerance.defaults());
    assertThat(result.problem())
        .isEqualTo(
            "2 of 3 elements are beyond the tolerance, the first at [1]: expected 'B', found 'b'");
    assertThat(compare(found, found, Tolerance.exact()).verdict()).isEqualTo(Verdict.EQUAL);
  }

  @Test
  void emptyTensorsAreEqual() {
    Tensor empty = Tensor.of("", new float[0], 0, 3);
    OutputComparison result = compare(empty, empty, Tolerance.exact());
    assertThat(result.verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(result.differences().orElseThrow().cosine()).isEqualTo(1);
  }

  @Test
  void scalarsHaveNoPlace() {
    Tensor found = Tensor.of("", new float[] {2});
    Tensor expected = Tensor.of("", new float[] {1});
    OutputComparison result = compare(found, expected, Tolerance.exact());
    assertThat(result.problem()).contains("the first at []: expected 1.0, found 2.0");
  }

  @Test
  void anotherShapeIsNamed() {
    OutputComparison result =
        compare(
            Tensor.of("", new float[6], 2, 3), Tensor.of("", new float[6], 3, 2), Tolerance.exact());
    assertThat(result.verdict()).isEqualTo(Verdict.SHAPE);
    assertThat(result).hasToString("y: expected the shape [3, 2], found [2, 3]");
    assertThat(result.found()).isEqualTo("float32[2, 3]");
    assertThat(result.differences()).isEmpty();
  }

  @Test
  void anotherTypeIsNamedAndItsNumbersAreComparedAllTheSame() {
    Tensor found = floats(1, 2);
    Tensor expected = Tensor.of("", new double[] {1, 2.5}, 2);
    OutputComparison result = compare(found, expected, Tolerance.of(0, 1));
    assertThat(result.verdict()).isEqualTo(Verdict.TYPE);
    assertThat(result).hasToString("y: expected float64, found float32");
    assertThat(result.maxAbsolute()).isEqualTo(0.5);
    assertThat(compare(found, expected, Tolerance.of(0, 1).anyType(true)).verdict())
        .isEqualTo(Verdict.WITHIN);
    assertThat(
            compare(
                    found,
                    Tensor.of("", new String[] {"1", "2"}, 2),
                    Tolerance.exact().anyType(true))
                .verdict())
        .isEqualTo(Verdict.TYPE);
  }

  @Test
  void whatIsMissingOrTooMuchIsNamed() {
    Comparison result =
        Compare.outputs(
            Map.of("a", floats(1)), Map.of("b", floats(1, 2)), Tolerance.exact());
    assertThat(result.passed()).isFalse();
    assertThat(result)
        .hasToString(
            """
            a: found float32[1], and nothing called 'a' was expected
            b: expected float32[2], and there is no 'b'""");
    assertThat(result.failures())
        .extracting(OutputComparison::verdict)
        .containsExactly(Verdict.UNEXPECTED, Verdict.MISSING);
  }

  @Test
  void sequencesAreComparedElementByElement() {
    Datum found = Datum.sequence(floats(1), floats(2));
    Datum expected = Datum.sequence(floats(1), floats(3));
    Comparison result =
        Compare.outputs(Map.of("s", found), Map.of("s", expected), Tolerance.exact());
    assertThat(result.outputs())
        .extracting(OutputComparison::name)
        .containsExactly("s[0]", "s[1]");
    assertThat(result.failures()).hasSize(1);
    Comparison shorter =
        Compare.outputs(
            Map.of("s", found), Map.of("s", Datum.sequence(floats(1))), Tolerance.exact());
    assertThat(shorter).hasToString("s: expected sequence of 1, found sequence of 2");
    Comparison none =
        Compare.outputs(
            Map.of("s", Datum.sequence()), Map.of("s", Datum.sequence()), Tolerance.exact());
    assertThat(none.passed()).isTrue();
    Comparison tensor =
        Compare.outputs(Map.of("s", floats(1)), Map.of("s", expected), Tolerance.exact());
    assertThat(tensor).hasToString("s: expected sequence of 2, found float32[1]");
  }

  @Test
  void theCosineTellsTheDirection() {
    assertThat(differences(floats(1, 2), floats(2, 4)).cosine()).isCloseTo(1, Offset.offset(1e-15));
    assertThat(differences(floats(1, 0), floats(0, 1)).cosine()).isZero();
    assertThat(differences(floats(1, 0), floats(-1, 0)).cosine()).isEqualTo(-1);
    assertThat(differences(floats(0, 0), floats(1, 1)).cosine()).isZero();
    assertThat(differences(floats(NAN, 0), floats(1, 1)).cosine()).isNaN();
  }

  @Test
  void theHistogramCountsByPowersOfTen() {
    Tensor expected = floats(0, 0, 0, 0, 0);
    ErrorHistogram histogram =
        differences(floats(0, 0.5f, 0.25f, 0.00390625f, INF), expected).histogram().orElseThrow();
    assertThat(histogram.bins())
        .extracting(bin -> bin.label() + ": " + bin.count())
        .containsExactly(
            "0: 1", "1e-3 to 1e-2: 1", "1e-2 to 1e-1: 0", "1e-1 to 1e0: 2", "not finite: 1");
  }

  @Test
  void powersOfTenBeginABinThemselves() {
    ErrorHistogram.Counter counter = new ErrorHistogram.Counter();
    for (int power = -19; power < 20; power++) {
      counter.add(Double.parseDouble("1e" + power));
    }
    counter.add(Double.MIN_VALUE);
    counter.add(Double.MAX_VALUE);
    assertThat(counter.histogram().bins())
        .filteredOn(bin -> bin.count() > 0 && Double.isFinite(bin.to()) && bin.from() > 0)
        .hasSize(39)
        .allSatisfy(bin -> assertThat(bin.count()).isEqualTo(1));
  }

  /// The numbers are NumPy's: `abs(found - expected)` and so on in float64, and the numbers of
  /// elements that `numpy.isclose` and Polygraphy's rule let pass.
  @Test
  void theErrorsAreNumpys() {
    Map<String, Tensor> arrays = arrays();
    Differences differences =
        differences(TestModels.named(arrays, "found"), TestModels.named(arrays, "expected"));
    ErrorSummary absolute = differences.absolute().orElseThrow();
    ErrorSummary relative = differences.relative().orElseThrow();
    assertThat(absolute.max()).isEqualTo(0.19744543731212616);
    assertThat(absolute.mean()).isCloseTo(0.0033605546535303197, Offset.offset(1e-17));
    assertThat(absolute.at()).containsExactly(0L, 0L, 0L);
    assertThat(relative.max()).isEqualTo(0.012132344203711311);
    assertThat(relative.mean()).isCloseTo(0.0004605371180821191, Offset.offset(1e-17));
    assertThat(relative.at()).containsExactly(1L, 0L, 4L);
    assertThat(differences.cosine()).isCloseTo(0.9996469044402767, Offset.offset(1e-14));
  }

  @ParameterizedTest
  @CsvSource({"1e-5,1e-5,10,52", "1e-3,1e-4,57,3", "0,1,60,0", "1e-4,1e-3,59,1", "0,1e-3,59,1"})
  void asManyElementsPassAsInNumpyAndInPolygraphy(
      double relative, double absolute, int numpyPasses, int polygraphyFails) {
    Map<String, Tensor> arrays = arrays();
    Tensor found = TestModels.named(arrays, "found");
    Tensor expected = TestModels.named(arrays, "expected");
    Tolerance sum = Tolerance.of(relative, absolute);
    assertThat(beyond(found, expected, sum)).isEqualTo(60 - numpyPasses);
    assertThat(beyond(found, expected, sum.rule(Rule.EITHER))).isEqualTo(polygraphyFails);
  }

  private static long beyond(Tensor found, Tensor expected, Tolerance tolerance) {
    return compare(found, expected, tolerance).differences().orElseThrow().beyond();
  }

  private Map<String, Tensor> arrays() {
    Path file = TestModels.copy("/arrays/compare.npz", folder);
    return Objects.requireNonNull(SavedTensors.arrays(file));
  }
}
