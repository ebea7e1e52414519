package dev.oplab.ort.tensor;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.OrtException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.ByteOrder;

/// The elements of a tensor as numbers, whatever their type. A boolean is 0 or 1; a complex number
/// counts as two, its real and its imaginary part.
public final class Numbers {
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

  private final DataType type;
  private final long count;
  private final Reader reader;
  private final MemorySegment data;

  @FunctionalInterface
  private interface Reader {
    double at(long index);
  }

  private Numbers(DataType type, long count, Reader reader, MemorySegment data) {
    this.type = type;
    this.count = count;
    this.reader = reader;
    this.data = data;
  }

  /// {@return the elements of `tensor`, read when asked}
  ///
  /// @throws OrtException if they are strings
  /// @throws dev.oplab.onnx.OnnxException if they cannot be had
  public static Numbers of(Tensor tensor) {
    if (tensor.dataType() == DataType.STRING) {
      throw new OrtException(
          "tensor '%s' holds strings, which are no numbers%nFix: read them with strings()."
              .formatted(tensor.name()));
    }
    long count = tensor.shape().elementCount().orElseThrow();
    return of(tensor.dataType(), count, tensor.data());
  }

  public DataType type() {
    return type;
  }

  /// {@return whether these are whole numbers or booleans}
  public boolean whole() {
    return isWhole(type);
  }

  /// {@return whether elements of this type are whole numbers or booleans}
  public static boolean isWhole(DataType type) {
    return switch (type) {
      case BOOL, INT2, INT4, INT8, INT16, INT32, INT64 -> true;
      case UINT2, UINT4, UINT8, UINT16, UINT32, UINT64 -> true;
      default -> false;
    };
  }

  /// {@return how many there are}
  public long count() {
    return count;
  }

  /// {@return number `index`, rounded where a 64-bit integer has more than 53 bits}
  public double at(long index) {
    return reader.at(index);
  }

  /// {@return all of them}
  ///
  /// @throws OrtException if there are more than an array holds
  public double[] toArray() {
    if (count > Integer.MAX_VALUE - 8) {
      throw new OrtException(
          "%,d elements do not fit into an array%nFix: read them one by one.".formatted(count));
    }
    double[] all = new double[(int) count];
    for (int i = 0; i < all.length; i++) {
      all[i] = reader.at(i);
    }
    return all;
  }

  /// {@return whether whole number `index` is the same here and there, in all 64 bits}
  public boolean equal(long index, Numbers other) {
    return type.bits() == 64 && type == other.type
        ? data.get(LONG, index * 8) == other.data.get(LONG, index * 8)
        : distance(index, other) == 0;
  }

  /// {@return by how much whole number `index` differs here and there, rounded beyond 53 bits}
  public double distance(long index, Numbers other) {
    if (type.bits() < 64 && other.type.bits() < 64) {
      return Math.abs(at(index) - other.at(index));
    }
    return exact(index).subtract(other.exact(index)).abs().doubleValue();
  }

  /// {@return number `index` as a person reads it, whole numbers in full}
  public String text(long index) {
    if (whole()) {
      return exact(index).toString();
    }
    return type == DataType.DOUBLE || type == DataType.COMPLEX128
        ? Double.toString(at(index))
        : Float.toString((float) at(index));
  }

  private BigInteger exact(long index) {
    if (type.bits() < 64) {
      return BigInteger.valueOf((long) at(index));
    }
    long bits = data.get(LONG, index * 8);
    return type == DataType.UINT64
        ? new BigInteger(Long.toUnsignedString(bits))
        : BigInteger.valueOf(bits);
  }

  private static Numbers of(DataType type, long count, MemorySegment data) {
    boolean complex = type == DataType.COMPLEX64 || type == DataType.COMPLEX128;
    return new Numbers(type, complex ? count * 2 : count, reader(type, data), data);
  }

  private static Reader reader(DataType type, MemorySegment data) {
    return switch (type) {
      case FLOAT, COMPLEX64 -> i -> data.get(FLOAT, i * 4);
      case DOUBLE, COMPLEX128 -> i -> data.get(DOUBLE, i * 8);
      case FLOAT16 -> i -> Float.float16ToFloat(data.get(SHORT, i * 2));
      case BFLOAT16 -> i -> Float.intBitsToFloat(data.get(SHORT, i * 2) << 16);
      case INT64 -> i -> data.get(LONG, i * 8);
      case UINT64 -> i -> unsigned(data.get(LONG, i * 8));
      case INT32 -> i -> data.get(INT, i * 4);
      case UINT32 -> i -> Integer.toUnsignedLong(data.get(INT, i * 4));
      case INT16 -> i -> data.get(SHORT, i * 2);
      case UINT16 -> i -> data.get(SHORT, i * 2) & 0xFFFF;
      case INT8 -> i -> data.get(ValueLayout.JAVA_BYTE, i);
      case UINT8, BOOL -> i -> data.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
      case INT4, INT2 -> i -> signed(type.bits(), code(data, type, i));
      case UINT4, UINT2 -> i -> code(data, type, i);
      case FLOAT8E4M3FN, FLOAT8E4M3FNUZ, FLOAT8E5M2, FLOAT8E5M2FNUZ, FLOAT8E8M0, FLOAT4E2M1 -> {
        double[] values = MiniFloats.values(type);
        yield i -> values[code(data, type, i)];
      }
      case STRING, UNDEFINED ->
          throw new IllegalArgumentException("no numbers in a tensor of " + type);
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
  }

  private static int signed(int bits, int code) {
    int unused = Integer.SIZE - bits;
    return code << unused >> unused;
  }

  /// Elements of less than a byte begin at its low end.
  private static int code(MemorySegment data, DataType type, long index) {
    int bits = type.bits();
    int perByte = 8 / bits;
    int shift = (int) (index % perByte) * bits;
    return data.get(ValueLayout.JAVA_BYTE, index / perByte) >> shift & (1 << bits) - 1;
  }
}
