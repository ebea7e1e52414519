package dev.oplab.ort.compare;

import java.util.List;

/// The errors of one kind, absolute or relative, in one sentence. Immutable.
///
/// @param max the largest, infinite where one value is infinite and the other is not the same
/// @param mean of the finite ones
/// @param at where the largest is, one index for each dimension; empty for a scalar and where there
///   is no error
/// @param found the value there
/// @param expected what it should be
public record ErrorSummary(double max, double mean, List<Long> at, double found, double expected) {
  public ErrorSummary {
    at = List.copyOf(at);
  }
}
