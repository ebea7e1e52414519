package dev.oplab.report;

import dev.oplab.report.internal.CsvTable;
import dev.oplab.report.internal.HtmlTable;
import dev.oplab.report.internal.MarkdownTable;
import dev.oplab.report.internal.RowMaps;
import dev.oplab.report.internal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tech.tablesaw.api.Table;

/// A table that prints itself as text, HTML, CSV, Markdown and JSON rows: a Tablesaw [Table] and
/// how each of its columns is shown. Immutable: each method gives a changed copy.
///
/// Text and HTML show at most [#cap()] rows, the first and the last ones; CSV, Markdown and JSON
/// hold all of them. The Tablesaw table is there to filter, join and compute with:
///
/// ```java
/// DataTable layers = Tables.layers(profile);
/// Table slow = layers.table().where(layers.table().doubleColumn("mean_ms").isGreaterThan(0.1));
/// System.out.println(DataTable.of(slow).toText());
/// ```
public final class DataTable implements Printable {
  /// Columns of text when nobody says otherwise.
  public static final int TEXT_WIDTH = 120;

  /// The most rows in text and HTML when nobody says otherwise.
  public static final int ROW_CAP = 40;

  private final Table table;
  private final List<ColumnView> columns;
  private final String name;
  private final String title;
  private final List<String> footnotes;
  private final int cap;
  private final Optional<Excerpt> excerpt;

  /// That the rows are the first `head` and the last of `total` rows.
  public record Excerpt(int head, int total) {}

  private DataTable(
      Table table,
      List<ColumnView> columns,
      String name,
      String title,
      List<String> footnotes,
      int cap,
      Optional<Excerpt> excerpt) {
    this.table = table;
    this.columns = List.copyOf(columns);
    this.name = name;
    this.title = title;
    this.footnotes = List.copyOf(footnotes);
    this.cap = cap;
    this.excerpt = excerpt;
  }

  /// {@return `table` with every column shown in a plain way; the name is `rows`, the title the
  /// table's own name}
  public static DataTable of(Table table) {
    List<ColumnView> columns = new ArrayList<>();
    table.columns().forEach(column -> columns.add(ColumnView.of(column)));
    String title = table.name() == null ? "" : table.name();
    return new DataTable(table, columns, "rows", title, List.of(), ROW_CAP, Optional.empty());
  }

  /// {@return this table under `key`, the name that its rows have in JSON: `layers`, `nodes`}
  public DataTable named(String key) {
    return new DataTable(table, columns, key, title, footnotes, cap, excerpt);
  }

  /// {@return this table with a line above it}
  public DataTable titled(String line) {
    return new DataTable(table, columns, name, line, footnotes, cap, excerpt);
  }

  /// {@return this table with one more line below it}
  public DataTable footnote(String line) {
    List<String> lines = new ArrayList<>(footnotes);
    lines.add(line);
    return new DataTable(table, columns, name, title, lines, cap, excerpt);
  }

  /// {@return this table without lines below it}
  public DataTable withoutFootnotes() {
    return new DataTable(table, columns, name, title, List.of(), cap, excerpt);
  }

  /// {@return this table, showing at most `rows` rows in text and HTML; 0 shows all}
  public DataTable cap(int rows) {
    return new DataTable(table, columns, name, title, footnotes, rows, excerpt);
  }

  /// {@return this table as an excerpt of a longer one, which is not here: its rows are the first
  /// `head` and the last of `total` rows, and text and HTML say so}
  public DataTable excerpt(int head, int total) {
    Optional<Excerpt> cut =
        total > table.rowCount() ? Optional.of(new Excerpt(head, total)) : Optional.empty();
    return new DataTable(table, columns, name, title, footnotes, 0, cut);
  }

  /// {@return this table with `column` shown as `how` makes it}
  ///
  /// @throws IllegalArgumentException if there is no such column
  public DataTable show(String column, UnaryOperator<ColumnView> how) {
    List<ColumnView> changed = new ArrayList<>();
    boolean found = false;
    for (ColumnView view : columns) {
      boolean same = view.column().equals(column);
      changed.add(same ? how.apply(view) : view);
      found |= same;
    }
    if (!found) {
      throw noSuchColumn(column);
    }
    return new DataTable(table, changed, name, title, footnotes, cap, excerpt);
  }

  /// {@return this table without `column` in text, HTML and Markdown; the Tablesaw table, CSV and
  /// JSON keep it}
  ///
  /// @throws IllegalArgumentException if there is no such column
  public DataTable hide(String column) {
    List<ColumnView> kept = columns.stream().filter(view -> !view.column().equals(column)).toList();
    if (kept.size() == columns.size()) {
      throw noSuchColumn(column);
    }
    return new DataTable(table, kept, name, title, footnotes, cap, excerpt);
  }

  /// {@return the Tablesaw table itself, all rows and columns; changing it changes what prints}
  public Table table() {
    return table;
  }

  /// {@return the columns shown, in order}
  public List<ColumnView> columns() {
    return columns;
  }

  /// {@return the key that the rows have in JSON}
  public String name() {
    return name;
  }

  public String title() {
    return title;
  }

  public List<String> footnotes() {
    return footnotes;
  }

  /// {@return the most rows shown in text and HTML, 0 for all}
  public int cap() {
    return cap;
  }

  /// {@return of which longer table this is an excerpt, if it is one}
  public Optional<Excerpt> excerpt() {
    return excerpt;
  }

  @Override
  public MimeBundle render() {
    return MimeBundle.of(toText(), toHtml());
  }

  @Override
  public String toText() {
    return toText(TEXT_WIDTH);
  }

  /// {@return the table as aligned text, each line at most `width` characters where the columns
  /// that must stay allow it}
  public String toText(int width) {
    return TextTable.of(this, width);
  }

  /// {@return an HTML fragment with inline styles alone: no class, style element or script}
  @Override
  public String toHtml() {
    return HtmlTable.of(this);
  }

  /// {@return all rows and columns as RFC 4180 has it: CRLF, full precision, a header of column
  /// names}
  public String toCsv() {
    return CsvTable.of(table);
  }

  /// {@return all rows as a GitHub-flavoured Markdown table}
  public String toMarkdown() {
    return MarkdownTable.of(this);
  }

  /// {@return all rows and columns as JSON objects: column name to number, string, boolean, or null
  /// where a value is missing}
  public List<Map<String, Object>> toRows() {
    return RowMaps.of(table);
  }

  @Override
  public String toString() {
    return toText();
  }

  private IllegalArgumentException noSuchColumn(String column) {
    List<String> names = columns.stream().map(ColumnView::column).toList();
    return new IllegalArgumentException(
        "no column '%s' in table '%s'\nfound: %s\nFix: name one of these columns."
            .formatted(column, name, names));
  }
}
