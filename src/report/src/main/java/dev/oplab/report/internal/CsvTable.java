package dev.oplab.report.internal;

import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// A table as RFC 4180 text.
public final class CsvTable {
  private static final String LINE_END = "\r\n";

  private CsvTable() {}

  /// {@return a header of column names and every row, at full precision; a missing value is empty}
  public static String of(Table table) {
    StringBuilder out = new StringBuilder();
    int columns = table.columnCount();
    for (int c = 0; c < columns; c++) {
      out.append(c == 0 ? "" : ",").append(quoted(table.column(c).name()));
    }
    out.append(LINE_END);
    for (int row = 0; row < table.rowCount(); row++) {
      for (int c = 0; c < columns; c++) {
        Column<?> column = table.column(c);
        String text = column.isMissing(row) ? "" : String.valueOf(column.get(row));
        out.append(c == 0 ? "" : ",").append(quoted(text));
      }
      out.append(LINE_END);
    }
    return out.toString();
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
    boolean edged = !text.isEmpty() && !text.equals(text.strip());
    return plain && !edged ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
