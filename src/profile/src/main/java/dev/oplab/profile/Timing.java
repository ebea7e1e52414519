package dev.oplab.profile;

import java.util.Arrays;

/// A summary of repeated measurements of one thing, in milliseconds. Immutable. NaN stands for a
/// number that the producer did not give.
///
/// @param count how many measurements
/// @param p90 90th percentile by the nearest rank, likewise `p95` and `p99`
/// @param stdDev standard deviation of the measurements
public record Timing(
    int count,
    double mean,
    double median,
    double min,
    double max,
    double p90,
    double p95,
    double p99,
    double stdDev) {

  /// @throws IllegalArgumentException if a number is negative
  public Timing {
    if (count < 0) {
      throw new IllegalArgumentException("count is negative: " + count);
    }
    notNegative("mean", mean);
    notNegative("median", median);
    notNegative("min", min);
    notNegative("max", max);
    notNegative("p90", p90);
    notNegative("p95", p95);
    notNegative("p99", p99);
    notNegative("stdDev", stdDev);
  }

  /// {@return the summary of `millis`, which must not be empty}
  public static Timing of(double... millis) {
    if (millis.length == 0) {
      throw new IllegalArgumentException("a timing needs at least one measurement");
    }
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double mean = Arrays.stream(sorted).sum() / n;
    double squares = 0;
    for (double value : sorted) {
      squares += (value - mean) * (value - mean);
    }
    double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
    return new Timing(
        n,
        mean,
        median,
        sorted[0],
        sorted[n - 1],
        nearestRank(sorted, 90),
        nearestRank(sorted, 95),
        nearestRank(sorted, 99),
        Math.sqrt(squares / n));
  }

  private static void notNegative(String name, double millis) {
    if (millis < 0) {
      throw new IllegalArgumentException(name + " is negative: " + millis + " ms");
    }
  }

  private static double nearestRank(double[] sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }
}
