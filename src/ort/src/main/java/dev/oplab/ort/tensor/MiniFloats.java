package dev.oplab.ort.tensor;

import dev.oplab.onnx.DataType;

/// The floating-point formats of 8 bits and fewer, each as the list of its values.
public final class MiniFloats {
  /// What the exponent of all ones, or the sign alone, stands for.
  private enum Special {
    /// Infinity for a mantissa of zero, otherwise NaN.
    IEEE,
    /// NaN for a mantissa of all ones, otherwise a number.
    LAST_IS_NAN,
    /// Numbers; negative zero is NaN.
    NEGATIVE_ZERO_IS_NAN,
    /// Numbers.
    NONE
  }

  private MiniFloats() {}

  /// {@return the value of every code of this type, in the order of the codes}
  public static double[] values(DataType type) {
    return switch (type) {
      case FLOAT8E4M3FN -> table(4, 3, 7, Special.LAST_IS_NAN);
      case FLOAT8E4M3FNUZ -> table(4, 3, 8, Special.NEGATIVE_ZERO_IS_NAN);
      case FLOAT8E5M2 -> table(5, 2, 15, Special.IEEE);
      case FLOAT8E5M2FNUZ -> table(5, 2, 16, Special.NEGATIVE_ZERO_IS_NAN);
      case FLOAT4E2M1 -> table(2, 1, 1, Special.NONE);
      case FLOAT8E8M0 -> powers();
      default -> throw new IllegalArgumentException(type + " has more than 8 bits");
    };
  }

  private static double[] table(int exponentBits, int mantissaBits, int bias, Special special) {
    int half = 1 << (exponentBits + mantissaBits);
    double[] values = new double[2 * half];
    for (int code = 0; code < half; code++) {
      double value = positive(code, exponentBits, mantissaBits, bias, special);
      values[code] = value;
      values[half + code] = -value;
    }
    if (special == Special.NEGATIVE_ZERO_IS_NAN) {
      values[half] = Double.NaN;
    }
    return values;
  }

  private static double positive(
      int code, int exponentBits, int mantissaBits, int bias, Special special) {
    int exponent = code >> mantissaBits;
    int mantissa = code & (1 << mantissaBits) - 1;
    boolean last = exponent == (1 << exponentBits) - 1;
    if (last && special == Special.IEEE) {
      return mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    }
    if (last && special == Special.LAST_IS_NAN && mantissa == (1 << mantissaBits) - 1) {
      return Double.NaN;
    }
    int hidden = exponent == 0 ? 0 : 1 << mantissaBits;
    return Math.scalb((double) (hidden + mantissa), Math.max(exponent, 1) - bias - mantissaBits);
  }

  /// A power of two and no sign.
  private static double[] powers() {
    double[] values = new double[256];
    for (int code = 0; code < 255; code++) {
      values[code] = Math.scalb(1.0, code - 127);
    }
    values[255] = Double.NaN;
    return values;
  }
}
