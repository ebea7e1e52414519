package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.AttributeType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The words for the types of attributes, and how the types go together.
public final class AttributeWords {
  private AttributeWords() {}

  /// {@return the word for a type, such as `ints`}
  public static String of(AttributeType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /// {@return the type with this word, null for none}
  static @Nullable AttributeType type(String word) {
    for (AttributeType type : AttributeType.values()) {
      if (type != AttributeType.UNDEFINED && of(type).equals(word)) {
        return type;
      }
    }
    return null;
  }

  static boolean isList(AttributeType type) {
    return type.name().endsWith("S");
  }

  /// {@return the type of a list of these}
  static AttributeType list(AttributeType element) {
    return AttributeType.valueOf(element.name() + "S");
  }

  static String plural(AttributeType element) {
    return of(list(element));
  }

  /// {@return whether both can be in one list, whole numbers among others}
  static boolean areNumbers(AttributeType one, AttributeType other) {
    return isNumber(one) && isNumber(other);
  }

  private static boolean isNumber(AttributeType type) {
    return type == AttributeType.INT || type == AttributeType.FLOAT;
  }

  /// {@return the type that a value of the type `found` has if `declared` is said to be, null if it
  /// cannot be}
  static @Nullable AttributeType converted(AttributeType found, AttributeType declared) {
    boolean widened =
        (found == AttributeType.INT && declared == AttributeType.FLOAT)
            || (found == AttributeType.INTS && declared == AttributeType.FLOATS);
    return widened || found == declared ? declared : null;
  }
}
