package dev.oplab.ort.compare;

import dev.oplab.ort.tensor.Figures;
import java.util.Optional;

/// How one value compares with the one expected. Immutable.
///
/// @param name of the value found
/// @param expectedName of the value it is compared with, which may be called otherwise
/// @param found its type and shape: `float32[1, 10]`; empty if it is missing
/// @param expected the type and shape expected; empty if nothing was expected
/// @param problem why it did not pass, in a sentence; empty if it did
/// @param differences element by element, where the shapes allow that
public record OutputComparison(
    String name,
    String expectedName,
    Verdict verdict,
    String found,
    String expected,
    String problem,
    Optional<Differences> differences) {

  /// What a comparison ends with.
  public enum Verdict {
    /// Every element is equal.
    EQUAL,
    /// Every element is within the tolerance.
    WITHIN,
    /// An element is beyond the tolerance.
    BEYOND,
    /// Another element type was expected.
    TYPE,
    /// Another shape was expected.
    SHAPE,
    /// One is a tensor and the other is not, or sequences differ in length.
    KIND,
    /// Nothing was found where something was expected.
    MISSING,
    /// Something was found where nothing was expected.
    UNEXPECTED;

    /// {@return whether that is good}
    public boolean passes() {
      return this == EQUAL || this == WITHIN;
    }
  }

  /// {@return whether it is what was expected, as far as the tolerance asks}
  public boolean passed() {
    return verdict.passes();
  }

  /// {@return the largest absolute error; NaN where there is none to tell}
  public double maxAbsolute() {
    return differences.flatMap(Differences::absolute).map(ErrorSummary::max).orElse(Double.NaN);
  }

  /// {@return the largest relative error; NaN where there is none to tell}
  public double maxRelative() {
    return differences.flatMap(Differences::relative).map(ErrorSummary::max).orElse(Double.NaN);
  }

  /// {@return `y: equal` or what is wrong with it}
  @Override
  public String toString() {
    if (verdict == Verdict.EQUAL) {
      return name + ": equal";
    }
    return passed()
        ? "%s: within the tolerance, at most %s off".formatted(name, Figures.of(maxAbsolute()))
        : name + ": " + problem;
  }
}
