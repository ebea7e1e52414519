package dev.oplab.report.internal;

/// Escaping for HTML and SVG.
public final class Html {
  private Html() {}

  /// {@return `text` as character data or inside a quoted attribute, hidden characters written out}
  public static String escape(String text) {
    String visible = Visible.of(text);
    StringBuilder out = new StringBuilder(visible.length() + 16);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }
}
