package dev.oplab.report.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// A table as JSON objects, one a row.
public final class RowMaps {
  private RowMaps() {}

  /// {@return every row as column name to value, in the order of the columns}
  @SuppressWarnings("NullAway") // A JSON object may hold null where a value is missing.
  public static List<Map<String, Object>> of(Table table) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      Map<String, Object> object = new LinkedHashMap<>();
      for (Column<?> column : table.columns()) {
        object.put(column.name(), value(column, row));
      }
      rows.add(object);
    }
    return rows;
  }

  private static @Nullable Object value(Column<?> column, int row) {
    Object value = column.get(row);
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Boolean flag -> flag;
      case Double number -> Double.isFinite(number) ? number : null;
      case Float number -> Float.isFinite(number) ? number : null;
      case Number number -> column.isMissing(row) ? null : number;
      default -> column.isMissing(row) ? null : value.toString();
    };
  }
}
