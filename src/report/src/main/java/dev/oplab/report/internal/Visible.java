package dev.oplab.report.internal;

/// Text made safe to look at: what would move the cursor, reorder the line or not be text at all is
/// written out (`\n`, `\u202e`).
public final class Visible {
  private Visible() {}

  /// {@return `text` on one line, every character one that a terminal and an XML file can hold}
  public static String of(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int length = Character.charCount(point);
      if (isHidden(point)) {
        if (out == null) {
          out = new StringBuilder(text.length() + 8).append(text, 0, i);
        }
        out.append(written(point));
      } else if (out != null) {
        out.appendCodePoint(point);
      }
      i += length;
    }
    return out == null ? text : out.toString();
  }

  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      // Joiners hold emoji together; the other format characters reorder or hide text.
      case Character.FORMAT -> point != 0x200D && point != 0x200C;
      default -> (point & 0xFFFE) == 0xFFFE;
    };
  }

  private static String written(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> point > 0xFFFF ? "\\u{%x}".formatted(point) : "\\u%04x".formatted(point);
    };
  }
}
