package dev.oplab.ort.internal.feed;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.OrtException;
import dev.oplab.ort.feed.Range;
import dev.oplab.ort.tensor.MiniFloats;
import dev.oplab.ort.tensor.Numbers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.stream.IntStream;

/// Random tensors whose values lie in a range: floats uniform, the formats of 8 bits and fewer among
/// the values they have; integers uniform, both ends included.
public final class RandomValues {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final DataType type;
  private final Range range;
  private final Random random;
  private final int[] codes;

  private RandomValues(String name, DataType type, Range range, long seed) {
    this.type = type;
    this.range = range;
    this.random = new Random(seed * 31 + name.hashCode());
    this.codes = isMini(type) ? codes(name) : new int[0];
  }

  /// {@return a tensor whose values depend on `name`, `range` and `seed` only}
  ///
  /// @throws OrtException if the type has no value in the range, or is no number
  public static Tensor of(String name, DataType type, Shape shape, Range range, long seed) {
    long count = shape.elementCount().orElseThrow();
    if (type == DataType.STRING) {
      throw new OrtException(
          "input '%s': strings lie in no range%nFix: leave the range out; random strings are empty."
              .formatted(name));
    }
    long bytes = (Math.multiplyExact(count, type.bits()) + 7) / 8;
    MemorySegment data = Arena.ofAuto().allocate(Math.max(1, bytes), 8).asSlice(0, bytes);
    RandomValues values = new RandomValues(name, type, range, seed);
    if (Numbers.isWhole(type)) {
      values.checkWhole(name);
    }
    boolean complex = type == DataType.COMPLEX64 || type == DataType.COMPLEX128;
    for (long i = 0; i < (complex ? count * 2 : count); i++) {
      values.put(data, i);
    }
    return Tensor.of(name, type, shape, data);
  }

  private static boolean isMini(DataType type) {
    return type.bits() <= 8 && type.bits() > 0 && !Numbers.isWhole(type);
  }

  private int[] codes(String name) {
    double[] values = MiniFloats.values(type);
    int[] inside =
        IntStream.range(0, values.length)
            .filter(code -> values[code] >= range.low() && values[code] <= range.high())
            .toArray();
    if (inside.length == 0) {
      throw nothing(name);
    }
    return inside;
  }

  private OrtException nothing(String name) {
    return new OrtException(
        "input '%s' (%s): no value of its type lies in the range %s%nFix: give a range that has one."
            .formatted(name, type, range));
  }

  private void checkWhole(String name) {
    boolean signed = type.name().startsWith("INT");
    int bits = type == DataType.BOOL ? 1 : type.bits();
    double least = signed ? -Math.scalb(1.0, bits - 1) : 0;
    double most = Math.scalb(1.0, signed ? bits - 1 : bits) - 1;
    if (range.low() < least || range.high() > most) {
      throw new OrtException(
          "input '%s' (%s): the range %s goes beyond its type, which holds %.0f to %.0f%nFix: give a narrower range."
              .formatted(name, type, range, least, most));
    }
    if (Math.ceil(range.low()) > Math.floor(range.high())) {
      throw nothing(name);
    }
  }

  private void put(MemorySegment data, long index) {
    switch (type) {
      case FLOAT, COMPLEX64 -> data.set(INT, index * 4, Float.floatToRawIntBits((float) real()));
      case DOUBLE, COMPLEX128 -> data.set(LONG, index * 8, Double.doubleToRawLongBits(real()));
      case FLOAT16 -> data.set(SHORT, index * 2, Float.floatToFloat16((float) real()));
      case BFLOAT16 -> data.set(SHORT, index * 2, brain((float) real()));
      case INT64, UINT64 -> data.set(LONG, index * 8, integer());
      case INT32, UINT32 -> data.set(INT, index * 4, (int) integer());
      case INT16, UINT16 -> data.set(SHORT, index * 2, (short) integer());
      default -> bits(data, index, codes.length == 0 ? (int) integer() : code());
    }
  }

  private void bits(MemorySegment data, long index, int code) {
    int bits = type.bits();
    int perByte = 8 / bits;
    int shift = (int) (index % perByte) * bits;
    int mask = (1 << bits) - 1;
    long at = index / perByte;
    int others = data.get(ValueLayout.JAVA_BYTE, at) & ~(mask << shift);
    data.set(ValueLayout.JAVA_BYTE, at, (byte) (others | (code & mask) << shift));
  }

  private int code() {
    return codes[random.nextInt(codes.length)];
  }

  /// A part of each end, since the difference of the two may be larger than a double.
  private double real() {
    double part = random.nextDouble();
    return Math.clamp(
        range.low() * (1 - part) + range.high() * part, range.low(), range.high());
  }

  private long integer() {
    long low = (long) Math.ceil(range.low());
    long high = (long) Math.floor(range.high());
    long draw = high == Long.MAX_VALUE ? random.nextLong() : random.nextLong(low, high + 1);
    return Math.clamp(draw, low, high);
  }

  /// Rounds to the nearest, halves to the even one.
  private static short brain(float value) {
    int bits = Float.floatToRawIntBits(value);
    return (short) (bits + 0x7FFF + (bits >>> 16 & 1) >>> 16);
  }
}
