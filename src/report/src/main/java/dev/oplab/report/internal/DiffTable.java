package dev.oplab.report.internal;

import dev.oplab.report.ColumnView.Overflow;
import dev.oplab.report.DataTable;
import dev.oplab.surgeon.diff.DiffRow;
import dev.oplab.surgeon.diff.DiffRow.Kind;
import dev.oplab.surgeon.diff.ModelDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The differences between two models, one a row.
public final class DiffTable {
  private static final String BEHIND_NAME = "' > ";

  private DiffTable() {}

  /// {@return the table, named `differences`; its title counts them}
  public static DataTable of(ModelDiff diff) {
    List<DiffRow> rows = diff.rows();
    Table table = Table.create("differences");
    text(table, rows, "change", row -> row.kind().name().toLowerCase(Locale.ROOT));
    text(table, rows, "what", DiffRow::what);
    text(table, rows, "where", row -> row.where().substring(graph(row).length()));
    text(table, rows, "before", row -> unnamed(row.before(), row));
    text(table, rows, "after", row -> unnamed(row.after(), row));
    text(table, rows, "graph", row -> name(graph(row)));
    DataTable view =
        DataTable.of(table)
            .named("differences")
            .titled(title(rows))
            .show("where", column -> column.overflow(Overflow.ELIDE_MIDDLE, 64))
            .show("before", column -> column.overflow(Overflow.WRAP, 56))
            .show("after", column -> column.overflow(Overflow.WRAP, 56))
            .show("graph", column -> column.dropWhenNarrow(1));
    long graphs =
        rows.stream().map(DiffTable::graph).filter(graph -> !graph.isEmpty()).distinct().count();
    return graphs <= 1 ? view.hide("graph") : view;
  }

  /// {@return how `where` begins, if that is the graph that a node or value is in}
  private static String graph(DiffRow row) {
    int end = row.where().indexOf(BEHIND_NAME);
    return row.where().startsWith("graph '") && end > 0
        ? row.where().substring(0, end + BEHIND_NAME.length())
        : "";
  }

  /// {@return a weight without its name, which stands under `where` already}
  private static String unnamed(String text, DiffRow row) {
    String name = row.where().substring(graph(row).length());
    return row.what().equals("initializer") && name.startsWith("'")
        ? text.replace(" " + name, "")
        : text;
  }

  private static String name(String graph) {
    return graph.isEmpty()
        ? ""
        : graph.substring("graph '".length(), graph.length() - BEHIND_NAME.length());
  }

  private static void text(
      Table table, List<DiffRow> rows, String name, Function<DiffRow, String> value) {
    table.addColumns(StringColumn.create(name, rows.stream().map(value).toList()));
  }

  private static String title(List<DiffRow> rows) {
    if (rows.isEmpty()) {
      return "no differences";
    }
    List<String> counts = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      long count = rows.stream().filter(row -> row.kind() == kind).count();
      if (count > 0) {
        counts.add("%,d %s".formatted(count, kind.name().toLowerCase(Locale.ROOT)));
      }
    }
    return "%,d %s: %s"
        .formatted(
            rows.size(),
            rows.size() == 1 ? "difference" : "differences",
            String.join(", ", counts));
  }
}
