package dev.oplab.onnx.internal;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/// A list over an array of floats, boxed only when asked. Immutable to callers.
public final class FloatList extends AbstractList<Float> implements RandomAccess {
  private float[] values = {};
  private int size;

  /// Appends while the list is being read.
  public void append(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.max(4, size * 2));
    }
    values[size++] = value;
  }

  @Override
  public Float get(int index) {
    return values[Objects.checkIndex(index, size)];
  }

  @Override
  public int size() {
    return size;
  }
}
