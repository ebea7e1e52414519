package dev.oplab.report.internal;

import java.util.stream.IntStream;

/// Which rows of a long table are shown: the first `head` and the last `tail` of `total`.
record RowWindow(int total, int head, int tail) {

  /// {@return all rows when there are at most `cap` or `cap` is 0, otherwise three quarters of
  /// `cap` from the start and the rest from the end}
  static RowWindow of(int total, int cap) {
    if (cap <= 0 || total <= cap) {
      return new RowWindow(total, total, 0);
    }
    int tail = cap / 4;
    return new RowWindow(total, cap - tail, tail);
  }

  boolean capped() {
    return head + tail < total;
  }

  int[] rows() {
    return IntStream.concat(IntStream.range(0, head), IntStream.range(total - tail, total))
        .toArray();
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
