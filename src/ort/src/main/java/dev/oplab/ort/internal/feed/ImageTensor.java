package dev.oplab.ort.internal.feed;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.ValueType.TensorType;
import dev.oplab.ort.OrtException;
import dev.oplab.ort.feed.ImagePreprocessing;
import dev.oplab.ort.feed.ImagePreprocessing.Channels;
import dev.oplab.ort.feed.ImagePreprocessing.Fit;
import dev.oplab.ort.feed.ImagePreprocessing.Layout;
import dev.oplab.ort.feed.ImagePreprocessing.Size;
import dev.oplab.ort.tensor.Numbers;
import java.awt.image.BufferedImage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// A picture as a model takes it. `layout` and the rest are settled: nothing is left to the model.
///
/// @param how in words, for the reader of a result
record ImageTensor(Tensor tensor, String how) {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// {@return `image` as a tensor of this type}
  ///
  /// @param where what errors begin with
  /// @throws OrtException if the type is none that a picture can have
  static ImageTensor of(
      String where, BufferedImage image, ImagePreprocessing how, TensorType type) {
    Shape shape = type.shape();
    int rank = shape == null ? 4 : shape.rank();
    if (rank != 3 && rank != 4) {
      throw new OrtException(
          "%s: expected %s, and a picture has 3 or 4 dimensions%nFix: give an array, or a picture for another input."
              .formatted(where, type));
    }
    boolean last = how.layout() == Layout.AUTO ? channelsLast(type) : how.layout() == Layout.NHWC;
    int first = rank - 3;
    OptionalLong channelCount = size(type, last ? rank - 1 : first);
    OptionalLong height = size(type, last ? first : first + 1);
    OptionalLong width = size(type, last ? first + 1 : first + 2);
    Pixels pixels = Pixels.of(image);
    Size size =
        how.size()
            .orElse(
                new Size(
                    (int) width.orElse(pixels.width()), (int) height.orElse(pixels.height())));
    boolean same = size.width() == pixels.width() && size.height() == pixels.height();
    if (how.fit() == Fit.COVER && !same) {
      pixels = pixels.cropped(size.width(), size.height());
    }
    pixels = Resizer.resize(pixels, size.width(), size.height());
    Channels channels =
        how.channels() != Channels.AUTO
            ? how.channels()
            : channelCount.orElse(3) == 1 ? Channels.GRAY : Channels.RGB;
    byte[][] planes = planes(pixels, channels);
    double scale = how.scale().orElse(Numbers.isWhole(type.dataType()) ? 1 : 1 / 255.0);
    MemorySegment data = allocate(where, type.dataType(), (long) planes.length * planes[0].length);
    for (int channel = 0; channel < planes.length; channel++) {
      double mean = of(how.mean(), channel);
      double std = of(how.std(), channel);
      for (int i = 0; i < planes[channel].length; i++) {
        long at = last ? (long) i * planes.length + channel : (long) channel * planes[0].length + i;
        double value = ((planes[channel][i] & 0xFF) * scale - mean) / std;
        put(where, type.dataType(), data, at, value);
      }
    }
    String words =
        "%s%s, %s %s"
            .formatted(
                size,
                same ? "" : " of " + image.getWidth() + "x" + image.getHeight(),
                channels,
                last ? Layout.NHWC : Layout.NCHW);
    Tensor tensor =
        Tensor.of("", type.dataType(), sizes(rank, planes.length, size, last), data);
    return new ImageTensor(tensor, words);
  }

  private static Shape sizes(int rank, int channels, Size size, boolean last) {
    List<Dim> dims = new ArrayList<>();
    if (rank == 4) {
      dims.add(Dim.of(1));
    }
    dims.add(Dim.of(last ? size.height() : channels));
    dims.add(Dim.of(last ? size.width() : size.height()));
    dims.add(Dim.of(last ? channels : size.width()));
    return new Shape(dims);
  }

  /// {@return whether the last dimension can be the channels and the first cannot}
  private static boolean channelsLast(TensorType type) {
    int rank = type.shape() == null ? 4 : type.shape().rank();
    return !isChannels(size(type, rank - 3)) && isChannels(size(type, rank - 1));
  }

  private static boolean isChannels(OptionalLong size) {
    return size.isPresent() && (size.getAsLong() == 1 || size.getAsLong() == 3);
  }

  private static OptionalLong size(TensorType type, int axis) {
    return type.shape() != null && type.shape().dims().get(axis) instanceof Dim.Known(long size)
        ? OptionalLong.of(size)
        : OptionalLong.empty();
  }

  private static double of(List<Double> values, int channel) {
    return values.get(Math.min(channel, values.size() - 1));
  }

  private static byte[][] planes(Pixels pixels, Channels channels) {
    byte[] bytes = pixels.bytes();
    int count = pixels.width() * pixels.height();
    if (channels == Channels.GRAY) {
      byte[] gray = new byte[count];
      for (int i = 0; i < count; i++) {
        // 0.299, 0.587 and 0.114 with 16 bits after the point
        int red = (bytes[i * 3] & 0xFF) * 19595;
        int green = (bytes[i * 3 + 1] & 0xFF) * 38470;
        int blue = (bytes[i * 3 + 2] & 0xFF) * 7471;
        gray[i] = (byte) (red + green + blue + 0x8000 >> 16);
      }
      return new byte[][] {gray};
    }
    byte[][] planes = new byte[3][count];
    for (int i = 0; i < count; i++) {
      for (int channel = 0; channel < 3; channel++) {
        int plane = channels == Channels.BGR ? 2 - channel : channel;
        planes[plane][i] = bytes[i * 3 + channel];
      }
    }
    return planes;
  }

  private static MemorySegment allocate(String where, DataType type, long count) {
    boolean possible =
        switch (type) {
          case FLOAT, DOUBLE, FLOAT16, UINT8, INT8, UINT16, INT16, INT32, INT64 -> true;
          default -> false;
        };
    if (!possible) {
      throw new OrtException(
          "%s: expected a tensor of %s, which no picture is made into%nFix: give an array of that type."
              .formatted(where, type));
    }
    return Arena.ofAuto().allocate(count * type.bits() / 8, 8);
  }

  private static void put(
      String where, DataType type, MemorySegment data, long index, double value) {
    switch (type) {
      case FLOAT -> data.set(FLOAT, index * 4, (float) value);
      case DOUBLE -> data.set(DOUBLE, index * 8, value);
      case FLOAT16 -> data.set(SHORT, index * 2, Float.floatToFloat16((float) value));
      case INT64 -> data.set(LONG, index * 8, whole(where, type, value));
      case INT32 -> data.set(INT, index * 4, (int) whole(where, type, value));
      case INT16, UINT16 -> data.set(SHORT, index * 2, (short) whole(where, type, value));
      default -> data.set(ValueLayout.JAVA_BYTE, index, (byte) whole(where, type, value));
    }
  }

  private static long whole(String where, DataType type, double value) {
    boolean signed = type.name().startsWith("INT");
    double most = Math.scalb(1.0, signed ? type.bits() - 1 : type.bits()) - 1;
    double least = signed ? -most - 1 : 0;
    double rounded = Math.rint(value);
    if (rounded < least || rounded > most) {
      throw new OrtException(
          "%s: a pixel became %s, and %s holds %.0f to %.0f%nFix: give another scale, mean and std."
              .formatted(where, value, type, least, most));
    }
    return (long) rounded;
  }
}
