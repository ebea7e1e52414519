package dev.oplab.surgeon.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The known names that somebody may have meant by one that is not known.
public final class NearNames {
  private static final int SHOWN = 3;

  private NearNames() {}

  /// {@return `did you mean 'conv1' or 'conv2'?`, or `otherwise` if nothing comes near}
  public static String ask(String name, Collection<String> known, String otherwise) {
    List<String> near = of(name, known);
    return near.isEmpty()
        ? otherwise
        : near.stream().collect(Collectors.joining("' or '", "did you mean '", "'?"));
  }

  /// {@return up to three of the known names, the nearest first}
  public static List<String> of(String name, Collection<String> known) {
    int limit = Math.max(1, name.length() / 3);
    String wanted = name.toLowerCase(Locale.ROOT);
    Map<String, Integer> distances = new LinkedHashMap<>();
    for (String other : known) {
      int distance = distance(wanted, other.toLowerCase(Locale.ROOT), limit);
      if (distance <= limit && !other.isEmpty()) {
        distances.put(other, distance);
      } else if (wanted.length() > 2 && other.toLowerCase(Locale.ROOT).contains(wanted)) {
        distances.put(other, limit + 1);
      }
    }
    return distances.entrySet().stream()
        .sorted(Comparator.comparingInt(Map.Entry::getValue))
        .limit(SHOWN)
        .map(Map.Entry::getKey)
        .toList();
  }

  /// {@return the number of letters to add, drop or change; more than `limit` if that is exceeded}
  static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
