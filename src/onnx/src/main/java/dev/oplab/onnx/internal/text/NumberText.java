package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.internal.text.Token.Kind;
import java.util.Locale;

/// Reads floating-point numbers: `1`, `-2.5e-3`, and in any case `inf`, `-infinity`, `nan`.
public final class NumberText {
  private static final String FORM = "give numbers as 1, -2.5e-3, inf or nan";

  private NumberText() {}

  /// {@return whether this word stands for a number, so that a thing of that name has to be in
  /// quotes}
  public static boolean isWord(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("inf") || lower.equals("infinity") || lower.equals("nan");
  }

  static boolean isWord(Token token) {
    return token.kind() == Kind.NAME && isWord(token.text());
  }

  static float floatValue(Cursor cursor) {
    Token token = take(cursor);
    return floatValue(cursor, token);
  }

  /// {@return the value of a token that is a number}
  static float floatValue(Cursor cursor, Token token) {
    if (isWritten(token)) {
      float value = Float.parseFloat(token.text());
      if (Float.isInfinite(value)) {
        throw cursor.outOfRange(token, "float");
      }
      return value;
    }
    if (!isNot(token)) {
      return isNegative(token) ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    }
    // The sign of what is not a number is kept.
    return Float.intBitsToFloat(isNegative(token) ? 0xFFC00000 : 0x7FC00000);
  }

  static double doubleValue(Cursor cursor) {
    Token token = take(cursor);
    if (isWritten(token)) {
      double value = Double.parseDouble(token.text());
      if (Double.isInfinite(value)) {
        throw cursor.outOfRange(token, "double");
      }
      return value;
    }
    if (!isNot(token)) {
      return isNegative(token) ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return Double.longBitsToDouble(isNegative(token) ? 0xFFF8000000000000L : 0x7FF8000000000000L);
  }

  /// Takes a number, which must come next.
  static Token take(Cursor cursor) {
    Token next = cursor.peek();
    boolean number =
        next.isNumber() ? isWritten(next) || isWord(next.text().substring(1)) : isWord(next);
    if (!number) {
      throw cursor.expected("a number", FORM);
    }
    return cursor.take();
  }

  /// {@return whether the number is given in digits}
  private static boolean isWritten(Token token) {
    char first = token.text().charAt(isNegative(token) ? 1 : 0);
    return first >= '0' && first <= '9';
  }

  private static boolean isNot(Token token) {
    return token.text().toLowerCase(Locale.ROOT).endsWith("nan");
  }

  private static boolean isNegative(Token token) {
    return token.text().startsWith("-");
  }
}
