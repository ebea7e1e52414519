package dev.oplab.report.internal;

/// The width of text in a picture, estimated without asking for a font: a picture drawn on one
/// machine and shown on another keeps its layout, and the same input gives the same bytes.
final class TextWidth {
  // Widths of a common sans-serif in thousandths of the size, from space to tilde.
  private static final int[] ASCII = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, //
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, //
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, //
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, //
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, //
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584
  };
  // Room for fonts that run wider than the one the widths are of.
  private static final double SLACK = 1.18;

  private TextWidth() {}

  /// {@return an upper estimate of the width of `text` at `size` pixels}
  static double of(String text, double size) {
    double thousandths = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      thousandths += width(point);
      i += Character.charCount(point);
    }
    return thousandths / 1000 * size * SLACK;
  }

  /// {@return `text` in at most `width` pixels, shortened where it is longer}
  static String fit(String text, double width, double size) {
    return Shorten.longest(text, shortened -> of(shortened, size) <= width);
  }

  private static int width(int point) {
    if (point >= 32 && point < 127) {
      return ASCII[point - 32];
    }
    return point < 0x1100 ? 620 : 1000;
  }
}
