package dev.oplab.ort.internal.feed;

import dev.oplab.ort.OrtException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;

/// The pixels of a picture, one byte for each colour of each, row by row: red, green and blue.
/// Immutable to callers.
///
/// @param bytes `height` times `width` times 3
record Pixels(int width, int height, byte[] bytes) {
  private static final Set<String> EXTENSIONS = Set.of(".png", ".jpg", ".jpeg", ".bmp", ".gif");

  /// {@return whether a file of this name is taken for a picture}
  static boolean isImage(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return EXTENSIONS.stream().anyMatch(name::endsWith);
  }

  /// {@return the picture in a file}
  ///
  /// @throws OrtException if there is none: which file, and why
  static BufferedImage read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new OrtException(
          "%s: there is no such file%nFix: check the name; relative names start at %s."
              .formatted(file, Path.of("").toAbsolutePath()));
    }
    try {
      BufferedImage image = ImageIO.read(file.toFile());
      if (image != null) {
        return image;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new OrtException(
          "%s: the picture cannot be read: %s%nFix: save it again as PNG, or as a JPEG in RGB."
              .formatted(file, e.getMessage()),
          e);
    }
    throw new OrtException(
        "%s: this is no picture that Java can read; it reads PNG, JPEG, BMP and GIF%nFix: save it as PNG."
            .formatted(file));
  }

  static Pixels of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] bytes = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
    boolean gray =
        image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
            && image.getColorModel().getNumColorComponents() == 1;
    int at = 0;
    Raster raster = image.getRaster();
    int[] rgb = new int[width];
    for (int y = 0; y < height; y++) {
      if (!gray) {
        image.getRGB(0, y, width, 1, rgb, 0, width);
      }
      for (int x = 0; x < width; x++) {
        // Java takes grey for linear light and brightens it; the numbers in the file are meant.
        int color = gray ? gray(image, raster, x, y) : rgb[x];
        bytes[at++] = (byte) (color >> 16);
        bytes[at++] = (byte) (color >> 8);
        bytes[at++] = (byte) color;
      }
    }
    return new Pixels(width, height, bytes);
  }

  private static int gray(BufferedImage image, Raster raster, int x, int y) {
    int bits = image.getColorModel().getComponentSize(0);
    int sample = raster.getSample(x, y, 0);
    int level = bits > 8 ? sample >> bits - 8 : sample * 255 / ((1 << bits) - 1);
    return level << 16 | level << 8 | level;
  }

  /// {@return the middle of this that has the aspect ratio of `width` to `height`}
  Pixels cropped(int toWidth, int toHeight) {
    int keptWidth = (int) Math.min(width, Math.max(1, Math.round((double) height * toWidth / toHeight)));
    int keptHeight = (int) Math.min(height, Math.max(1, Math.round((double) width * toHeight / toWidth)));
    int left = (width - keptWidth) / 2;
    int top = (height - keptHeight) / 2;
    byte[] kept = new byte[keptWidth * keptHeight * 3];
    for (int y = 0; y < keptHeight; y++) {
      System.arraycopy(
          bytes, ((top + y) * width + left) * 3, kept, y * keptWidth * 3, keptWidth * 3);
    }
    return new Pixels(keptWidth, keptHeight, kept);
  }
}
