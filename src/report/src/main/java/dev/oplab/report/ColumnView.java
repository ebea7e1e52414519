package dev.oplab.report;

import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.columns.Column;

/// How one column of a [DataTable] is shown to a person; what programs read (CSV, JSON) does not
/// depend on it. Immutable: each method gives a changed copy.
///
/// @param column the name of the Tablesaw column, and the key in CSV and JSON
/// @param label the heading
/// @param format how a number is written
/// @param decimals digits after the point, or [#AUTO]
/// @param bar whether a bar stands beside the number, as long as the value is against the largest
///   of the column
/// @param right whether cells stand at the right edge
/// @param overflow what happens to a cell longer than `maxWidth`
/// @param maxWidth the most characters shown of a cell
/// @param dropRank how soon the column is left out where the text is too narrow for all: the
///   highest first, 0 never
public record ColumnView(
    String column,
    String label,
    Format format,
    int decimals,
    boolean bar,
    boolean right,
    Overflow overflow,
    int maxWidth,
    int dropRank) {

  /// As many decimals as the largest value of the column needs for four digits.
  public static final int AUTO = -1;

  /// How a number is written.
  public enum Format {
    /// as it is
    PLAIN,
    /// with a separator between thousands: `1,281,000`
    COUNT,
    /// a part of one, as a percentage: `12.3%`
    PERCENT,
    /// a size in bytes with a binary unit: `4.8 MiB`
    BYTES
  }

  /// What happens to a long cell.
  public enum Overflow {
    /// cut out of the middle, so that the tail of a name stays
    ELIDE_MIDDLE,
    /// each of several items, separated by comma and space, cut out of its middle
    ELIDE_ITEMS,
    /// cut off the end
    ELIDE_END,
    /// broken into lines
    WRAP
  }

  /// {@return the way a column is shown when nobody says otherwise}
  public static ColumnView of(Column<?> column) {
    boolean number = column instanceof NumericColumn<?>;
    return new ColumnView(
        column.name(),
        column.name(),
        Format.PLAIN,
        AUTO,
        false,
        number,
        Overflow.ELIDE_MIDDLE,
        60,
        0);
  }

  public ColumnView label(String heading) {
    return new ColumnView(
        column, heading, format, decimals, bar, right, overflow, maxWidth, dropRank);
  }

  public ColumnView format(Format how) {
    return new ColumnView(column, label, how, decimals, bar, right, overflow, maxWidth, dropRank);
  }

  public ColumnView decimals(int digits) {
    return new ColumnView(column, label, format, digits, bar, right, overflow, maxWidth, dropRank);
  }

  public ColumnView withBar() {
    return new ColumnView(
        column, label, format, decimals, true, right, overflow, maxWidth, dropRank);
  }

  public ColumnView alignRight() {
    return new ColumnView(column, label, format, decimals, bar, true, overflow, maxWidth, dropRank);
  }

  /// {@return the same column, its cells shortened as `how` says beyond `characters`}
  public ColumnView overflow(Overflow how, int characters) {
    return new ColumnView(column, label, format, decimals, bar, right, how, characters, dropRank);
  }

  /// {@return the same column, left out where the text is too narrow for all; of several such
  /// columns the one with the highest `rank` first}
  public ColumnView dropWhenNarrow(int rank) {
    return new ColumnView(column, label, format, decimals, bar, right, overflow, maxWidth, rank);
  }
}
