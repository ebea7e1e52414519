package dev.oplab.surgeon.pattern;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads the elements of tensors as Java numbers.
public final class TensorNumbers {
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

  private TensorNumbers() {}

  /// {@return whether [#at] can read elements of this type}
  public static boolean reads(DataType type) {
    return switch (type) {
      case FLOAT, DOUBLE, FLOAT16, BFLOAT16, INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64 ->
          true;
      default -> false;
    };
  }

  /// {@return element `index` of these packed elements of a type that [#reads]}
  public static double at(MemorySegment elements, DataType type, long index) {
    return switch (type) {
      case FLOAT -> elements.get(FLOAT, index * 4);
      case DOUBLE -> elements.get(DOUBLE, index * 8);
      case FLOAT16 -> Float.float16ToFloat(elements.get(SHORT, index * 2));
      case BFLOAT16 -> Float.intBitsToFloat(elements.get(SHORT, index * 2) << 16);
      case INT8 -> elements.get(ValueLayout.JAVA_BYTE, index);
      case UINT8 -> elements.get(ValueLayout.JAVA_BYTE, index) & 0xFF;
      case INT16 -> elements.get(SHORT, index * 2);
      case UINT16 -> elements.get(SHORT, index * 2) & 0xFFFF;
      case INT32 -> elements.get(INT, index * 4);
      case UINT32 -> Integer.toUnsignedLong(elements.get(INT, index * 4));
      case INT64 -> elements.get(LONG, index * 8);
      default -> throw new IllegalArgumentException("elements of type " + type + " are not read");
    };
  }

  /// {@return the number of elements of a tensor}
  public static long count(Tensor tensor) {
    return tensor.shape().elementCount().orElse(0);
  }

  /// {@return the only element of a tensor that has one, of a type that [#reads]}
  public static OptionalDouble scalar(Tensor tensor) {
    return reads(tensor.dataType()) && count(tensor) == 1
        ? OptionalDouble.of(at(tensor.data(), tensor.dataType(), 0))
        : OptionalDouble.empty();
  }

  /// {@return the elements of an `int64` or `int32` tensor}
  public static Optional<long[]> integers(Tensor tensor) {
    DataType type = tensor.dataType();
    if (type != DataType.INT64 && type != DataType.INT32) {
      return Optional.empty();
    }
    MemorySegment elements = tensor.data();
    long[] all = new long[Math.toIntExact(count(tensor))];
    for (int i = 0; i < all.length; i++) {
      all[i] = type == DataType.INT64 ? elements.get(LONG, i * 8L) : elements.get(INT, i * 4L);
    }
    return Optional.of(all);
  }

  /// {@return the elements of a tensor of a type that [#reads]}
  public static double[] doubles(Tensor tensor) {
    MemorySegment elements = tensor.data();
    double[] all = new double[Math.toIntExact(count(tensor))];
    for (int i = 0; i < all.length; i++) {
      all[i] = at(elements, tensor.dataType(), i);
    }
    return all;
  }
}
