package dev.oplab.ort.compare;

import java.util.Optional;

/// By how much the elements of two tensors of one shape differ. Immutable.
///
/// @param count how many elements each has
/// @param unequal how many differ at all; NaN is taken for equal to NaN here
/// @param beyond how many are beyond the tolerance
/// @param notNumbers how many are NaN on one side only
/// @param absolute `|found - expected|`; empty for strings
/// @param relative `|found - expected| / |expected|`, where that is not 0; empty for strings
/// @param cosine of the angle between the two as vectors, 1 where both are zero, NaN where it is not
///   defined; NaN for strings
/// @param needed the smallest tolerance that would do; empty for strings
/// @param histogram of the absolute errors; empty for strings
/// @param first where the first element beyond the tolerance is, and both its values; empty if none
///   is
public record Differences(
    long count,
    long unequal,
    long beyond,
    long notNumbers,
    Optional<ErrorSummary> absolute,
    Optional<ErrorSummary> relative,
    double cosine,
    Optional<NeededTolerance> needed,
    Optional<ErrorHistogram> histogram,
    Optional<Difference> first) {

  /// One element that differs.
  ///
  /// @param at its place, as `[0, 3]`
  public record Difference(String at, String found, String expected) {}
}
