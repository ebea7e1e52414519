package dev.oplab.command.internal;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that a mistyped one was meant to be.
public final class DidYouMean {
  private DidYouMean() {}

  /// {@return the nearest of `known`, empty if none is near: a third of its letters may differ, or
  /// `word` is the beginning of exactly one}
  public static Optional<String> nearest(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    int begun = 0;
    String begins = "";
    for (String candidate : known) {
      String other = candidate.toLowerCase(Locale.ROOT);
      int distance = distance(lower, other);
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
      if (!lower.isEmpty() && other.startsWith(lower)) {
        begun++;
        begins = candidate;
      }
    }
    if (begun == 1) {
      return Optional.of(begins);
    }
    if (best == null || bestDistance > Math.max(1, Math.max(word.length(), best.length()) / 3)) {
      return Optional.empty();
    }
    return Optional.of(best);
  }

  /// {@return ` Did you mean X?` or nothing, to end a sentence with}
  public static String question(String word, Collection<String> known) {
    return nearest(word, known).map(near -> ". Did you mean " + near + "?").orElse("");
  }

  /// Edits between two words; swapping neighbours counts as one.
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + same);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
