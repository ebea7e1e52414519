package dev.oplab.report.internal;

import dev.oplab.report.DataTable;
import java.util.List;
import java.util.StringJoiner;

/// A [DataTable] as a GitHub-flavoured Markdown table.
public final class MarkdownTable {
  private MarkdownTable() {}

  /// {@return title, every row of the columns shown, and footnotes, ending with a line feed}
  public static String of(DataTable table) {
    List<Cells> columns =
        table.columns().stream().map(view -> new Cells(table.table(), view)).toList();
    StringBuilder out = new StringBuilder();
    if (!table.title().isEmpty()) {
      out.append("**").append(escape(Visible.of(table.title()))).append("**\n\n");
    }
    StringJoiner header = row();
    StringJoiner rule = row();
    for (Cells column : columns) {
      header.add(escape(Visible.of(column.view().label())));
      rule.add(column.view().right() ? "---:" : "---");
    }
    out.append(header).append('\n').append(rule).append('\n');
    for (int i = 0; i < table.table().rowCount(); i++) {
      StringJoiner line = row();
      for (Cells column : columns) {
        line.add(escape(column.text(i)));
      }
      out.append(line).append('\n');
    }
    for (String note : table.footnotes()) {
      out.append('\n').append(escape(Visible.of(note))).append('\n');
    }
    return out.toString();
  }

  private static StringJoiner row() {
    return new StringJoiner(" | ", "| ", " |");
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '&' -> out.append("&amp;");
        case '|', '\\', '*', '`', '[', ']', '~', '#' -> out.append('\\').append(c);
        // Inside a word, as in `aten_add`, an underscore is only itself.
        case '_' -> out.append(isInWord(text, i) ? "_" : "\\_");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isInWord(String text, int at) {
    return at > 0
        && at + 1 < text.length()
        && Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }
}
