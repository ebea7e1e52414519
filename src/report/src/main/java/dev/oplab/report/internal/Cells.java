package dev.oplab.report.internal;

import dev.oplab.report.ColumnView;
import java.util.Locale;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// The cells of one column as a person reads them.
final class Cells {
  private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private final ColumnView view;
  private final Column<?> column;
  private final int decimals;
  private final double largest;

  Cells(Table table, ColumnView view) {
    this.view = view;
    this.column = table.column(view.column());
    this.largest = column instanceof NumericColumn<?> numbers ? largest(numbers) : 0;
    this.decimals = view.decimals() >= 0 ? view.decimals() : autoDecimals();
  }

  ColumnView view() {
    return view;
  }

  /// {@return the cell as text on one line; empty where the value is missing}
  String text(int row) {
    if (column.isMissing(row)) {
      return "";
    }
    return column instanceof NumericColumn<?> numbers
        ? number(numbers, row)
        : Visible.of(String.valueOf(column.get(row)));
  }

  /// {@return the value against the largest of the column, between 0 and 1}
  double fraction(int row) {
    if (!(column instanceof NumericColumn<?> numbers) || column.isMissing(row) || largest <= 0) {
      return 0;
    }
    return Math.clamp(numbers.getDouble(row) / largest, 0, 1);
  }

  private String number(NumericColumn<?> numbers, int row) {
    double value = numbers.getDouble(row);
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    boolean whole = !(column.get(row) instanceof Double || column.get(row) instanceof Float);
    return switch (view.format()) {
      case PERCENT -> String.format(Locale.ROOT, "%." + decimals + "f%%", value * 100);
      case BYTES -> bytes((long) value);
      case COUNT ->
          whole
              ? String.format(Locale.ROOT, "%,d", ((Number) column.get(row)).longValue())
              : String.format(Locale.ROOT, "%,." + decimals + "f", value);
      case PLAIN ->
          whole
              ? String.valueOf(column.get(row))
              : String.format(Locale.ROOT, "%." + decimals + "f", value);
    };
  }

  /// {@return a number of bytes as `512 B`, `4.8 MiB`}
  static String bytes(long value) {
    int unit = 0;
    double scaled = (double) value;
    while (Math.abs(scaled) >= 1023.95 && unit < BYTE_UNITS.length - 1) {
      scaled /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", scaled, BYTE_UNITS[unit]);
  }

  private int autoDecimals() {
    if (view.format() == ColumnView.Format.PERCENT) {
      return 1;
    }
    if (!(column instanceof NumericColumn<?> numbers) || allWhole(numbers)) {
      return 0;
    }
    return largest <= 0 ? 3 : Math.clamp(3 - (int) Math.floor(Math.log10(largest)), 0, 9);
  }

  private static boolean allWhole(NumericColumn<?> numbers) {
    for (int row = 0; row < numbers.size(); row++) {
      double value = numbers.getDouble(row);
      if (!numbers.isMissing(row) && value != Math.rint(value)) {
        return false;
      }
    }
    return true;
  }

  private static double largest(NumericColumn<?> numbers) {
    double largest = 0;
    for (int row = 0; row < numbers.size(); row++) {
      double value = Math.abs(numbers.getDouble(row));
      if (!numbers.isMissing(row) && Double.isFinite(value)) {
        largest = Math.max(largest, value);
      }
    }
    return largest;
  }
}
