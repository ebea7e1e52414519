package dev.oplab.onnx;

import dev.oplab.onnx.internal.text.NumberText;
import dev.oplab.onnx.internal.text.TypeText;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Names as ONNX's text syntax has them: plain if they are identifiers, otherwise in quotes.
final class TextNames {
  private TextNames() {}

  /// {@return the name of a value, node or graph; in quotes also where it would be taken for a type
  /// or number}
  static String of(String name) {
    return TypeText.isWord(name) || NumberText.isWord(name) ? quoted(name) : plain(name);
  }

  /// {@return the name of an attribute or operator}
  static String plain(String name) {
    boolean plain = !name.isEmpty() && !isDigit(name.charAt(0));
    for (int i = 0; plain && i < name.length(); i++) {
      char c = name.charAt(i);
      plain = c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return plain ? name : quoted(name);
  }

  /// {@return a name with dots, such as a domain}
  static String dotted(String name) {
    // Trailing empty parts count.
    return Arrays.stream(name.split("\\.", -1))
        .map(TextNames::plain)
        .collect(Collectors.joining("."));
  }

  /// {@return the text in quotes. Line ends stand for themselves, since the syntax has no other way
  /// to say them}
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c);
    }
    return quoted.append('"').toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
