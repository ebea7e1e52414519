package dev.oplab.onnx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Packed elements as Java numbers: of every type but strings, also those that share a byte. What
/// is written is rounded to the nearest number of the type, halves to the even one.
final class Elements {
  private static final double TWO_TO_63 = 0x1p63;

  private Elements() {}

  /// {@return element `index`; of a complex number the real part}
  static double get(DataType type, MemorySegment from, long index) {
    return switch (type) {
      case FLOAT -> from.get(TensorDecoder.FLOAT, index * 4);
      case COMPLEX64 -> from.get(TensorDecoder.FLOAT, index * 8);
      case DOUBLE -> from.get(TensorDecoder.DOUBLE, index * 8);
      case COMPLEX128 -> from.get(TensorDecoder.DOUBLE, index * 16);
      case INT64 -> from.get(TensorDecoder.LONG, index * 8);
      case UINT64 -> {
        long bits = from.get(TensorDecoder.LONG, index * 8);
        yield bits >= 0 ? bits : (bits >>> 1 | (bits & 1)) * 2.0;
      }
      case INT32, INT16, INT8, INT4, INT2 -> signed(type, bits(type, from, index));
      case UINT32, UINT16, UINT8, UINT4, UINT2, BOOL -> bits(type, from, index);
      case FLOAT8E8M0 -> {
        long exponent = bits(type, from, index);
        yield exponent == 0xFF ? Double.NaN : Math.scalb(1.0, (int) exponent - 127);
      }
      case FLOAT16,
          BFLOAT16,
          FLOAT8E4M3FN,
          FLOAT8E4M3FNUZ,
          FLOAT8E5M2,
          FLOAT8E5M2FNUZ,
          FLOAT4E2M1 ->
          SmallFloat.of(type).decode((int) bits(type, from, index));
      case STRING, UNDEFINED -> throw none(type);
    };
  }

  /// Writes element `index`; a complex number gets no imaginary part.
  ///
  /// @throws OnnxException if the type has no such number
  static void put(DataType type, MemorySegment into, long index, double value) {
    switch (type) {
      case FLOAT -> into.set(TensorDecoder.FLOAT, index * 4, (float) value);
      case COMPLEX64 -> into.set(TensorDecoder.FLOAT, index * 8, (float) value);
      case DOUBLE -> into.set(TensorDecoder.DOUBLE, index * 8, value);
      case COMPLEX128 -> into.set(TensorDecoder.DOUBLE, index * 16, value);
      case BOOL -> bits(type, into, index, value == 0 ? 0 : 1);
      case FLOAT8E8M0 -> bits(type, into, index, exponent(value));
      case FLOAT16,
          BFLOAT16,
          FLOAT8E4M3FN,
          FLOAT8E4M3FNUZ,
          FLOAT8E5M2,
          FLOAT8E5M2FNUZ,
          FLOAT4E2M1 ->
          bits(type, into, index, SmallFloat.of(type).encode(value));
      case STRING, UNDEFINED -> throw none(type);
      default -> bits(type, into, index, whole(type, value));
    }
  }

  /// Like [#put(DataType, MemorySegment, long, double)], exact for 64-bit integers.
  static void put(DataType type, MemorySegment into, long index, long value) {
    if (type == DataType.INT64 || (type == DataType.UINT64 && value >= 0)) {
      into.set(TensorDecoder.LONG, index * 8, value);
    } else {
      put(type, into, index, (double) value);
    }
  }

  private static long whole(DataType type, double value) {
    boolean unsigned = isUnsigned(type);
    double end = Math.scalb(1.0, unsigned ? type.bits() : type.bits() - 1);
    if (value != Math.rint(value) || value >= end || value < (unsigned ? 0 : -end)) {
      throw new OnnxException(
          "A tensor of %s cannot hold %s.%nFix: give whole numbers from %.0f to %.0f, or another type."
              .formatted(type, value, unsigned ? 0 : -end, end - 1));
    }
    return value >= TWO_TO_63 ? (long) (value - TWO_TO_63) + Long.MIN_VALUE : (long) value;
  }

  private static boolean isUnsigned(DataType type) {
    return switch (type) {
      case UINT2, UINT4, UINT8, UINT16, UINT32, UINT64 -> true;
      default -> false;
    };
  }

  /// {@return the power of two that is `value` or the next above}
  private static long exponent(double value) {
    if (Double.isNaN(value)) {
      return 0xFF;
    }
    if (value <= 0) {
      throw new OnnxException(
          "A tensor of %s cannot hold %s.%nFix: give numbers above 0: the type has powers of two only."
              .formatted(DataType.FLOAT8E8M0, value));
    }
    int exponent = Math.getExponent(value);
    boolean exact = Math.scalb(1.0, exponent) == value;
    return Math.clamp(exponent + (exact ? 0 : 1), -127, 127) + 127L;
  }

  private static long signed(DataType type, long bits) {
    int unused = Long.SIZE - type.bits();
    return bits << unused >> unused;
  }

  private static long bits(DataType type, MemorySegment from, long index) {
    return switch (type.bits()) {
      case 64 -> from.get(TensorDecoder.LONG, index * 8);
      case 32 -> Integer.toUnsignedLong(from.get(TensorDecoder.INT, index * 4));
      case 16 -> Short.toUnsignedLong(from.get(TensorDecoder.SHORT, index * 2));
      case 8 -> Byte.toUnsignedLong(from.get(ValueLayout.JAVA_BYTE, index));
      default -> {
        int perByte = 8 / type.bits();
        int shift = (int) (index % perByte) * type.bits();
        yield from.get(ValueLayout.JAVA_BYTE, index / perByte) >> shift & (1 << type.bits()) - 1;
      }
    };
  }

  private static void bits(DataType type, MemorySegment into, long index, long value) {
    switch (type.bits()) {
      case 64 -> into.set(TensorDecoder.LONG, index * 8, value);
      case 32 -> into.set(TensorDecoder.INT, index * 4, (int) value);
      case 16 -> into.set(TensorDecoder.SHORT, index * 2, (short) value);
      case 8 -> into.set(ValueLayout.JAVA_BYTE, index, (byte) value);
      default -> {
        int perByte = 8 / type.bits();
        int shift = (int) (index % perByte) * type.bits();
        int mask = (1 << type.bits()) - 1;
        int others = into.get(ValueLayout.JAVA_BYTE, index / perByte) & ~(mask << shift);
        into.set(ValueLayout.JAVA_BYTE, index / perByte, (byte) (others | (value & mask) << shift));
      }
    }
  }

  private static OnnxException none(DataType type) {
    return new OnnxException(
        "The elements of a tensor of type %s are no numbers.%nFix: use strings() to read text, and Tensor.of(name, String[], shape) to make it."
            .formatted(type));
  }
}
