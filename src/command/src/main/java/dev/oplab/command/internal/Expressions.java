package dev.oplab.command.internal;

import dev.oplab.command.UsageException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Puts the values of Java expressions in the place of `{expr}`. `{{` and `}}` stand for the braces
/// themselves. Without an evaluator every word stays as it is.
public final class Expressions {
  /// For a terminal, where braces mean nothing.
  public static final Expressions NONE = new Expressions(null);

  private final @Nullable Function<String, @Nullable Object> evaluator;

  private Expressions(@Nullable Function<String, @Nullable Object> evaluator) {
    this.evaluator = evaluator;
  }

  /// {@return expressions whose values `evaluator` finds}
  public static Expressions of(Function<String, @Nullable Object> evaluator) {
    return new Expressions(evaluator);
  }

  /// {@return the object itself for a word that is one expression and nothing else, otherwise the
  /// text with each expression replaced by its value's text}
  public Object expand(String word) {
    if (evaluator == null || word.indexOf('{') < 0) {
      return word;
    }
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < word.length()) {
      char c = word.charAt(at);
      if ((c == '{' || c == '}') && word.startsWith(String.valueOf(c), at + 1)) {
        text.append(c);
        at += 2;
      } else if (c == '{') {
        int end = Braces.end(word, at);
        if (end < 0) {
          throw new UsageException(
              "'" + word + "' has a '{' without a '}'; write '{{' for a brace");
        }
        Object value = evaluate(word.substring(at + 1, end));
        if (at == 0 && end == word.length() - 1) {
          return value;
        }
        text.append(value);
        at = end + 1;
      } else {
        text.append(c);
        at++;
      }
    }
    return text.toString();
  }

  private Object evaluate(String expression) {
    if (expression.isBlank()) {
      throw new UsageException("{} has no expression in it");
    }
    Object value = evaluator == null ? null : evaluator.apply(expression);
    if (value == null) {
      throw new UsageException("{" + expression + "} is null");
    }
    return value;
  }
}
