package dev.oplab.surgeon.diff;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.SparseTensor;
import dev.oplab.onnx.Tensor;
import dev.oplab.surgeon.pattern.TensorContent;
import dev.oplab.surgeon.pattern.TensorNumbers;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/// Compares constant tensors by their bytes.
final class Weights {
  private static final String[] EQUAL = {};

  private Weights() {}

  /// {@return how the two are to be shown, nothing if they hold the same; for element types that
  /// are numbers, with how many differ and the largest difference}
  static String[] difference(Tensor before, Tensor after) {
    if (TensorContent.of(before).equals(TensorContent.of(after)) || sameExternal(before, after)) {
      return EQUAL;
    }
    DataType type = before.dataType();
    boolean comparable =
        type == after.dataType()
            && before.shape().equals(after.shape())
            && TensorNumbers.reads(type)
            && !isUnreadable(before)
            && !isUnreadable(after);
    String now = after.toString();
    return new String[] {before.toString(), comparable ? now + numbers(before, after) : now};
  }

  static String[] difference(SparseTensor before, SparseTensor after) {
    boolean same =
        before.shape().equals(after.shape())
            && difference(before.values(), after.values()).length == 0
            && difference(before.indices(), after.indices()).length == 0;
    return same ? EQUAL : new String[] {before.toString(), after + ", with other elements"};
  }

  /// Tensors whose file is not there are the same if they name the same place in it.
  private static boolean sameExternal(Tensor before, Tensor after) {
    return isUnreadable(before)
        && isUnreadable(after)
        && before.dataTypeCode() == after.dataTypeCode()
        && before.shape().equals(after.shape())
        && before.externalData().equals(after.externalData());
  }

  private static boolean isUnreadable(Tensor tensor) {
    return tensor.externalData().isPresent() && !TensorContent.of(tensor).isReadable();
  }

  private static String numbers(Tensor before, Tensor after) {
    MemorySegment a = before.data();
    MemorySegment b = after.data();
    long count = TensorNumbers.count(before);
    long different = 0;
    double largest = 0;
    for (long i = 0; i < count; i++) {
      double one = TensorNumbers.at(a, before.dataType(), i);
      double two = TensorNumbers.at(b, before.dataType(), i);
      if (Double.compare(one, two) != 0) {
        different++;
        double distance = Math.abs(one - two);
        largest = Double.isNaN(distance) ? Double.NaN : Math.max(largest, distance);
      }
    }
    return String.format(Locale.ROOT, ", %,d elements differ, by up to %.6g", different, largest);
  }
}
