package dev.oplab.ort.compare;

import java.util.List;
import java.util.stream.Collectors;

/// How several values compare with those expected. Immutable.
///
/// @param outputs in the order found, and then those that were missing
public record Comparison(List<OutputComparison> outputs, Tolerance tolerance) {
  public Comparison {
    outputs = List.copyOf(outputs);
  }

  /// {@return whether all are what was expected}
  public boolean passed() {
    return outputs.stream().allMatch(OutputComparison::passed);
  }

  /// {@return those that are not}
  public List<OutputComparison> failures() {
    return outputs.stream().filter(output -> !output.passed()).toList();
  }

  /// {@return one line for each output}
  @Override
  public String toString() {
    return outputs.stream().map(OutputComparison::toString).collect(Collectors.joining("\n"));
  }
}
