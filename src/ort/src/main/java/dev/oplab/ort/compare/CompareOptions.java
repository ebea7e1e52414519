package dev.oplab.ort.compare;

import dev.oplab.ort.RunOptions;

/// How to compare two models. Immutable: each method gives a changed copy.
///
/// @param tolerance how far numbers may be apart
/// @param layers whether to compare the values inside the graphs too
/// @param found how to run the model that is compared
/// @param expected how to run the model that says what should come out
public record CompareOptions(
    Tolerance tolerance, boolean layers, RunOptions found, RunOptions expected) {

  /// {@return the usual tolerance, outputs alone, every optimisation}
  public static CompareOptions defaults() {
    return new CompareOptions(
        Tolerance.defaults(), false, RunOptions.defaults(), RunOptions.defaults());
  }

  public CompareOptions tolerance(Tolerance other) {
    return new CompareOptions(other, layers, found, expected);
  }

  /// {@return these options with the values inside the graphs}
  public CompareOptions withLayers() {
    return new CompareOptions(tolerance, true, found, expected);
  }

  /// {@return these options with both models run in this way}
  public CompareOptions runs(RunOptions both) {
    return new CompareOptions(tolerance, layers, both, both);
  }

  public CompareOptions runs(RunOptions forFound, RunOptions forExpected) {
    return new CompareOptions(tolerance, layers, forFound, forExpected);
  }
}
