package dev.oplab.onnx.internal.text;

import dev.oplab.onnx.OnnxException;

/// Where in a text something is wrong: line, column, and the line itself with a mark below.
final class Excerpt {
  private static final int WIDTH = 100;
  private static final int LONGEST_WORD = 60;

  private Excerpt() {}

  /// {@return the error that at this place of the text `what` was found}
  static OnnxException error(String text, int at, String what, String fix) {
    int start = text.lastIndexOf('\n', at - 1) + 1;
    int end = text.indexOf('\n', at);
    String line = readable(text.substring(start, end < 0 ? text.length() : end)).stripTrailing();
    int column = at - start;
    long number = text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    // Of a long line, the part around the place.
    int from = column < WIDTH - 20 ? 0 : column - WIDTH / 2;
    int to = Math.min(line.length(), from + WIDTH);
    String shown = (from > 0 ? "..." : "") + (from < to ? line.substring(from, to) : "");
    String more = to < line.length() ? "..." : "";
    int mark = column - from + (from > 0 ? 3 : 0);
    return new OnnxException(
        "text, line %,d, column %,d: %s.%n%s%n  %s^%nFix: %s."
            .formatted(
                number,
                column + 1,
                what,
                ("  " + shown + more).stripTrailing(),
                " ".repeat(mark),
                fix));
  }

  /// {@return the line as it can stand in an error, of the same length}
  private static String readable(String line) {
    return line.replace('\t', ' ').replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  static String shortened(String word) {
    String line = readable(word.replaceAll("\\s+", " "));
    return line.length() <= LONGEST_WORD ? line : line.substring(0, LONGEST_WORD) + "...";
  }
}
