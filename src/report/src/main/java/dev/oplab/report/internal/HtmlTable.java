package dev.oplab.report.internal;

import dev.oplab.report.ColumnView;
import dev.oplab.report.DataTable;
import java.util.List;
import java.util.Locale;

/// A [DataTable] as an HTML fragment that looks right on a light and on a dark page without knowing
/// which: text inherits its colour, lines and stripes are half-transparent greys. Inline styles
/// alone, of those properties that notebook sanitisers keep.
public final class HtmlTable {
  static final String BAR_COLOUR = "#2a8fd4";
  static final String LINE = "1px solid rgba(128,128,128,0.55)";
  private static final String CELL = "padding:3px 8px;";
  private static final String NUMBERS = "text-align:right;white-space:nowrap;";
  private final DataTable table;
  private final RowWindow window;
  private final List<Cells> columns;
  private final StringBuilder out = new StringBuilder();

  private HtmlTable(DataTable table) {
    this.table = table;
    this.window = RowWindow.of(table);
    this.columns = table.columns().stream().map(v -> new Cells(table.table(), v)).toList();
  }

  /// {@return the fragment}
  public static String of(DataTable table) {
    return new HtmlTable(table).print();
  }

  private String print() {
    out.append("<div style=\"margin:6px 0;overflow-x:auto;font-size:12px;line-height:1.4\">\n");
    if (!table.title().isEmpty()) {
      line("font-weight:600;font-size:13px;padding:2px 8px 6px 8px", table.title());
    }
    if (window.total() == 0) {
      line("padding:2px 8px;font-style:italic", "(no rows)");
    } else {
      rows();
    }
    if (window.capped()) {
      line("padding:6px 8px 0 8px;opacity:0.8", window.describe());
    }
    table.footnotes().forEach(note -> line("padding:4px 8px 0 8px;opacity:0.8", note));
    return out.append("</div>\n").toString();
  }

  private void line(String style, String text) {
    out.append("<div style=\"").append(style).append("\">").append(Html.escape(text));
    out.append("</div>\n");
  }

  private void rows() {
    out.append(
        "<table style=\"border-collapse:collapse;border:0;margin:0;table-layout:auto;width:auto;"
            + "font-size:12px;font-variant-numeric:tabular-nums\">\n<thead><tr style=\"background:rgba(0,0,0,0);border-bottom:"
            + LINE
            + "\">");
    columns.forEach(column -> heading(column.view()));
    out.append("</tr></thead>\n<tbody>\n");
    int[] rows = window.rows();
    for (int i = 0; i < rows.length; i++) {
      if (window.capped() && i == window.head()) {
        gap();
      }
      row(rows[i], i);
    }
    out.append("</tbody>\n</table>\n");
  }

  private void heading(ColumnView view) {
    String align = view.right() ? "text-align:right;" : "text-align:left;";
    out.append("<th").append(view.bar() ? " colspan=\"2\"" : "").append(" style=\"").append(CELL);
    out.append(view.bar() ? "text-align:left;" : align);
    out.append("font-weight:600;white-space:nowrap\">").append(Html.escape(view.label()));
    out.append("</th>");
  }

  private void gap() {
    int span = columns.stream().mapToInt(column -> column.view().bar() ? 2 : 1).sum();
    out.append("<tr style=\"background:rgba(0,0,0,0)\"><td colspan=\"").append(span);
    out.append("\" style=\"").append(CELL).append("text-align:left;opacity:0.8\">");
    out.append(Html.escape(window.gap())).append("</td></tr>\n");
  }

  private void row(int row, int place) {
    String stripe = place % 2 == 0 ? "rgba(128,128,128,0.1)" : "rgba(0,0,0,0)";
    out.append("<tr style=\"background:").append(stripe).append("\">");
    for (Cells column : columns) {
      cell(column, row);
    }
    out.append("</tr>\n");
  }

  private void cell(Cells column, int row) {
    ColumnView view = column.view();
    String full = column.text(row);
    boolean wrap = view.overflow() == ColumnView.Overflow.WRAP;
    String shown = wrap ? full : Shorten.text(full, view.maxWidth(), view.overflow());
    out.append("<td style=\"").append(CELL);
    out.append(view.right() ? NUMBERS : "text-align:left;");
    if (!view.right()) {
      out.append(wrap ? "white-space:normal;word-break:break-word;" : "white-space:nowrap;");
    }
    out.append('"');
    if (!shown.equals(full)) {
      out.append(" title=\"").append(Html.escape(full)).append('"');
    }
    out.append('>').append(Html.escape(shown)).append("</td>");
    if (view.bar()) {
      bar(column.fraction(row));
    }
  }

  private void bar(double fraction) {
    String width = String.format(Locale.ROOT, "%.1f", fraction * 100);
    out.append("<td style=\"").append(CELL).append("padding-left:0;width:64px\">");
    out.append("<div style=\"width:64px;height:10px\"><div style=\"width:").append(width);
    out.append("%;height:10px;background:").append(BAR_COLOUR).append("\"></div></div></td>");
  }
}
