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
  private static final ValueLayout.OfLong INT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

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
    return type.number(elements, index);
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
      all[i] =
          type == DataType.INT64 ? elements.getAtIndex(INT64, i) : (long) type.number(elements, i);
    }
    return Optional.of(all);
  }

  /// {@return the elements of a tensor of a type that [#reads]}
  public static double[] doubles(Tensor tensor) {
    return tensor.toDoubles();
  }
}
