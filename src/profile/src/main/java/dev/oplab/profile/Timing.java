package dev.oplab.profile;

import java.util.Arrays;

/// A summary of repeated measurements of one thing, in milliseconds. Immutable.
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

  private static double nearestRank(double[] sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted[Math.max(0, rank - 1)];
  }
}
