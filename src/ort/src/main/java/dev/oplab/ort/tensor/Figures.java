package dev.oplab.ort.tensor;

import java.util.Locale;

/// Numbers in a few characters, as a person reads them.
public final class Figures {
  private static final double SMALL = 1e-3;
  private static final double LARGE = 1e6;

  private Figures() {}

  /// {@return four digits of `value`: `0.25`, `1.192e-7`, `1e-5`, `NaN`, `inf`}
  public static String of(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < LARGE) {
      return String.valueOf((long) value);
    }
    if (size >= SMALL && size < LARGE) {
      int decimals = Math.clamp(3 - (long) Math.floor(Math.log10(size)), 0, 6);
      return trimmed(String.format(Locale.ROOT, "%." + decimals + "f", value));
    }
    String text = String.format(Locale.ROOT, "%.3e", value);
    int exponent = text.indexOf('e');
    return trimmed(text.substring(0, exponent))
        + "e"
        + Integer.parseInt(text.substring(exponent + 1));
  }

  private static String trimmed(String decimal) {
    if (decimal.indexOf('.') < 0) {
      return decimal;
    }
    int end = decimal.length();
    while (decimal.charAt(end - 1) == '0') {
      end--;
    }
    return decimal.substring(0, decimal.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
