package dev.oplab.ort.internal.feed;

/// Resizes pictures with a triangle as wide as the pixels of the smaller picture, so that shrinking
/// averages: what Pillow calls BILINEAR, computed in the same whole numbers.
///
/// Rows first and then columns, each rounded to 8 bits. The weights of a pixel have 22 bits after
/// the point.
final class Resizer {
  private static final int FRACTION = 22;
  private static final int CHANNELS = 3;

  /// The weights of the pixels that one pixel of the result is made of, from pixel `start` on.
  private record Weights(int start, int[] values) {}

  private Resizer() {}

  static Pixels resize(Pixels image, int width, int height) {
    Pixels wide = image.width() == width ? image : columns(image, width);
    return wide.height() == height ? wide : rows(wide, height);
  }

  private static Pixels columns(Pixels image, int width) {
    Weights[] weights = weights(image.width(), width);
    byte[] out = new byte[width * image.height() * CHANNELS];
    int at = 0;
    for (int y = 0; y < image.height(); y++) {
      int row = y * image.width() * CHANNELS;
      for (Weights each : weights) {
        for (int channel = 0; channel < CHANNELS; channel++) {
          int from = row + each.start() * CHANNELS + channel;
          out[at++] = sum(image.bytes(), from, CHANNELS, each.values());
        }
      }
    }
    return new Pixels(width, image.height(), out);
  }

  private static Pixels rows(Pixels image, int height) {
    int stride = image.width() * CHANNELS;
    byte[] out = new byte[stride * height];
    int at = 0;
    for (Weights each : weights(image.height(), height)) {
      for (int x = 0; x < stride; x++) {
        out[at++] = sum(image.bytes(), each.start() * stride + x, stride, each.values());
      }
    }
    return new Pixels(image.width(), height, out);
  }

  private static byte sum(byte[] bytes, int from, int stride, int[] weights) {
    int sum = 1 << FRACTION - 1;
    int at = from;
    for (int weight : weights) {
      sum += (bytes[at] & 0xFF) * weight;
      at += stride;
    }
    return (byte) Math.clamp(sum >> FRACTION, 0, 255);
  }

  private static Weights[] weights(int from, int to) {
    double scale = (double) from / to;
    double width = Math.max(scale, 1); // of half the triangle
    Weights[] all = new Weights[to];
    for (int i = 0; i < to; i++) {
      double center = (i + 0.5) * scale;
      int start = Math.max(0, (int) (center - width + 0.5));
      int end = Math.min(from, (int) (center + width + 0.5));
      all[i] = new Weights(start, whole(triangle(start, end, center, width)));
    }
    return all;
  }

  private static double[] triangle(int start, int end, double center, double width) {
    double[] weights = new double[end - start];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double distance = Math.abs((i + start - center + 0.5) * (1 / width));
      weights[i] = Math.max(0, 1 - distance);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private static int[] whole(double[] weights) {
    int[] whole = new int[weights.length];
    for (int i = 0; i < weights.length; i++) {
      whole[i] = (int) (0.5 + weights[i] * (1 << FRACTION));
    }
    return whole;
  }
}
