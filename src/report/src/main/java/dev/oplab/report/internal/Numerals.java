package dev.oplab.report.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/// Numbers with fractions as a person reads them: alone, or several to be compared.
final class Numerals {
  private static final double LEAST_FIXED = 1e-3;
  private static final double MOST_FIXED = 1e7;

  private Numerals() {}

  /// {@return a number with up to six digits that count: `0.5`, `-12.25`, `3.40282e+38`}
  static String one(double value) {
    return one(value, 6);
  }

  /// {@return a number with up to `digits` digits that count}
  static String one(double value, int digits) {
    double size = Math.abs(value);
    if (size == 0 || !Double.isFinite(value)) {
      return special(value);
    }
    if (size < 1e-4 || size >= MOST_FIXED) {
      String[] parts = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value).split("e", 2);
      return trimmed(parts[0], 0) + "e" + parts[1];
    }
    int decimals = Math.clamp(digits - 1 - (int) Math.floor(Math.log10(size)), 0, 9);
    return trimmed(String.format(Locale.ROOT, "%." + decimals + "f", value), 0);
  }

  /// {@return numbers written alike, with as many decimals as the largest needs for five digits; a
  /// zero that is none by rounding is `0`}
  static List<String> alike(double[] values) {
    double largest = Arrays.stream(values).map(Math::abs).filter(Double::isFinite).max().orElse(0);
    if (largest == 0) {
      return each(values, Numerals::special);
    }
    if (largest < LEAST_FIXED || largest >= MOST_FIXED) {
      return each(values, value -> String.format(Locale.ROOT, "%.3e", value));
    }
    int whole = (int) Math.floor(Math.log10(largest));
    String format = "%." + Math.clamp(whole < 0 ? 3 - whole : 4 - whole, 1, 7) + "f";
    List<String> texts = each(values, value -> String.format(Locale.ROOT, format, value));
    int least = texts.stream().mapToInt(Numerals::decimals).max().orElse(1);
    return texts.stream().map(text -> trimmed(text, Math.max(1, least))).toList();
  }

  private static List<String> each(double[] values, DoubleFunction<String> format) {
    return Arrays.stream(values)
        .mapToObj(
            value -> value == 0 || !Double.isFinite(value) ? special(value) : format.apply(value))
        .toList();
  }

  private static String special(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
  }

  /// {@return how many decimals are left without the zeros at the end}
  private static int decimals(String text) {
    String kept = trimmed(text, 0);
    int point = kept.indexOf('.');
    return point < 0 ? 0 : kept.length() - point - 1;
  }

  private static String trimmed(String text, int least) {
    int point = text.indexOf('.');
    if (point < 0) {
      return text;
    }
    int end = text.length();
    while (end > point + 1 + least && text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
