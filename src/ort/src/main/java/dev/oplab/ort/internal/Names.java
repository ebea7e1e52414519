package dev.oplab.ort.internal;

import java.util.Collection;
import java.util.Optional;

/// Finds the name somebody probably meant.
public final class Names {
  private Names() {}

  /// {@return `did you mean 'x'? `, or nothing when no name is near}
  public static String didYouMean(String wrong, Collection<String> known) {
    return nearest(wrong, known).map(name -> "did you mean '" + name + "'? ").orElse("");
  }

  private static Optional<String> nearest(String wrong, Collection<String> known) {
    String best = null;
    int bestDistance = Math.max(2, wrong.length() / 3) + 1;
    for (String each : known) {
      int distance = distance(wrong, each);
      if (distance < bestDistance) {
        best = each;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /// Levenshtein's distance.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
