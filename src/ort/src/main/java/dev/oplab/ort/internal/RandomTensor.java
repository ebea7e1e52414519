package dev.oplab.ort.internal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.feed.Range;
import dev.oplab.ort.internal.feed.RandomValues;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;

/// Makes tensors of random values: floats uniform in [0, 1), integers 0 or 1 (so that they serve as
/// indices too), booleans either way, strings empty.
public final class RandomTensor {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

  private static final Range USUAL = new Range(0, 1);

  private RandomTensor() {}

  /// {@return a tensor of any element type whose values depend on `name` and `seed` only}
  public static Tensor any(String name, DataType type, Shape shape, long seed) {
    return switch (type) {
      case COMPLEX64, COMPLEX128, INT4, INT2, UINT4, UINT2 ->
          RandomValues.of(name, type, shape, USUAL, seed);
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT8E8M0, FLOAT4E2M1 ->
          RandomValues.of(name, type, shape, USUAL, seed);
      default -> of(name, type, shape, seed);
    };
  }

  private static Tensor of(String name, DataType type, Shape shape, long seed) {
    long count = shape.elementCount().orElseThrow();
    if (type == DataType.STRING) {
      String[] empty = new String[Math.toIntExact(count)];
      Arrays.fill(empty, "");
      long[] sizes = shape.dims().stream().mapToLong(dim -> ((Dim.Known) dim).size()).toArray();
      return Tensor.of(name, empty, sizes);
    }
    long bytes = Math.multiplyExact(count, type.bits()) / 8;
    MemorySegment data = Arena.ofAuto().allocate(Math.max(1, bytes), 8).asSlice(0, bytes);
    fill(data, type, new Random(seed * 31 + name.hashCode()));
    return Tensor.of(name, type, shape, data);
  }

  private static void fill(MemorySegment data, DataType type, Random random) {
    long count = type.bits() == 0 ? 0 : data.byteSize() * 8 / type.bits();
    for (long i = 0; i < count; i++) {
      switch (type) {
        case FLOAT -> data.set(INT, i * 4, Float.floatToRawIntBits(random.nextFloat()));
        case DOUBLE -> data.set(LONG, i * 8, Double.doubleToRawLongBits(random.nextDouble()));
        case FLOAT16 -> data.set(SHORT, i * 2, Float.floatToFloat16(half(random)));
        case BFLOAT16 ->
            data.set(SHORT, i * 2, (short) (Float.floatToRawIntBits(half(random)) >> 16));
        case BOOL, INT8, UINT8 -> data.set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(2));
        case INT16, UINT16 -> data.set(SHORT, i * 2, (short) random.nextInt(2));
        case INT32, UINT32 -> data.set(INT, i * 4, random.nextInt(2));
        case INT64, UINT64 -> data.set(LONG, i * 8, random.nextInt(2));
        default -> throw new IllegalArgumentException("no random values of type " + type);
      }
    }
  }

  /// A value with few enough digits to stay below 1 in 16 bits.
  private static float half(Random random) {
    return random.nextInt(128) / 128f;
  }
}
