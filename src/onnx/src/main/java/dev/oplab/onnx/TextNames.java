package dev.oplab.onnx;

/// Names as ONNX's text syntax has them: plain if they are identifiers, otherwise in quotes.
final class TextNames {
  private TextNames() {}

  static String of(String name) {
    boolean plain = !name.isEmpty() && !isDigit(name.charAt(0));
    for (int i = 0; plain && i < name.length(); i++) {
      char c = name.charAt(i);
      plain = c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return plain ? name : quoted(name);
  }

  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> quoted.append(c < ' ' ? '\uFFFD' : c);
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
