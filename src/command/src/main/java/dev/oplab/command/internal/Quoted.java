package dev.oplab.command.internal;

import java.util.ArrayList;
import java.util.List;

/// Text in which single quotes take the meaning from what they surround: `'a:b':1x3`.
public final class Quoted {
  private Quoted() {}

  /// {@return the parts of `text` between the separators outside quotes}
  public static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int at = find(text, separator, 0);
    while (at >= 0) {
      parts.add(text.substring(start, at));
      start = at + 1;
      at = find(text, separator, start);
    }
    parts.add(text.substring(start));
    return parts;
  }

  /// {@return where `wanted` is first outside quotes, or -1}
  public static int first(String text, char wanted) {
    return find(text, wanted, 0);
  }

  /// {@return where `wanted` is last outside quotes, or -1}
  public static int last(String text, char wanted) {
    int last = -1;
    for (int at = first(text, wanted); at >= 0; at = find(text, wanted, at + 1)) {
      last = at;
    }
    return last;
  }

  /// {@return `text` without quotes around it}
  public static String strip(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  /// `from` must be outside quotes.
  private static int find(String text, char wanted, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == wanted && !quoted) {
        return i;
      }
    }
    return -1;
  }
}
