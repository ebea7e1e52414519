package dev.oplab.onnx.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What short messages were found to mean, by their bytes. The nodes of a network repeat the same
/// few attributes and types over and over; each is then decoded and kept once. Mutable, for one
/// thread.
public final class Repeats<V> {
  static final int LONGEST = 128;
  private static final int MOST = 2_048;
  private static final int SLOTS = 4 * MOST;

  private final byte[] @Nullable [] keys = new byte[SLOTS] @Nullable [];
  private final Object[] values = new Object[SLOTS];
  private int count;

  /// {@return the meaning of these bytes, null if they are new}
  @SuppressWarnings("unchecked")
  @Nullable V find(byte[] bytes, int from, int length) {
    int slot = slot(bytes, from, length);
    return keys[slot] == null ? null : (V) values[slot];
  }

  void add(byte[] message, V value) {
    if (count < MOST) {
      int slot = slot(message, 0, message.length);
      count += keys[slot] == null ? 1 : 0;
      keys[slot] = message;
      values[slot] = value;
    }
  }

  private int slot(byte[] bytes, int from, int length) {
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = Names.spread(hash) & (SLOTS - 1);
    for (byte[] key = keys[slot]; key != null; key = keys[slot]) {
      if (Arrays.equals(key, 0, key.length, bytes, from, from + length)) {
        return slot;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return slot;
  }
}
