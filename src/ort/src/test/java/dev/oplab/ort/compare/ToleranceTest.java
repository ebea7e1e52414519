package dev.oplab.ort.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.ort.OrtException;
import dev.oplab.ort.compare.Tolerance.Rule;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ToleranceTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void theSumOfBothIsNumpysRule() {
    Tolerance tolerance = Tolerance.of(0.1, 1);
    assertThat(tolerance.accepts(12, 10)).isTrue(); // 2 <= 1 + 0.1 * 10
    assertThat(tolerance.accepts(12.01, 10)).isFalse();
    assertThat(tolerance.accepts(10, 12)).isTrue(); // the expected one counts: 1 + 1.2
  }

  @Test
  void eitherOfTheTwoIsPolygraphysRule() {
    Tolerance tolerance = Tolerance.of(0.1, 1).rule(Rule.EITHER);
    assertThat(tolerance.accepts(11, 10)).isTrue();
    assertThat(tolerance.accepts(12, 10)).isFalse();
    assertThat(tolerance.accepts(109, 100)).isTrue();
    assertThat(tolerance.accepts(1, 0)).isTrue();
    assertThat(tolerance.accepts(1.5, 0)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void equalInfinitiesAreEqualAndOthersBeyondAnyTolerance(Rule rule) {
    Tolerance tolerance = Tolerance.of(1e300, 1e300).rule(rule);
    assertThat(tolerance.accepts(INF, INF)).isTrue();
    assertThat(tolerance.accepts(INF, -INF)).isFalse();
    assertThat(tolerance.accepts(INF, 1)).isFalse();
    assertThat(tolerance.accepts(1, -INF)).isFalse();
  }

  @Test
  void notANumberIsEqualToItselfUnlessToldOtherwise() {
    assertThat(Tolerance.exact().accepts(Double.NaN, Double.NaN)).isTrue();
    assertThat(Tolerance.exact().nanEqual(false).accepts(Double.NaN, Double.NaN)).isFalse();
    assertThat(Tolerance.of(1, 1).accepts(Double.NaN, 1)).isFalse();
    assertThat(Tolerance.of(1, 1).accepts(1, Double.NaN)).isFalse();
  }

  @Test
  void aNegativeToleranceIsRefused() {
    assertThatThrownBy(() -> Tolerance.of(-1, 0))
        .isInstanceOf(OrtException.class)
        .hasMessageContaining("expected 0 or more")
        .hasMessageContaining("Fix: ");
    assertThatThrownBy(() -> Tolerance.of(Double.NaN, 0)).isInstanceOf(OrtException.class);
  }

  @Test
  void itSaysWhatItIs() {
    assertThat(Tolerance.defaults()).hasToString("atol 1e-5 + rtol 1e-5 * |expected|");
    assertThat(Tolerance.of(0.01, 0).rule(Rule.EITHER)).hasToString("atol 0 or rtol 0.01");
  }

  /// Whatever is needed is enough, and a little less is not.
  @ParameterizedTest
  @EnumSource(Rule.class)
  void whatIsNeededIsEnoughAndNoMoreThanThat(Rule rule) {
    Random random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      Tolerance given =
          Tolerance.of(pow(random) * random.nextInt(2), pow(random) * random.nextInt(2)).rule(rule);
      double[] expected = new double[5];
      double[] found = new double[5];
      Needed needed = new Needed(given);
      for (int i = 0; i < expected.length; i++) {
        expected[i] = random.nextGaussian() * pow(random);
        found[i] = expected[i] + random.nextGaussian() * pow(random);
        needed.add(Math.abs(found[i] - expected[i]), Math.abs(expected[i]));
      }
      NeededTolerance least = needed.tolerance();
      Tolerance a = Tolerance.of(given.relative(), least.absolute()).rule(rule);
      Tolerance r = Tolerance.of(least.relative(), given.absolute()).rule(rule);
      for (Tolerance enough :
          new Tolerance[] {
            a, r, Tolerance.of(0, least.absoluteAlone()), Tolerance.of(least.relativeAlone(), 0)
          }) {
        assertThat(all(enough, found, expected)).as("%s in round %d", enough, round).isTrue();
      }
      double less = 1 - 1e-9;
      if (least.absoluteAlone() > 0) {
        assertThat(all(Tolerance.of(0, least.absoluteAlone() * less), found, expected)).isFalse();
        assertThat(all(Tolerance.of(least.relativeAlone() * less, 0), found, expected)).isFalse();
      }
      if (least.relative() > 1e-6) {
        Tolerance tooLittle =
            Tolerance.of(least.relative() * (1 - 1e-3), given.absolute()).rule(rule);
        assertThat(all(tooLittle, found, expected)).as("round %d", round).isFalse();
      }
    }
  }

  private static double pow(Random random) {
    return Math.pow(10, random.nextInt(-4, 4));
  }

  private static boolean all(Tolerance tolerance, double[] found, double[] expected) {
    for (int i = 0; i < found.length; i++) {
      if (!tolerance.accepts(found[i], expected[i])) {
        return false;
      }
    }
    return true;
  }
}
