package dev.oplab.report.internal;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Storage;
import dev.oplab.onnx.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/// The elements of a tensor one by one, of every type that ONNX has; only those asked for are read.
final class Elements {
  // What lies element by element in a field is decoded as a whole, which must not take long.
  private static final long DECODED_MOST = 64L << 20;
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
  private final MemorySegment data;
  private final List<String> strings;

  private Elements(Tensor tensor, MemorySegment data, List<String> strings) {
    this.type = tensor.dataType();
    this.count = tensor.shape().elementCount().orElse(0);
    this.data = data;
    this.strings = strings;
  }

  /// {@return the elements of this tensor}
  ///
  /// @throws OnnxException if they cannot be read, or only all of them together and they are many
  static Elements of(Tensor tensor) {
    if (tensor.storage() instanceof Storage.InField && tensor.byteSize() > DECODED_MOST) {
      throw new OnnxException(
          "The elements lie in a field of the model one by one: showing some would decode all %s.%nFix: call data(), which does."
              .formatted(Cells.bytes(tensor.byteSize())));
    }
    return tensor.dataType() == DataType.STRING
        ? new Elements(tensor, MemorySegment.NULL, tensor.strings())
        : new Elements(tensor, tensor.data(), List.of());
  }

  DataType type() {
    return type;
  }

  long count() {
    return count;
  }

  boolean isText() {
    return type == DataType.STRING;
  }

  boolean isComplex() {
    return type == DataType.COMPLEX64 || type == DataType.COMPLEX128;
  }

  /// {@return whether elements may have a fraction, or be no number at all}
  boolean isFloating() {
    return switch (type) {
      case FLOAT,
          DOUBLE,
          FLOAT16,
          BFLOAT16,
          FLOAT8E4M3FN,
          FLOAT8E4M3FNUZ,
          FLOAT8E5M2,
          FLOAT8E5M2FNUZ,
          FLOAT8E8M0,
          FLOAT6E2M3,
          FLOAT6E3M2,
          FLOAT4E2M1 ->
          true;
      default -> false;
    };
  }

  /// {@return an element as a number: 0 or 1 for a boolean, the magnitude of a complex one}
  double number(long index) {
    return switch (type) {
      case FLOAT -> data.get(FLOAT, index * 4);
      case DOUBLE -> data.get(DOUBLE, index * 8);
      case FLOAT16 -> Float.float16ToFloat(data.get(SHORT, index * 2));
      case BFLOAT16 -> Float.intBitsToFloat(data.get(SHORT, index * 2) << 16);
      case FLOAT8E4M3FN -> MiniFloat.e4m3fn(bits(index, 8));
      case FLOAT8E4M3FNUZ -> MiniFloat.e4m3fnuz(bits(index, 8));
      case FLOAT8E5M2 -> MiniFloat.e5m2(bits(index, 8));
      case FLOAT8E5M2FNUZ -> MiniFloat.e5m2fnuz(bits(index, 8));
      case FLOAT8E8M0 -> MiniFloat.e8m0(bits(index, 8));
      case FLOAT6E2M3 -> MiniFloat.e2m3(bits(index, 6));
      case FLOAT6E3M2 -> MiniFloat.e3m2(bits(index, 6));
      case FLOAT4E2M1 -> MiniFloat.e2m1(bits(index, 4));
      case COMPLEX64, COMPLEX128 -> Math.hypot(real(index), imaginary(index));
      case UINT64 -> unsigned(data.get(LONG, index * 8));
      case STRING, UNDEFINED -> Double.NaN;
      default -> (double) integer(index);
    };
  }

  /// {@return an element of an integer type or `bool`; those of `uint64` as their 64 bits}
  long integer(long index) {
    return switch (type) {
      case INT64, UINT64 -> data.get(LONG, index * 8);
      case INT32 -> data.get(INT, index * 4);
      case UINT32 -> Integer.toUnsignedLong(data.get(INT, index * 4));
      case INT16 -> data.get(SHORT, index * 2);
      case UINT16 -> Short.toUnsignedInt(data.get(SHORT, index * 2));
      case INT8 -> data.get(ValueLayout.JAVA_BYTE, index);
      case UINT8, BOOL -> bits(index, 8);
      case INT4 -> signed(bits(index, 4), 4);
      case UINT4 -> bits(index, 4);
      case INT2 -> signed(bits(index, 2), 2);
      case UINT2 -> bits(index, 2);
      default -> throw new IllegalStateException(type + " is no integer type");
    };
  }

  /// {@return an element of a type without fractions as it is written: `-3`, `true`, `"text"`}
  String text(long index) {
    return switch (type) {
      case STRING -> "\"" + strings.get(Math.toIntExact(index)) + "\"";
      case BOOL -> integer(index) == 0 ? "false" : "true";
      case UINT64 -> Long.toUnsignedString(integer(index));
      default -> Long.toString(integer(index));
    };
  }

  double real(long index) {
    return type == DataType.COMPLEX64 ? data.get(FLOAT, index * 8) : data.get(DOUBLE, index * 16);
  }

  double imaginary(long index) {
    return type == DataType.COMPLEX64
        ? data.get(FLOAT, index * 8 + 4)
        : data.get(DOUBLE, index * 16 + 8);
  }

  // Elements of less than a byte fill each byte from its lowest bits up.
  private int bits(long index, int size) {
    long at = index * size;
    int held = Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, at >>> 3));
    if ((at & 7) + size > 8) {
      held |= Byte.toUnsignedInt(data.get(ValueLayout.JAVA_BYTE, (at >>> 3) + 1)) << 8;
    }
    return (held >>> (at & 7)) & ((1 << size) - 1);
  }

  private static int signed(int bits, int size) {
    int unused = Integer.SIZE - size;
    return (bits << unused) >> unused;
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (double) (bits >>> 1) * 2;
  }
}
