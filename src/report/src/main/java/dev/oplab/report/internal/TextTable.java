package dev.oplab.report.internal;

import dev.oplab.report.ColumnView;
import dev.oplab.report.DataTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A [DataTable] as aligned text.
public final class TextTable {
  private static final int BAR = 10;
  private static final int READABLE_CELL = 28;
  private static final int LEAST_CELL = 12;
  private static final int LEAST_TEXT = 40;
  private static final String GUTTER = "  ";
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
  private final DataTable table;
  private final RowWindow window;
  private final int[] rows;
  private List<Column> columns;

  // One column as it will be printed; `width` leaves out the bar.
  private record Column(Cells cells, List<String> texts, int width) {
    ColumnView view() {
      return cells.view();
    }

    int totalWidth() {
      return width + (view().bar() ? BAR + 1 : 0);
    }

    Column narrowed(int newWidth) {
      return new Column(cells, texts, newWidth);
    }
  }

  private TextTable(DataTable table) {
    this.table = table;
    this.window = RowWindow.of(table);
    this.rows = window.rows();
    this.columns = table.columns().stream().map(this::column).toList();
  }

  /// {@return the text, without a line feed at the end}
  public static String of(DataTable table, int width) {
    TextTable text = new TextTable(table);
    text.fit(width);
    return text.print(Math.max(width, LEAST_TEXT));
  }

  private Column column(ColumnView view) {
    Cells cells = new Cells(table.table(), view);
    List<String> texts =
        Arrays.stream(rows)
            .mapToObj(cells::text)
            .map(text -> wraps(view) ? text : Shorten.text(text, view.maxWidth(), view.overflow()))
            .toList();
    int longest = texts.stream().mapToInt(Glyphs::width).max().orElse(0);
    int widest = Math.min(longest, Math.max(1, view.maxWidth()));
    int label = Glyphs.width(Visible.of(view.label())) - (view.bar() ? BAR + 1 : 0);
    return new Column(cells, texts, Math.max(widest, label));
  }

  // Names are cut down to a length at which they still tell layers apart; then columns are left
  // out;
  // what is still too wide is cut further, unless that would not help either.
  private void fit(int width) {
    List<Column> natural = columns;
    while (total() > width && !narrow(width, READABLE_CELL) && drop(natural)) {
      natural = columns;
    }
    List<Column> readable = columns;
    if (total() > width && !narrow(width, LEAST_CELL)) {
      columns = readable;
    }
  }

  private int total() {
    int gutters = GUTTER.length() * Math.max(0, columns.size() - 1);
    return columns.stream().mapToInt(Column::totalWidth).sum() + gutters;
  }

  private boolean drop(List<Column> natural) {
    Optional<Column> next =
        natural.stream()
            .filter(column -> column.view().dropRank() > 0)
            .max(Comparator.comparingInt(column -> column.view().dropRank()));
    next.ifPresent(column -> columns = natural.stream().filter(c -> !c.equals(column)).toList());
    return next.isPresent();
  }

  private boolean narrow(int width, int floor) {
    while (total() > width) {
      Column widest =
          columns.stream()
              .filter(column -> !column.view().right() && column.width() > floor)
              .max(Comparator.comparingInt(Column::width))
              .orElse(null);
      if (widest == null) {
        return false;
      }
      columns =
          columns.stream().map(c -> c.equals(widest) ? c.narrowed(c.width() - 1) : c).toList();
    }
    return true;
  }

  private String print(int width) {
    List<String> lines = new ArrayList<>();
    if (!table.title().isEmpty()) {
      lines.add(Visible.of(table.title()));
    }
    if (rows.length == 0) {
      lines.add("(no rows)");
    } else {
      lines.add(header());
      lines.add(rule());
      for (int i = 0; i < rows.length; i++) {
        if (window.capped() && i == window.head()) {
          lines.add(window.gap());
        }
        lines.addAll(lines(i));
      }
      lines.add(rule());
    }
    if (window.capped()) {
      lines.add(window.describe());
    }
    table.footnotes().forEach(note -> lines.addAll(Glyphs.wrap(Visible.of(note), width)));
    return String.join("\n", lines);
  }

  private String header() {
    List<String> cells = new ArrayList<>();
    for (Column column : columns) {
      String label = Visible.of(column.view().label());
      if (column.view().bar()) {
        cells.add(Glyphs.pad(Glyphs.pad(label, column.width(), true), column.totalWidth(), false));
      } else {
        cells.add(cell(column, label));
      }
    }
    return String.join(GUTTER, cells).stripTrailing();
  }

  private String rule() {
    return String.join(GUTTER, columns.stream().map(c -> "─".repeat(c.totalWidth())).toList());
  }

  // One line, unless a column breaks its cells into several.
  private List<String> lines(int i) {
    List<List<String>> cells = columns.stream().map(column -> broken(column, i)).toList();
    int height = cells.stream().mapToInt(List::size).max().orElse(1);
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < height; at++) {
      List<String> line = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        String text = at < cells.get(c).size() ? cells.get(c).get(at) : "";
        line.add(Glyphs.pad(text, columns.get(c).totalWidth(), false));
      }
      lines.add(String.join(GUTTER, line).stripTrailing());
    }
    return lines;
  }

  private List<String> broken(Column column, int i) {
    String text = column.texts().get(i);
    if (wraps(column.view())) {
      return Glyphs.wrap(text, column.width()).stream().map(line -> cell(column, line)).toList();
    }
    String only = cell(column, text);
    return List.of(column.view().bar() ? only + " " + bar(column.cells().fraction(rows[i])) : only);
  }

  private static boolean wraps(ColumnView view) {
    return view.overflow() == ColumnView.Overflow.WRAP;
  }

  private static String cell(Column column, String text) {
    String shortened = Shorten.text(text, column.width(), column.view().overflow());
    return Glyphs.pad(shortened, column.width(), column.view().right());
  }

  private static String bar(double fraction) {
    int eighths = (int) Math.round(fraction * BAR * 8);
    if (eighths == 0 && fraction > 0) {
      eighths = 1;
    }
    String tip = eighths % 8 == 0 ? "" : EIGHTHS.substring(eighths % 8, eighths % 8 + 1);
    return Glyphs.pad("█".repeat(eighths / 8) + tip, BAR, false);
  }
}
