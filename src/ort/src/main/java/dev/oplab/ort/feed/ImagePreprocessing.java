package dev.oplab.ort.feed;

import dev.oplab.ort.OrtException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// How a picture becomes a tensor: `(pixel * scale - mean) / std` for each channel, where a pixel
/// is 0 to 255. Immutable: each method gives a changed copy.
///
/// Resizing is bilinear and averages where it shrinks, to the last bit as Pillow's
/// `Image.resize(size, BILINEAR)`. An alpha channel is dropped; what a camera wrote about how it was
/// held (EXIF) is not looked at.
///
/// @param size width and height of the result; empty for those of the model, or else of the picture
/// @param fit what happens if the picture has another aspect ratio
/// @param layout the order of the dimensions
/// @param channels the order of the colours
/// @param scale what pixels are multiplied with; empty for 1/255 where the model takes floats, and 1
///   where it takes integers
/// @param mean one for all channels, or one for each; subtracted after scaling
/// @param std one for all channels, or one for each; divided by after that
public record ImagePreprocessing(
    Optional<Size> size,
    Fit fit,
    Layout layout,
    Channels channels,
    OptionalDouble scale,
    List<Double> mean,
    List<Double> std) {

  public ImagePreprocessing {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    check("mean", mean);
    check("std", std);
    if (std.contains(0.0) || std.contains(-0.0)) {
      throw new OrtException(
          "found std %s, expected numbers other than 0%nFix: give 1 where nothing is divided."
              .formatted(std));
    }
  }

  private static void check(String what, List<Double> values) {
    if (values.size() != 1 && values.size() != 3) {
      throw new OrtException(
          "found %d values for %s, expected 1 or 3%nFix: give one for all channels, or one for each of red, green and blue."
              .formatted(values.size(), what));
    }
    if (values.stream().anyMatch(value -> !Double.isFinite(value))) {
      throw new OrtException(
          "found %s %s, expected finite numbers%nFix: give numbers such as 0.485."
              .formatted(what, values));
    }
  }

  /// Width and height in pixels, both at least 1.
  public record Size(int width, int height) {
    public Size {
      if (width < 1 || height < 1) {
        throw new OrtException(
            "found the size %dx%d, expected at least 1x1%nFix: give width and height in pixels."
                .formatted(width, height));
      }
    }

    @Override
    public String toString() {
      return width + "x" + height;
    }
  }

  /// What happens to a picture of another aspect ratio.
  public enum Fit {
    /// It is stretched.
    STRETCH,
    /// It is made large enough to cover the size, and what stands out is cut off on both sides.
    COVER
  }

  /// The order of the dimensions.
  public enum Layout {
    /// As the shape of the model's input suggests: the dimension that is 1 or 3 is the channels.
    AUTO,
    /// Channels before height and width.
    NCHW,
    /// Channels last.
    NHWC
  }

  /// The order of the colours.
  public enum Channels {
    /// Red, green, blue; grey if the model's input has one channel.
    AUTO,
    RGB,
    BGR,
    /// One channel, `0.299 R + 0.587 G + 0.114 B`.
    GRAY
  }

  /// {@return pixels from 0 to 1 where the model takes floats and as they are where it takes
  /// integers, stretched to the size that the model wants}
  public static ImagePreprocessing plain() {
    return new ImagePreprocessing(
        Optional.empty(),
        Fit.STRETCH,
        Layout.AUTO,
        Channels.AUTO,
        OptionalDouble.empty(),
        List.of(0.0),
        List.of(1.0));
  }

  /// {@return what networks trained on ImageNet expect: the middle of the picture, with the mean and
  /// standard deviation of that data set}
  public static ImagePreprocessing imagenet() {
    return plain()
        .fit(Fit.COVER)
        .scale(1 / 255.0)
        .mean(0.485, 0.456, 0.406)
        .std(0.229, 0.224, 0.225);
  }

  public ImagePreprocessing size(int width, int height) {
    return new ImagePreprocessing(
        Optional.of(new Size(width, height)), fit, layout, channels, scale, mean, std);
  }

  public ImagePreprocessing fit(Fit other) {
    return new ImagePreprocessing(size, other, layout, channels, scale, mean, std);
  }

  public ImagePreprocessing layout(Layout other) {
    return new ImagePreprocessing(size, fit, other, channels, scale, mean, std);
  }

  public ImagePreprocessing channels(Channels other) {
    return new ImagePreprocessing(size, fit, layout, other, scale, mean, std);
  }

  public ImagePreprocessing scale(double factor) {
    return new ImagePreprocessing(
        size, fit, layout, channels, OptionalDouble.of(factor), mean, std);
  }

  public ImagePreprocessing mean(Double... values) {
    return new ImagePreprocessing(size, fit, layout, channels, scale, List.of(values), std);
  }

  public ImagePreprocessing std(Double... values) {
    return new ImagePreprocessing(size, fit, layout, channels, scale, mean, List.of(values));
  }
}
