package dev.oplab.command.internal;

import java.util.ArrayList;
import java.util.List;

/// Mends a magic's arguments. A kernel splits them at spaces and knows double quotes only, so `{a +
/// b}` and `'two words'` arrive in pieces; here they become one word again. Single quotes around a
/// whole word are taken off, as a shell would; inside a word they stay.
public final class MagicWords {
  private MagicWords() {}

  /// {@return the words as their writer meant them}
  public static List<String> mend(List<String> words) {
    List<String> mended = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      int last = end(words, i);
      String word = String.join(" ", words.subList(i, last + 1));
      mended.add(quotedWhole(word) ? word.substring(1, word.length() - 1) : word);
      i = last;
    }
    return mended;
  }

  /// {@return the index of the last piece of the word that starts at `first`; `first` itself if
  /// what it opens is never closed}
  private static int end(List<String> words, int first) {
    StringBuilder joined = new StringBuilder(words.get(first));
    int last = first;
    while (openQuote(joined) || (!quoted(joined) && Braces.open(joined))) {
      last++;
      if (last == words.size()) {
        return first;
      }
      joined.append(' ').append(words.get(last));
    }
    return last;
  }

  private static boolean quoted(CharSequence word) {
    return word.length() > 0 && word.charAt(0) == '\'';
  }

  /// Quotes count only where a value can start: at the beginning, or after `=` or `,`.
  private static boolean openQuote(CharSequence word) {
    boolean open = false;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '{' && !open) {
        int end = Braces.end(word, i);
        if (end < 0) {
          return false;
        }
        i = end;
      } else if (c == '\'') {
        char before = i == 0 ? '=' : word.charAt(i - 1);
        if (open || before == '=' || before == ',') {
          open = !open;
        }
      }
    }
    return open;
  }

  private static boolean quotedWhole(String word) {
    return word.length() >= 2
        && word.charAt(0) == '\''
        && word.indexOf('\'', 1) == word.length() - 1;
  }
}
