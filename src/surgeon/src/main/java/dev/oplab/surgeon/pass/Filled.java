package dev.oplab.surgeon.pass;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Makes tensors that hold one number throughout.
final class Filled {
  private Filled() {}

  /// {@return such a tensor of a static shape; null if `type` is not `float32`, `float64`,
  /// `float16` or `bfloat16`}
  static @Nullable Tensor of(DataType type, double number, Shape shape) {
    int count = Math.toIntExact(shape.elementCount().orElseThrow());
    MemorySegment numbers;
    switch (type) {
      case FLOAT -> {
        float[] all = new float[count];
        Arrays.fill(all, (float) number);
        numbers = MemorySegment.ofArray(all);
      }
      case DOUBLE -> {
        double[] all = new double[count];
        Arrays.fill(all, number);
        numbers = MemorySegment.ofArray(all);
      }
      case FLOAT16 -> {
        short[] all = new short[count];
        Arrays.fill(all, Float.floatToFloat16((float) number));
        numbers = MemorySegment.ofArray(all);
      }
      case BFLOAT16 -> {
        int bits = Float.floatToIntBits((float) number);
        short[] all = new short[count];
        Arrays.fill(all, (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16));
        numbers = MemorySegment.ofArray(all);
      }
      default -> {
        return null;
      }
    }
    byte[] bytes = numbers.toArray(ValueLayout.JAVA_BYTE);
    return Tensor.of("", type, shape, MemorySegment.ofArray(bytes));
  }
}
