package dev.oplab.onnx.fuzz;

import java.util.Arrays;
import java.util.Random;

/// Damage to the bytes of a file, whatever they mean.
final class Damage {
  private Damage() {}

  static byte[] of(byte[] whole, Random random) {
    if (whole.length == 0) {
      return whole;
    }
    byte[] bytes = whole.clone();
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> bytes[at] = new byte[] {0, 1, 0x7F, (byte) 0x80, (byte) 0xFF}[random.nextInt(5)];
      case 3 -> {
        int from = random.nextInt(bytes.length);
        int length = Math.min(random.nextInt(24), bytes.length - Math.max(at, from));
        System.arraycopy(whole, from, bytes, at, length);
      }
      case 4 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 5 -> {
        byte[] more = new byte[1 + random.nextInt(6)];
        random.nextBytes(more);
        return joined(Arrays.copyOf(bytes, at), more, Arrays.copyOfRange(bytes, at, bytes.length));
      }
      default -> {
        int end = Math.min(bytes.length, at + 1 + random.nextInt(8));
        return joined(
            Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length), new byte[0]);
      }
    }
    return bytes;
  }

  private static byte[] joined(byte[] first, byte[] second, byte[] third) {
    byte[] all = Arrays.copyOf(first, first.length + second.length + third.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    System.arraycopy(third, 0, all, first.length + second.length, third.length);
    return all;
  }
}
