package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.internal.text.Token.Kind;

/// The place in a text that reading has got to: looks one word ahead, takes what is expected and
/// refuses the rest. Mutable.
final class Cursor {
  private static final String LEFT_OUT = "...";

  private final String text;
  private final Lexer lexer;
  private Token next;

  Cursor(String text) {
    this.text = text;
    this.lexer = new Lexer(text);
    this.next = lexer.next();
  }

  Token peek() {
    return next;
  }

  Token take() {
    Token taken = next;
    next = lexer.next();
    return taken;
  }

  boolean at(String sign) {
    return next.is(sign);
  }

  /// Takes the sign if it comes next.
  boolean matches(String sign) {
    boolean found = next.is(sign);
    if (found) {
      take();
    }
    return found;
  }

  /// Takes the sign, which must come next. `place` says where that is, `form` how it is written.
  void expect(String sign, String place, String form) {
    if (!matches(sign)) {
      throw expected("'%s' %s".formatted(sign, place), form);
    }
  }

  /// Takes the name of `what`, plain or in quotes.
  String id(String what, String form) {
    if (!next.isId()) {
      throw expected(what, form);
    }
    return take().text();
  }

  /// Takes a text in quotes.
  String quoted(String what, String form) {
    if (next.kind() != Kind.QUOTED) {
      throw expected(what + " in quotes", form);
    }
    return take().text();
  }

  long integer(String what, String form) {
    if (next.kind() != Kind.INTEGER) {
      throw expected(what + ", a whole number", form);
    }
    return integer(take());
  }

  /// {@return the value of a token of that kind}
  long integer(Token token) {
    try {
      return Long.parseLong(token.text());
    } catch (NumberFormatException e) {
      throw outOfRange(token, "int64");
    }
  }

  OnnxException outOfRange(Token token, String type) {
    return error(
        token,
        "%s is out of the range of %s".formatted(token.shown(), type),
        "give a number that fits, or another type");
  }

  /// {@return the error that something else comes next}
  OnnxException expected(String what, String form) {
    if (next.is(LEFT_OUT)) {
      return error(
          next,
          "something was left out here when the text was printed",
          "print all of the model, with model.toText(TextOptions.whole())");
    }
    return error(next, "expected %s, found %s".formatted(what, next.shown()), form);
  }

  OnnxException error(Token token, String what, String fix) {
    return Excerpt.error(text, token.at(), what, fix);
  }
}
