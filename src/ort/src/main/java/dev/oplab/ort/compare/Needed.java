package dev.oplab.ort.compare;

import dev.oplab.ort.compare.Tolerance.Rule;

/// Finds the smallest tolerances that would let every element pass. Mutable.
final class Needed {
  /// Rounding never makes more difference than a few steps.
  private static final int MOST_STEPS = 64;

  private final Tolerance given;
  private double absolute;
  private double relative;
  private double absoluteAlone;
  private double relativeAlone;

  Needed(Tolerance given) {
    this.given = given;
  }

  /// @param difference between the two values, infinite if nothing makes up for it
  /// @param size of the expected value
  void add(double difference, double size) {
    if (!Double.isFinite(difference) || !Double.isFinite(size)) {
      absolute = Double.POSITIVE_INFINITY;
      relative = Double.POSITIVE_INFINITY;
      absoluteAlone = Double.POSITIVE_INFINITY;
      relativeAlone = Double.POSITIVE_INFINITY;
      return;
    }
    absoluteAlone = Math.max(absoluteAlone, difference);
    relativeAlone = Math.max(relativeAlone, factor(difference, 0, size));
    double part = given.relative() * size;
    boolean either = given.rule() == Rule.EITHER;
    if (difference > part) {
      absolute = Math.max(absolute, either ? difference : rest(difference, part));
    }
    if (difference > given.absolute()) {
      relative = Math.max(relative, factor(difference, either ? 0 : given.absolute(), size));
    }
  }

  /// {@return the least number that added to `part` is `difference` or more, as it is rounded}
  private static double rest(double difference, double part) {
    double rest = difference - part;
    for (int i = 0; i < MOST_STEPS && difference > rest + part; i++) {
      rest = Math.nextUp(rest);
    }
    return rest;
  }

  /// {@return the least number that, times `size`, added to `absolute`, is `difference` or more}
  private static double factor(double difference, double absolute, double size) {
    if (difference <= absolute) {
      return 0;
    }
    if (size == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double factor = (difference - absolute) / size;
    for (int i = 0; i < MOST_STEPS && difference > absolute + factor * size; i++) {
      factor = Math.nextUp(factor);
    }
    return factor;
  }

  NeededTolerance tolerance() {
    return new NeededTolerance(absolute, relative, absoluteAlone, relativeAlone);
  }
}
