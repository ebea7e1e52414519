package dev.oplab.report.internal;

import dev.oplab.report.ColumnView.Overflow;
import dev.oplab.report.DataTable;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// A table of what something is: property and value, in words.
final class Properties {
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();

  /// Adds a row, unless there is nothing to say.
  void add(String name, String value) {
    if (!value.isEmpty()) {
      names.add(name);
      values.add(value);
    }
  }

  DataTable table(String name, String title) {
    Table table =
        Table.create(
            title, StringColumn.create("property", names), StringColumn.create("value", values));
    return DataTable.of(table)
        .named(name)
        .titled(title)
        .cap(0)
        .show("value", column -> column.overflow(Overflow.ELIDE_MIDDLE, 100));
  }
}
