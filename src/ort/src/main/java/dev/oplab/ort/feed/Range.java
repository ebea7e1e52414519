package dev.oplab.ort.feed;

import dev.oplab.ort.OrtException;

/// Where random values lie: floats anywhere between the two ends, integers on the ends too.
///
/// @param low the least value
/// @param high the greatest value, not less than `low`
public record Range(double low, double high) {
  public Range {
    if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
      throw new OrtException(
          "found the range %s to %s, expected two finite numbers, the lower one first%nFix: give a range such as -1 to 1."
              .formatted(low, high));
    }
  }

  @Override
  public String toString() {
    return "[" + number(low) + ", " + number(high) + "]";
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }
}
