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
  private DiffTable() {}

  /// {@return the table, named `differences`; its title counts them}
  public static DataTable of(ModelDiff diff) {
    List<DiffRow> rows = diff.rows();
    Table table = Table.create("differences");
    text(table, rows, "change", row -> row.kind().name().toLowerCase(Locale.ROOT));
    text(table, rows, "what", DiffRow::what);
    text(table, rows, "where", DiffRow::where);
    text(table, rows, "before", DiffRow::before);
    text(table, rows, "after", DiffRow::after);
    return DataTable.of(table)
        .named("differences")
        .titled(title(rows))
        .show("where", column -> column.overflow(Overflow.ELIDE_MIDDLE, 64))
        .show("before", column -> column.overflow(Overflow.ELIDE_MIDDLE, 56))
        .show("after", column -> column.overflow(Overflow.ELIDE_MIDDLE, 56));
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
