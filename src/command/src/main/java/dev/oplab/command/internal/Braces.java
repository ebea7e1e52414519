package dev.oplab.command.internal;

/// Finds where a `{expr}` ends. Braces inside it are counted, those in Java's string and character
/// literals are not.
final class Braces {
  private Braces() {}

  /// {@return the index of the brace that closes the one at `start`, or -1}
  static int end(CharSequence text, int start) {
    int depth = 0;
    char quote = '\0';
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != '\0') {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = '\0';
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /// {@return whether an expression is open at the end of `text`}
  static boolean open(CharSequence text) {
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) != '{') {
        at++;
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '{') {
        at += 2;
      } else {
        int end = end(text, at);
        if (end < 0) {
          return true;
        }
        at = end + 1;
      }
    }
    return false;
  }
}
