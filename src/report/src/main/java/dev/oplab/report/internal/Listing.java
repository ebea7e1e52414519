package dev.oplab.report.internal;

import dev.oplab.report.MimeBundle;
import dev.oplab.report.Printable;
import java.util.List;

/// Lines of code below each other, and between them further listings that can be folded away.
/// Immutable.
///
/// @param items the lines and the listings inside, in order
record Listing(List<Item> items) implements Printable {
  static final String PRE =
      "<pre style=\"margin:0;padding:1px 8px;border:0;background:rgba(0,0,0,0);white-space:pre;"
          + "font-family:monospace;font-size:12px;line-height:1.5\">";
  static final String STEP = "      ";
  private static final String LABEL = "    ";

  /// A part of a listing.
  sealed interface Item {}

  /// A line, for text and for HTML.
  record Line(String text, String html) implements Item {
    /// {@return a line that is the same in both}
    static Line of(String text) {
      return new Line(Visible.of(text), Html.escape(text));
    }
  }

  /// A listing a step further in, under a line of its own; in HTML that line folds it away.
  record Inner(String title, Listing listing, boolean open) implements Item {}

  Listing {
    items = List.copyOf(items);
  }

  @Override
  public MimeBundle render() {
    return MimeBundle.of(toText(), toHtml());
  }

  @Override
  public String toText() {
    StringBuilder out = new StringBuilder();
    text("", out);
    return out.toString().stripTrailing();
  }

  private void text(String indent, StringBuilder out) {
    for (Item item : items) {
      switch (item) {
        case Line(String text, String _) -> out.append(indent).append(text).append('\n');
        case Inner(String title, Listing inner, boolean _) -> {
          out.append(indent).append(LABEL).append(Visible.of(title)).append('\n');
          inner.text(indent + STEP, out);
        }
      }
    }
  }

  @Override
  public String toHtml() {
    StringBuilder out = new StringBuilder("<div style=\"margin:6px 0;overflow-x:auto\">\n");
    html(out);
    return out.append("</div>\n").toString();
  }

  private void html(StringBuilder out) {
    boolean code = false;
    for (Item item : items) {
      boolean line = item instanceof Line;
      if (line != code) {
        out.append(line ? PRE : "</pre>\n");
        code = line;
      } else if (line) {
        out.append('\n');
      }
      switch (item) {
        case Line(String _, String html) -> out.append(html);
        case Inner inner -> fold(inner, out);
      }
    }
    out.append(code ? "</pre>\n" : "");
  }

  private static void fold(Inner inner, StringBuilder out) {
    out.append("<details").append(inner.open() ? " open=\"open\"" : "").append(" style=\"");
    out.append("margin:0 0 0 40px;padding:0;border:0\"><summary style=\"font-size:12px;");
    out.append("line-height:1.6\">").append(Html.escape(inner.title())).append("</summary>\n");
    inner.listing().html(out);
    out.append("</details>\n");
  }
}
