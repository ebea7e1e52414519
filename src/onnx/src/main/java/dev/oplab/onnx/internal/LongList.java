package dev.oplab.onnx.internal;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/// A list over an array of longs, boxed only when asked. Immutable to callers.
public final class LongList extends AbstractList<Long> implements RandomAccess {
  private long[] values = {};
  private int size;

  /// Appends while the list is being read.
  public void append(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(4, size * 2));
    }
    values[size++] = value;
  }

  @Override
  public Long get(int index) {
    return values[Objects.checkIndex(index, size)];
  }

  @Override
  public int size() {
    return size;
  }
}
