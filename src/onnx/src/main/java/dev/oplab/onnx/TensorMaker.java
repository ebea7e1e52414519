package dev.oplab.onnx;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Makes tensors of numbers, of every element type but strings.
final class TensorMaker {
  /// What [Tensor#randn(DataType, long...)] draws from: the same numbers in every run of a program
  /// that asks for the same tensors.
  private static final Random SESSION = new Random(0);

  private TensorMaker() {}

  /// Something that has a number for each element.
  @FunctionalInterface
  private interface Writer {
    void write(MemorySegment into, long index);
  }

  static Tensor full(DataType type, double value, Shape shape) {
    boolean zero = value == 0 && type != DataType.FLOAT8E8M0;
    return make(type, shape, zero ? null : (into, index) -> Elements.put(type, into, index, value));
  }

  static Tensor of(DataType type, Shape shape, double[] values) {
    checkCount(type, shape, values.length);
    return make(type, shape, (into, index) -> Elements.put(type, into, index, values[(int) index]));
  }

  static Tensor of(DataType type, Shape shape, long[] values) {
    checkCount(type, shape, values.length);
    return make(type, shape, (into, index) -> Elements.put(type, into, index, values[(int) index]));
  }

  static Tensor arange(DataType type, double from, double to, double step) {
    double count = Math.ceil((to - from) / step);
    if (step == 0 || !(count <= Integer.MAX_VALUE)) {
      throw new OnnxException(
          "No numbers go from %s to %s in steps of %s.%nFix: give a step that is not 0 and fewer than 2^31 numbers."
              .formatted(from, to, step));
    }
    return make(
        type,
        Shape.of(Math.max(0, (long) count)),
        (into, index) -> Elements.put(type, into, index, from + index * step));
  }

  static Tensor randn(DataType type, Shape shape) {
    synchronized (SESSION) {
      return randn(SESSION, type, shape);
    }
  }

  static Tensor randn(Random random, DataType type, Shape shape) {
    boolean signedFraction =
        switch (type) {
          case FLOAT,
              DOUBLE,
              FLOAT16,
              BFLOAT16,
              FLOAT8E4M3FN,
              FLOAT8E4M3FNUZ,
              FLOAT8E5M2,
              FLOAT8E5M2FNUZ,
              FLOAT4E2M1 ->
              true;
          default -> false;
        };
    if (!signedFraction) {
      throw new OnnxException(
          "There are no normally distributed numbers of type %s.%nFix: take a floating-point type, such as DataType.FLOAT, or arange and full for whole numbers."
              .formatted(type));
    }
    return make(
        type, shape, (into, index) -> Elements.put(type, into, index, random.nextGaussian()));
  }

  private static void checkCount(DataType type, Shape shape, int given) {
    long needed = Tensor.countOf(type, shape);
    if (needed != given) {
      throw new OnnxException(
          "A tensor %s%s has %,d elements, and %,d were given.%nFix: give as many numbers as the shape says; full(type, value, shape) repeats one."
              .formatted(type, shape, needed, given));
    }
  }

  private static Tensor make(DataType type, Shape shape, @Nullable Writer writer) {
    long count = Tensor.countOf(type, shape);
    if (type.bits() == 0) {
      throw new OnnxException(
          "A tensor of type %s cannot be made of numbers.%nFix: use Tensor.of(name, String[], shape) for text, or another type."
              .formatted(type));
    }
    MemorySegment elements = Arena.ofAuto().allocate((count * type.bits() + 7) / 8, 8);
    for (long i = 0; writer != null && i < count; i++) {
      writer.write(elements, i);
    }
    return Tensor.of("", type, shape, elements);
  }
}
