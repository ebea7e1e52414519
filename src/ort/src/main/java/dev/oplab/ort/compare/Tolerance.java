package dev.oplab.ort.compare;

import dev.oplab.ort.OrtException;
import dev.oplab.ort.tensor.Figures;

/// How far a found number may be from the expected one. Immutable: each method gives a changed copy.
///
/// Floats differ by `d = |found - expected|`, computed in 64 bits. Equal infinities are equal, other
/// infinities are beyond any tolerance. Whole numbers have a tolerance of their own, so that an
/// index is never taken for nearly the right one; booleans and strings are equal or not.
///
/// @param relative the part of `|expected|` that `d` may be
/// @param absolute what `d` may be
/// @param rule how the two go together
/// @param whole what whole numbers may differ by, 0 for not at all
/// @param nanEqual whether NaN is equal to NaN
/// @param anyType whether element types may differ, so that float16 can be compared with float32
public record Tolerance(
    double relative, double absolute, Rule rule, long whole, boolean nanEqual, boolean anyType) {

  /// How the relative and the absolute tolerance go together.
  public enum Rule {
    /// `d <= absolute + relative * |expected|`, as `numpy.allclose(found, expected)` has it.
    SUM,
    /// `d <= absolute` or `d <= relative * |expected|`, as Polygraphy has it.
    EITHER
  }

  public Tolerance {
    if (!(relative >= 0 && absolute >= 0 && whole >= 0)) {
      throw new OrtException(
          "found the tolerances %s (relative), %s (absolute) and %d (whole numbers), expected 0 or more%nFix: give 0 for none."
              .formatted(relative, absolute, whole));
    }
  }

  /// {@return 1e-5 of each kind, added; whole numbers exact, NaN equal to NaN, types equal}
  public static Tolerance defaults() {
    return of(1e-5, 1e-5);
  }

  /// {@return these tolerances, added; whole numbers exact, NaN equal to NaN, types equal}
  public static Tolerance of(double relative, double absolute) {
    return new Tolerance(relative, absolute, Rule.SUM, 0, true, false);
  }

  /// {@return that nothing may differ}
  public static Tolerance exact() {
    return of(0, 0);
  }

  public Tolerance rule(Rule other) {
    return new Tolerance(relative, absolute, other, whole, nanEqual, anyType);
  }

  public Tolerance whole(long difference) {
    return new Tolerance(relative, absolute, rule, difference, nanEqual, anyType);
  }

  public Tolerance nanEqual(boolean equal) {
    return new Tolerance(relative, absolute, rule, whole, equal, anyType);
  }

  public Tolerance anyType(boolean any) {
    return new Tolerance(relative, absolute, rule, whole, nanEqual, any);
  }

  /// {@return whether `found` is near enough to `expected`}
  public boolean accepts(double found, double expected) {
    if (found == expected) {
      return true;
    }
    if (Double.isNaN(found) || Double.isNaN(expected)) {
      return nanEqual && Double.isNaN(found) && Double.isNaN(expected);
    }
    double difference = Math.abs(found - expected);
    if (Double.isInfinite(found) || Double.isInfinite(expected)) {
      return false;
    }
    double part = relative * Math.abs(expected);
    return switch (rule) {
      case SUM -> difference <= absolute + part;
      case EITHER -> difference <= absolute || difference <= part;
    };
  }

  /// {@return the tolerance in a few words}
  @Override
  public String toString() {
    String a = Figures.of(absolute);
    String r = Figures.of(relative);
    return switch (rule) {
      case SUM -> "atol %s + rtol %s * |expected|".formatted(a, r);
      case EITHER -> "atol %s or rtol %s".formatted(a, r);
    };
  }
}
