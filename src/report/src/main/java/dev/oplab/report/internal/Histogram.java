package dev.oplab.report.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the elements of a tensor are spread between the smallest and the greatest, in bars of equal
/// width.
///
/// @param least the left end of the first bar
/// @param width the width of a bar
/// @param counts how many elements each bar stands for
/// @param from the smallest, as it is written
/// @param to the greatest, as it is written
/// @param whole whether a bar stands for one whole number, its left end
record Histogram(
    double least, double width, List<Long> counts, String from, String to, boolean whole) {
  private static final int BARS = 40;
  private static final int HEIGHT = 44;
  private static final String ROW = "<tr style=\"background:rgba(0,0,0,0)\">";
  private static final String BLOCKS = "▁▂▃▄▅▆▇█";

  /// {@return the histogram of the elements that `found` has counted; empty where all are equal}
  static Optional<Histogram> of(Elements elements, Statistics found) {
    if (!found.hasRange()) {
      return Optional.empty();
    }
    double least = elements.number(found.least());
    double range = elements.number(found.greatest()) - least;
    if (range <= 0 || !Double.isFinite(range)) {
      return Optional.empty();
    }
    boolean whole = !elements.isFloating() && !elements.isComplex() && range < BARS;
    int bars = whole ? (int) range + 1 : BARS;
    double width = whole ? 1 : range / bars;
    long[] counts = new long[bars];
    for (long i = 0; i < found.counted(); i++) {
      double value = elements.number(i);
      if (Double.isFinite(value)) {
        counts[Math.min(bars - 1, (int) ((value - least) / width))]++;
      }
    }
    String from = Preview.number(elements, found.least());
    String to = Preview.number(elements, found.greatest());
    return Optional.of(
        new Histogram(least, width, Arrays.stream(counts).boxed().toList(), from, to, whole));
  }

  /// {@return the bars as one line of blocks, a gap where there is no element}
  String text() {
    String blocks =
        counts.stream()
            .map(count -> count == 0 ? " " : block(steps(count, BLOCKS.length())))
            .collect(Collectors.joining());
    return "%s %s %s".formatted(from, blocks, to);
  }

  /// {@return the bars as a table of one row, each with its range and count as tooltip, and below
  /// them where they begin and end}
  String html() {
    StringBuilder out = new StringBuilder();
    out.append("<div style=\"margin:6px 0;padding:0 8px\">\n");
    out.append("<table style=\"border-collapse:collapse;border:0;margin:0;table-layout:auto;");
    out.append("width:auto;font-size:12px\">\n<tbody>\n").append(ROW);
    for (int i = 0; i < counts.size(); i++) {
      out.append("<td title=\"").append(Html.escape(describe(i))).append("\" style=\"");
      out.append("padding:0 1px 0 0;border:0;height:").append(HEIGHT);
      out.append("px;vertical-align:bottom\"><div style=\"width:").append(barWidth());
      out.append("px;height:").append(counts.get(i) == 0 ? 0 : steps(counts.get(i), HEIGHT));
      out.append("px;background:").append(HtmlTable.BAR_COLOUR).append("\"></div></td>");
    }
    out.append("</tr>\n").append(ROW);
    int left = (counts.size() + 1) / 2;
    label(out, left, "left", from);
    if (counts.size() > left) {
      label(out, counts.size() - left, "right", to);
    }
    return out.append("</tr>\n</tbody>\n</table>\n</div>\n").toString();
  }

  private static void label(StringBuilder out, int span, String side, String number) {
    out.append("<td colspan=\"").append(span).append("\" style=\"padding:2px 0;border-top:");
    out.append(HtmlTable.LINE).append(";white-space:nowrap;text-align:").append(side);
    out.append("\">").append(Html.escape(number)).append("</td>");
  }

  private int barWidth() {
    return Math.max(7, BARS * 4 / counts.size());
  }

  private static String block(int height) {
    return BLOCKS.substring(height - 1, height);
  }

  // At least one step, so that a single element is seen.
  private int steps(long count, int all) {
    long most = counts.stream().mapToLong(Long::longValue).max().orElse(1);
    return (int) Math.max(1, Math.round((double) count * all / most));
  }

  private String describe(int bar) {
    String count = String.format(Locale.ROOT, "%,d", counts.get(bar));
    double from = least + bar * width;
    return whole
        ? Numerals.one(from) + ": " + count
        : "%s to %s: %s".formatted(Numerals.one(from), Numerals.one(from + width), count);
  }
}
