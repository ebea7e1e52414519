package dev.oplab.ort.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.ort.InputFactory;
import dev.oplab.ort.ProfileOptions.Optimization;
import dev.oplab.ort.internal.Inputs;
import dev.oplab.ort.internal.Ort;
import dev.oplab.surgeon.pattern.TensorNumbers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// What a model puts out for inputs that are the same each time. ONNX Runtime rewrites nothing
/// itself, so that what is compared is the model.
record Outputs(Map<String, Tensor> tensors) {

  static Outputs of(Model model, Map<String, Tensor> inputs) throws InterruptedException {
    Map<String, Tensor> used = new LinkedHashMap<>(inputs);
    used.keySet().retainAll(model.graph().inputs().stream().map(Value::name).toList());
    return new Outputs(Ort.run(model, Inputs.of(model, used), Optimization.NONE));
  }

  /// {@return inputs that are negative, positive and zero, where the type has those}
  static Map<String, Tensor> inputs(Model model, long seed) {
    Random random = new Random(seed);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    InputFactory.random(model, seed)
        .forEach((name, tensor) -> inputs.put(name, spread(tensor, random)));
    return inputs;
  }

  private static Tensor spread(Tensor tensor, Random random) {
    int count = Math.toIntExact(TensorNumbers.count(tensor));
    MemorySegment numbers;
    switch (tensor.dataType()) {
      case FLOAT -> {
        float[] all = new float[count];
        for (int i = 0; i < count; i++) {
          all[i] = i % 17 == 0 ? 0 : (float) (3 * random.nextGaussian());
        }
        numbers = MemorySegment.ofArray(all);
      }
      case DOUBLE -> {
        double[] all = new double[count];
        for (int i = 0; i < count; i++) {
          all[i] = 3 * random.nextGaussian();
        }
        numbers = MemorySegment.ofArray(all);
      }
      case FLOAT16 -> {
        short[] all = new short[count];
        for (int i = 0; i < count; i++) {
          all[i] = Float.floatToFloat16((float) (3 * random.nextGaussian()));
        }
        numbers = MemorySegment.ofArray(all);
      }
      default -> {
        return tensor;
      }
    }
    byte[] copy = numbers.toArray(ValueLayout.JAVA_BYTE);
    return Tensor.of("", tensor.dataType(), tensor.shape(), MemorySegment.ofArray(copy));
  }

  /// Asserts that these are the same numbers, of the same types and shapes, within `tolerance`.
  void assertSameAs(Outputs before, Tolerance tolerance, String what) {
    assertThat(tensors.keySet()).as(what).isEqualTo(before.tensors.keySet());
    before.tensors.forEach((name, expected) -> {
      Tensor found = java.util.Objects.requireNonNull(tensors.get(name));
      String where = what + " > output '" + name + "'";
      assertThat(found.dataType()).as(where).isEqualTo(expected.dataType());
      assertThat(found.shape()).as(where).isEqualTo(expected.shape());
      if (found.dataType() == DataType.STRING) {
        assertThat(found.strings()).as(where).isEqualTo(expected.strings());
      } else if (found.data().mismatch(expected.data()) >= 0) {
        assertThat(tolerance.isExact()).as(where + " differs").isFalse();
        assertClose(found, expected, tolerance, where);
      }
    });
  }

  private static void assertClose(
      Tensor found, Tensor expected, Tolerance tolerance, String where) {
    double[] after = TensorNumbers.doubles(found);
    double[] before = TensorNumbers.doubles(expected);
    double largest = 0;
    for (double number : before) {
      largest = Math.max(largest, Math.abs(number));
    }
    double worst = 0;
    for (int i = 0; i < before.length; i++) {
      if (Double.compare(before[i], after[i]) != 0) {
        double difference = Math.abs(before[i] - after[i]);
        worst = Math.max(worst, Double.isNaN(difference) ? Double.MAX_VALUE : difference);
      }
    }
    assertThat(worst)
        .as("%s: largest difference, where the largest number is %s", where, largest)
        .isLessThanOrEqualTo(tolerance.absolute() + tolerance.relative() * largest);
  }

  /// {@return whether every number is finite, so that a comparison says something}
  boolean isFinite() {
    return tensors.values().stream()
        .filter(tensor -> TensorNumbers.reads(tensor.dataType()))
        .flatMapToDouble(tensor -> java.util.Arrays.stream(TensorNumbers.doubles(tensor)))
        .allMatch(Double::isFinite);
  }

  /// {@return the sizes of a shape that is static}
  static long[] sizes(Shape shape) {
    return shape.dims().stream().mapToLong(dim -> ((Dim.Known) dim).size()).toArray();
  }
}
