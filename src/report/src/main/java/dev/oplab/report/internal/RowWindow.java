package dev.oplab.report.internal;

import dev.oplab.report.DataTable;
import java.util.stream.IntStream;

/// Which rows of a long table are shown: the first `head` and the last `tail` of `total`, of which
/// `held` are here.
record RowWindow(int total, int head, int tail, int held) {

  /// {@return the rows of `table` that are shown: all that an excerpt has, otherwise as many as the
  /// table's cap allows}
  static RowWindow of(DataTable table) {
    int rows = table.table().rowCount();
    return table
        .excerpt()
        .map(cut -> new RowWindow(cut.total(), cut.head(), rows - cut.head(), rows))
        .orElseGet(() -> of(rows, table.cap()));
  }

  /// {@return all rows when there are at most `cap` or `cap` is 0, otherwise three quarters of
  /// `cap` from the start and the rest from the end}
  static RowWindow of(int total, int cap) {
    if (cap <= 0 || total <= cap) {
      return new RowWindow(total, total, 0, total);
    }
    int tail = cap / 4;
    return new RowWindow(total, cap - tail, tail, total);
  }

  boolean capped() {
    return head + tail < total;
  }

  /// {@return the places of these rows in the table that is here}
  int[] rows() {
    return IntStream.concat(IntStream.range(0, head), IntStream.range(held - tail, held)).toArray();
  }

  /// {@return `40 of 118 rows: the first 30 and the last 10`}
  String describe() {
    String which =
        tail == 0 ? "the first " + head : "the first %d and the last %d".formatted(head, tail);
    return "%d of %,d rows: %s".formatted(head + tail, total, which);
  }

  /// {@return what stands in the place of the rows left out}
  String gap() {
    return "… %,d more rows …".formatted(total - head - tail);
  }
}
