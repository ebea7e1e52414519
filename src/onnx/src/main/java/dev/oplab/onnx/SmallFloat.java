package dev.oplab.onnx;

/// A floating-point format of 16 bits or fewer: a sign, an exponent with this bias, and a mantissa.
/// Immutable.
record SmallFloat(DataType type, int exponentBits, int mantissaBits, int bias, Ends ends) {

  /// What the format has beside finite numbers.
  enum Ends {
    /// Infinities and NaN in the last exponent; what is too large becomes infinite.
    INFINITE,
    /// The same, but what is too large becomes the largest number, as where ONNX casts to 8 bits.
    SATURATED,
    /// NaN in place of the largest mantissa of the last exponent.
    ONE_NAN,
    /// NaN in place of negative zero.
    UNSIGNED_ZERO,
    /// Nothing.
    FINITE
  }

  private static final SmallFloat HALF = new SmallFloat(DataType.FLOAT16, 5, 10, 15, Ends.INFINITE);
  private static final SmallFloat BRAIN =
      new SmallFloat(DataType.BFLOAT16, 8, 7, 127, Ends.INFINITE);
  private static final SmallFloat E4M3FN =
      new SmallFloat(DataType.FLOAT8E4M3FN, 4, 3, 7, Ends.ONE_NAN);
  private static final SmallFloat E4M3FNUZ =
      new SmallFloat(DataType.FLOAT8E4M3FNUZ, 4, 3, 8, Ends.UNSIGNED_ZERO);
  private static final SmallFloat E5M2 =
      new SmallFloat(DataType.FLOAT8E5M2, 5, 2, 15, Ends.SATURATED);
  private static final SmallFloat E5M2FNUZ =
      new SmallFloat(DataType.FLOAT8E5M2FNUZ, 5, 2, 16, Ends.UNSIGNED_ZERO);
  private static final SmallFloat E2M3 = new SmallFloat(DataType.FLOAT6E2M3, 2, 3, 1, Ends.FINITE);
  private static final SmallFloat E3M2 = new SmallFloat(DataType.FLOAT6E3M2, 3, 2, 3, Ends.FINITE);
  private static final SmallFloat E2M1 = new SmallFloat(DataType.FLOAT4E2M1, 2, 1, 1, Ends.FINITE);

  static SmallFloat of(DataType type) {
    return switch (type) {
      case FLOAT16 -> HALF;
      case BFLOAT16 -> BRAIN;
      case FLOAT8E4M3FN -> E4M3FN;
      case FLOAT8E4M3FNUZ -> E4M3FNUZ;
      case FLOAT8E5M2 -> E5M2;
      case FLOAT8E5M2FNUZ -> E5M2FNUZ;
      case FLOAT6E2M3 -> E2M3;
      case FLOAT6E3M2 -> E3M2;
      case FLOAT4E2M1 -> E2M1;
      default -> throw new IllegalArgumentException(type + " is no small floating-point type");
    };
  }

  /// {@return the bits of the number nearest to `value`}
  ///
  /// @throws OnnxException for NaN, if the format has none
  int encode(double value) {
    if (Double.isNaN(value)) {
      return nan();
    }
    double size = Math.abs(value);
    int code = size > limit() ? overflow() : finite(size);
    boolean negative = Math.copySign(1, value) < 0;
    return negative && (code != 0 || ends != Ends.UNSIGNED_ZERO) ? code | sign() : code;
  }

  /// {@return the number with these bits}
  double decode(int bits) {
    int code = bits & sign() - 1;
    double size;
    if (code > largest() || (bits == sign() && ends == Ends.UNSIGNED_ZERO)) {
      boolean infinite = (ends == Ends.INFINITE || ends == Ends.SATURATED) && code == largest() + 1;
      size = infinite ? Double.POSITIVE_INFINITY : Double.NaN;
    } else {
      size = number(code);
    }
    return (bits & sign()) == 0 ? size : -size;
  }

  private double number(int code) {
    int exponent = code >> mantissaBits;
    int mantissa = code & (1 << mantissaBits) - 1;
    return exponent == 0
        ? Math.scalb((double) mantissa, 1 - bias - mantissaBits)
        : Math.scalb((double) mantissa + (1 << mantissaBits), exponent - bias - mantissaBits);
  }

  private int finite(double size) {
    int exponent = Math.max(Math.getExponent(size), 1 - bias);
    // Dividing by a power of two is exact, so that this rounds once.
    int steps = (int) Math.rint(Math.scalb(size, mantissaBits - exponent));
    return ((exponent + bias - 1) << mantissaBits) + steps;
  }

  /// {@return the least size that rounds to more than the largest number}
  private double limit() {
    double largest = number(largest());
    double half = (largest - number(largest() - 1)) / 2;
    // A tie goes to the even mantissa, which the largest number has or has not.
    return (largest() & 1) == 0 ? largest + half : Math.nextDown(largest + half);
  }

  private int overflow() {
    return ends == Ends.INFINITE ? largest() + 1 : largest();
  }

  private int sign() {
    return 1 << (exponentBits + mantissaBits);
  }

  private int largest() {
    return switch (ends) {
      case INFINITE, SATURATED -> sign() - 1 - (1 << mantissaBits);
      case ONE_NAN -> sign() - 2;
      case UNSIGNED_ZERO, FINITE -> sign() - 1;
    };
  }

  private int nan() {
    return switch (ends) {
      case INFINITE, SATURATED -> (largest() + 1) | (1 << (mantissaBits - 1));
      case ONE_NAN -> sign() - 1;
      case UNSIGNED_ZERO -> sign();
      case FINITE ->
          throw new OnnxException(
              "A tensor of %s cannot hold NaN.%nFix: give finite numbers, or another type."
                  .formatted(type));
    };
  }
}
