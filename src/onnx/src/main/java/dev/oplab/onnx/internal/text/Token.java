package dev.oplab.onnx.internal.text;

/// A word of the text and the place of its first character. What was in quotes comes without them
/// and without escapes; a sign is `=>`, `...` or a single character. Immutable.
record Token(Kind kind, String text, int at) {
  enum Kind {
    NAME,
    QUOTED,
    INTEGER,
    DECIMAL,
    SIGN,
    END
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isNumber() {
    return kind == Kind.INTEGER || kind == Kind.DECIMAL;
  }

  /// {@return whether this can name something}
  boolean isId() {
    return kind == Kind.NAME || kind == Kind.QUOTED;
  }

  /// {@return the token as an error shows it}
  String shown() {
    return switch (kind) {
      case END -> "the end of the text";
      case QUOTED -> Excerpt.shortened('"' + text + '"');
      default -> "'" + Excerpt.shortened(text) + "'";
    };
  }
}
