package dev.oplab.report.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Text as a terminal counts it: in columns, and never cut inside what a person sees as one
/// character.
public final class Glyphs {
  private static final Pattern CLUSTER = Pattern.compile("\\X");

  private Glyphs() {}

  /// {@return the number of terminal columns that `text` takes}
  public static int width(String text) {
    if (isLatin(text)) {
      return text.length();
    }
    return clusters(text).stream().mapToInt(Glyphs::clusterWidth).sum();
  }

  /// {@return `text` in at most `width` columns, what does not fit cut out of the middle: a quarter
  /// of the room goes to the head, the rest to the tail}
  public static String elideMiddle(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    int head = Math.max(0, (width - 1) / 4);
    return start(text, head) + "…" + end(text, width - 1 - head);
  }

  /// {@return `text` in at most `width` columns, what does not fit cut off the start}
  public static String elideStart(String text, int width) {
    return width(text) <= width ? text : "…" + end(text, width - 1);
  }

  /// {@return `text` in at most `width` columns, what does not fit cut off the end}
  public static String elideEnd(String text, int width) {
    return width(text) <= width ? text : start(text, width - 1) + "…";
  }

  /// {@return `text` in lines of at most `width` columns, broken at spaces; a longer word has a
  /// line of its own}
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /// {@return `text` filled with spaces to `width` columns}
  public static String pad(String text, int width, boolean right) {
    String spaces = " ".repeat(Math.max(0, width - width(text)));
    return right ? spaces + text : text + spaces;
  }

  private static String start(String text, int width) {
    if (isLatin(text)) {
      return text.substring(0, Math.max(0, width));
    }
    StringBuilder out = new StringBuilder();
    int used = 0;
    for (String cluster : clusters(text)) {
      used += clusterWidth(cluster);
      if (used > width) {
        break;
      }
      out.append(cluster);
    }
    return out.toString();
  }

  private static String end(String text, int width) {
    if (isLatin(text)) {
      return text.substring(text.length() - Math.max(0, width));
    }
    List<String> clusters = clusters(text);
    int used = 0;
    int from = clusters.size();
    while (from > 0 && used + clusterWidth(clusters.get(from - 1)) <= width) {
      used += clusterWidth(clusters.get(--from));
    }
    return String.join("", clusters.subList(from, clusters.size()));
  }

  private static boolean isLatin(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean narrow =
          c < 0x300
              || (c >= 0x2010 && c <= 0x2027)
              || (c >= 0x2190 && c <= 0x2193)
              || (c >= 0x2500 && c <= 0x259F);
      if (!narrow) {
        return false;
      }
    }
    return true;
  }

  private static List<String> clusters(String text) {
    List<String> clusters = new ArrayList<>();
    Matcher matcher = CLUSTER.matcher(text);
    while (matcher.find()) {
      clusters.add(matcher.group());
    }
    return clusters;
  }

  private static int clusterWidth(String cluster) {
    int point = cluster.codePointAt(0);
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
      return 0;
    }
    return isWide(point) || cluster.indexOf(0xFE0F) >= 0 ? 2 : 1;
  }

  // East Asian Wide and Fullwidth, by block, and the emoji planes.
  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115F)
        || (point >= 0x2E80 && point <= 0x303E)
        || (point >= 0x3041 && point <= 0xA4CF)
        || (point >= 0xAC00 && point <= 0xD7A3)
        || (point >= 0xF900 && point <= 0xFAFF)
        || (point >= 0xFE30 && point <= 0xFE6F)
        || (point >= 0xFF00 && point <= 0xFF60)
        || (point >= 0xFFE0 && point <= 0xFFE6)
        || (point >= 0x1F300 && point <= 0x1FAFF)
        || (point >= 0x20000 && point <= 0x3FFFD);
  }
}
