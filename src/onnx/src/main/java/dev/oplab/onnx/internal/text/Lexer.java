package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.internal.text.Token.Kind;

/// Cuts a text into words. Space and comments, from `#` to the end of the line, separate them.
/// Mutable.
final class Lexer {
  private final String text;
  private int at;
  private int end;

  Lexer(String text) {
    this.text = text;
  }

  /// {@return the next word; after the last one of the kind END, for ever}
  Token next() {
    skipSpace();
    if (at == text.length()) {
      return new Token(Kind.END, "", end);
    }
    Token next = word();
    end = at;
    return next;
  }

  private Token word() {
    int start = at;
    char c = text.charAt(at);
    if (isLetter(c)) {
      skipName();
      return token(Kind.NAME, start);
    }
    if (c == '"') {
      return quoted();
    }
    if (isDigit(c) || (c == '-' && isDigit(peek(1)))) {
      return number();
    }
    if (c == '-' && isLetter(peek(1))) {
      at++;
      skipName();
      return token(Kind.DECIMAL, start);
    }
    at +=
        text.startsWith("=>", at)
            ? 2
            : text.startsWith("...", at) ? 3 : Character.charCount(text.codePointAt(at));
    return token(Kind.SIGN, start);
  }

  private Token token(Kind kind, int start) {
    return new Token(kind, text.substring(start, at), start);
  }

  private void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c <= ' ' || c == '\u00A0' || c == '\uFEFF') {
        at++;
      } else {
        return;
      }
    }
  }

  private void skipName() {
    while (isLetter(peek(0)) || isDigit(peek(0))) {
      at++;
    }
  }

  private Token number() {
    int start = at++;
    Kind kind = Kind.INTEGER;
    skipDigits();
    if (peek(0) == '.') {
      kind = Kind.DECIMAL;
      at++;
      skipDigits();
    }
    if (peek(0) == 'e' || peek(0) == 'E') {
      kind = Kind.DECIMAL;
      at += peek(1) == '+' || peek(1) == '-' ? 2 : 1;
      if (!isDigit(peek(0))) {
        throw Excerpt.error(
            text, start, "this number has an exponent without digits", "write it as in 1.5e-3");
      }
      skipDigits();
    }
    return token(kind, start);
  }

  private void skipDigits() {
    while (isDigit(peek(0))) {
      at++;
    }
  }

  /// A backslash stands before a quotation mark or backslash that is part of the text, and may
  /// before any other character.
  private Token quoted() {
    int start = at++;
    StringBuilder content = null;
    int from = at;
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        content = content == null ? new StringBuilder() : content;
        content.append(text, from, at);
        from = ++at;
      }
      at++;
    }
    if (at >= text.length()) {
      throw Excerpt.error(
          text,
          start,
          "the text in quotes that begins here has no end",
          "close it with \", and write \\\" for a quotation mark inside");
    }
    String rest = text.substring(from, at++);
    return new Token(Kind.QUOTED, content == null ? rest : content.append(rest).toString(), start);
  }

  /// {@return the character that many places further on, 0 behind the end}
  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
