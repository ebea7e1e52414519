package dev.oplab.report.internal;

/// The floating-point types of one byte or less, as sign, exponent and fraction from the top bit
/// down.
final class MiniFloat {
  private MiniFloat() {}

  /// {@return the number that these bits mean: 4 exponent bits, bias 7, no infinity}
  static double e4m3fn(int bits) {
    return (bits & 0x7F) == 0x7F ? Double.NaN : of(bits, 4, 3, 7);
  }

  /// {@return the number that these bits mean: bias 8, one NaN in the place of minus zero}
  static double e4m3fnuz(int bits) {
    return bits == 0x80 ? Double.NaN : of(bits, 4, 3, 8);
  }

  /// {@return the number that these bits mean: like the top half of a `float16`}
  static double e5m2(int bits) {
    return Float.float16ToFloat((short) (bits << 8));
  }

  /// {@return the number that these bits mean: bias 16, one NaN in the place of minus zero}
  static double e5m2fnuz(int bits) {
    return bits == 0x80 ? Double.NaN : of(bits, 5, 2, 16);
  }

  /// {@return the power of two that these bits mean, which have no sign and no fraction}
  static double e8m0(int bits) {
    return bits == 0xFF ? Double.NaN : Math.scalb(1.0, bits - 127);
  }

  /// {@return the number that these four bits mean: 2 exponent bits, nothing but numbers}
  static double e2m1(int bits) {
    return of(bits, 2, 1, 1);
  }

  /// {@return the number that these six bits mean: 2 exponent bits, nothing but numbers}
  static double e2m3(int bits) {
    return of(bits, 2, 3, 1);
  }

  /// {@return the number that these six bits mean: 3 exponent bits, nothing but numbers}
  static double e3m2(int bits) {
    return of(bits, 3, 2, 3);
  }

  private static double of(int bits, int exponentBits, int fractionBits, int bias) {
    int fraction = bits & ((1 << fractionBits) - 1);
    int exponent = (bits >>> fractionBits) & ((1 << exponentBits) - 1);
    boolean negative = ((bits >>> (exponentBits + fractionBits)) & 1) != 0;
    double size =
        exponent == 0
            ? Math.scalb((double) fraction, 1 - bias - fractionBits)
            : Math.scalb((double) (fraction | (1 << fractionBits)), exponent - bias - fractionBits);
    return negative ? -size : size;
  }
}
