package dev.oplab.onnx.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// Bytes of things inside things, as deep as wanted.
final class Nest {
  private Nest() {}

  /// {@return messages around `inner`, again and again as fields of these numbers, the first number
  /// innermost}
  static byte[] messages(byte[] inner, int depth, int... numbers) {
    // Written from the last byte to the first, when all lengths are known.
    byte[] all = new byte[inner.length + depth * numbers.length * 8];
    int start = all.length - inner.length;
    System.arraycopy(inner, 0, all, start, inner.length);
    for (int i = 0; i < depth; i++) {
      for (int number : numbers) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        Message.varint(head, (long) number << 3 | 2, 0);
        Message.varint(head, all.length - start, 0);
        start -= head.size();
        System.arraycopy(head.toByteArray(), 0, all, start, head.size());
      }
    }
    return Arrays.copyOfRange(all, start, all.length);
  }

  /// {@return groups inside each other}
  static byte[] groups(int depth) {
    byte[] all = new byte[2 * depth];
    Arrays.fill(all, 0, depth, (byte) (9 << 3 | 3));
    Arrays.fill(all, depth, 2 * depth, (byte) (9 << 3 | 4));
    return all;
  }
}
