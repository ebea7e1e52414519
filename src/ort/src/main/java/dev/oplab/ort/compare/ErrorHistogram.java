package dev.oplab.ort.compare;

import java.util.ArrayList;
import java.util.List;

/// How many elements have an absolute error of which size, by powers of ten. Immutable.
///
/// @param bins from the smallest errors to the largest, without empty ones at the ends
public record ErrorHistogram(List<Bin> bins) {
  private static final int SMALLEST = -20;
  private static final int LARGEST = 20;

  public ErrorHistogram {
    bins = List.copyOf(bins);
  }

  /// Errors from `from` up to but without `to`. Both are 0 for no error at all, and both are
  /// infinite for errors that are not finite. Errors below 1e-20 and from 1e20 on share a bin each.
  public record Bin(double from, double to, long count) {
    /// {@return the bin as `1e-7 to 1e-6`}
    public String label() {
      if (to == 0) {
        return "0";
      }
      if (Double.isInfinite(from)) {
        return "not finite";
      }
      return from == 0
          ? "below 1e" + SMALLEST
          : Double.isInfinite(to) ? "1e" + LARGEST + " up" : power(from) + " to " + power(to);
    }

    private static String power(double value) {
      return "1e" + Math.round(Math.log10(value));
    }
  }

  /// Counts errors. Mutable.
  static final class Counter {
    private final long[] decades = new long[LARGEST - SMALLEST + 2];
    private long exact;
    private long notFinite;

    void add(double error) {
      if (error == 0) {
        exact++;
      } else if (!Double.isFinite(error)) {
        notFinite++;
      } else {
        int decade = decade(error);
        decades[Math.clamp(decade - SMALLEST + 1L, 0, decades.length - 1)]++;
      }
    }

    /// {@return the power of ten at or below `error`, whatever the logarithm was rounded to}
    private static int decade(double error) {
      int decade = (int) Math.floor(Math.log10(error));
      if (error < power(decade)) {
        return decade - 1;
      }
      return error >= power(decade + 1) ? decade + 1 : decade;
    }

    private static double power(int exponent) {
      return exponent < -323 ? 0 : Double.parseDouble("1e" + exponent);
    }

    ErrorHistogram histogram() {
      List<Bin> bins = new ArrayList<>();
      if (exact > 0) {
        bins.add(new Bin(0, 0, exact));
      }
      int first = 0;
      int last = decades.length - 1;
      while (first <= last && decades[first] == 0) {
        first++;
      }
      while (last >= first && decades[last] == 0) {
        last--;
      }
      for (int i = first; i <= last; i++) {
        double from = i == 0 ? 0 : power(SMALLEST + i - 1);
        double to = i == decades.length - 1 ? Double.POSITIVE_INFINITY : power(SMALLEST + i);
        bins.add(new Bin(from, to, decades[i]));
      }
      if (notFinite > 0) {
        bins.add(new Bin(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, notFinite));
      }
      return new ErrorHistogram(bins);
    }
  }
}
