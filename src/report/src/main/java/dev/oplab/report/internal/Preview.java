package dev.oplab.report.internal;

import dev.oplab.onnx.Tensor;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// The content of a constant in a few words: `0.5`, `[1, -1]`, `[0.12, 0.07, -0.3, …]`.
final class Preview {
  private static final int WHOLE = 6;
  private static final int START = 3;
  private static final int LONGEST_TEXT = 20;
  private static final int DIGITS = 6;
  private static final int FEW_DIGITS = 4;

  private Preview() {}

  static String of(Tensor tensor) {
    try {
      return of(Elements.of(tensor), tensor.shape().rank() == 0);
    } catch (RuntimeException | InternalError e) { // a mapped file can shrink
      return "(cannot be read)";
    }
  }

  private static String of(Elements elements, boolean scalar) {
    if (scalar) {
      return one(elements, 0, DIGITS);
    }
    boolean whole = elements.count() <= WHOLE;
    int digits = whole ? DIGITS : FEW_DIGITS;
    return LongStream.range(0, whole ? elements.count() : START)
        .mapToObj(place -> one(elements, place, digits))
        .collect(Collectors.joining(", ", "[", whole ? "]" : ", …]"));
  }

  private static String one(Elements elements, long place, int digits) {
    if (elements.isFloating()) {
      return Numerals.one(elements.number(place), digits);
    }
    if (elements.isComplex()) {
      String imaginary = Numerals.one(elements.imaginary(place), digits);
      String sign = imaginary.startsWith("-") ? "" : "+";
      return Numerals.one(elements.real(place), digits) + sign + imaginary + "i";
    }
    return Glyphs.elideEnd(Visible.of(elements.text(place)), LONGEST_TEXT);
  }

  /// {@return one element as [Elements#number(long)] gives it, integers in full}
  static String number(Elements elements, long place) {
    boolean exact = !elements.isFloating() && !elements.isComplex();
    return exact ? one(elements, place, DIGITS) : Numerals.one(elements.number(place), DIGITS);
  }
}
