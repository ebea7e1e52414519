package dev.oplab.report.internal;

/// Round numbers for a scale that starts at 0.
final class Ticks {
  private Ticks() {}

  /// {@return 1, 2 or 5 times a power of ten, the least that fits at most `most` times into `max`}
  static double step(double max, double most) {
    double least = max / Math.max(1, most);
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /// {@return the digits after the point that multiples of `step` need}
  static int decimals(double step) {
    return Math.clamp((long) Math.ceil(-Math.log10(step) - 1e-9), 0, 12);
  }
}
