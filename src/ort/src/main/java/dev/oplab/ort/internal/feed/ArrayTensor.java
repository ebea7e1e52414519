package dev.oplab.ort.internal.feed;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.OrtException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Array;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes tensors of Java arrays, whose nesting gives the shape, and of single values. Java has no
/// unsigned numbers, so that its whole numbers serve for unsigned types of the same size too.
/// Nothing is rounded or widened.
final class ArrayTensor {
  private static final ValueLayout SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// What an array of a Java type can be, the usual one first.
  private static final Map<Class<?>, List<DataType>> TYPES =
      Map.of(
          float.class, List.of(DataType.FLOAT),
          double.class, List.of(DataType.DOUBLE),
          long.class, List.of(DataType.INT64, DataType.UINT64),
          int.class, List.of(DataType.INT32, DataType.UINT32),
          short.class,
              List.of(DataType.INT16, DataType.UINT16, DataType.FLOAT16, DataType.BFLOAT16),
          byte.class, List.of(DataType.INT8, DataType.UINT8),
          boolean.class, List.of(DataType.BOOL),
          String.class, List.of(DataType.STRING));

  private static final Map<Class<?>, Class<?>> UNBOXED =
      Map.of(
          Float.class, float.class,
          Double.class, double.class,
          Long.class, long.class,
          Integer.class, int.class,
          Short.class, short.class,
          Byte.class, byte.class,
          Boolean.class, boolean.class);

  private final String where;
  private final long[] shape;
  private final MemorySegment data;
  private final List<String> strings = new ArrayList<>();
  private long at;

  private ArrayTensor(String where, long[] shape, DataType type) {
    this.where = where;
    this.shape = shape;
    long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    this.data = Arena.ofAuto().allocate(Math.max(1, count * type.bits() / 8), 8);
  }

  /// {@return whether a tensor can be made of it}
  static boolean supports(Object value) {
    Class<?> element = element(value.getClass());
    return TYPES.containsKey(UNBOXED.getOrDefault(element, element));
  }

  /// {@return `array` as a tensor}
  ///
  /// @param where what errors begin with
  /// @param wanted the type that the model takes
  /// @throws OrtException if its rows are not of one length, it has gaps, or it is no array of this
  ///   type
  static Tensor of(String where, Object array, DataType wanted) {
    Class<?> boxed = element(array.getClass());
    Class<?> element = UNBOXED.getOrDefault(boxed, boxed);
    List<DataType> types = TYPES.getOrDefault(element, List.of());
    if (!types.contains(wanted)) {
      String found = types.isEmpty() ? "" : ", which is " + types.getFirst();
      throw new OrtException(
          "%s: expected %s, found an array of %s%s%nFix: %s"
              .formatted(where, wanted, boxed.getSimpleName(), found, fix(wanted)));
    }
    long[] shape = shape(array);
    ArrayTensor tensor = new ArrayTensor(where, shape, wanted);
    tensor.collect(array, 0);
    return wanted == DataType.STRING
        ? Tensor.of("", tensor.strings.toArray(String[]::new), shape)
        : Tensor.of("", wanted, Shape.of(shape), tensor.data.asSlice(0, tensor.at));
  }

  private static Class<?> element(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element;
  }

  private static String fix(DataType wanted) {
    Set<Class<?>> fitting = new LinkedHashSet<>();
    TYPES.forEach((type, can) -> {
      if (can.contains(wanted)) {
        fitting.add(type);
      }
    });
    return fitting.isEmpty()
        ? "give a Tensor; Java has no arrays of this type."
        : "give an array of %s; nothing is converted silently."
            .formatted(fitting.iterator().next().getSimpleName());
  }

  private static long[] shape(Object array) {
    List<Long> sizes = new ArrayList<>();
    Object row = array;
    while (row != null && row.getClass().isArray()) {
      sizes.add((long) Array.getLength(row));
      if (Array.getLength(row) == 0) {
        Class<?> inner = row.getClass().getComponentType();
        while (inner.isArray()) {
          sizes.add(0L);
          inner = inner.getComponentType();
        }
        break;
      }
      row = Array.get(row, 0);
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private void collect(Object value, int depth) {
    if (value == null) {
      throw new OrtException(
          "%s: the array has null in it%nFix: give every element a value.".formatted(where));
    }
    if (depth == shape.length) {
      put(value);
      return;
    }
    int length = Array.getLength(value);
    if (length != shape[depth]) {
      throw new OrtException(
          "%s: the rows of the array differ in length: found %d, expected %d at depth %d, as in the first; a tensor has the shape %s%nFix: fill them up to one length."
              .formatted(where, length, shape[depth], depth, Arrays.toString(shape)));
    }
    switch (value) {
      case float[] row -> copy(row, FLOAT, length);
      case double[] row -> copy(row, DOUBLE, length);
      case long[] row -> copy(row, LONG, length);
      case int[] row -> copy(row, INT, length);
      case short[] row -> copy(row, SHORT, length);
      case byte[] row -> copy(row, ValueLayout.JAVA_BYTE, length);
      default -> {
        for (int i = 0; i < length; i++) {
          collect(Array.get(value, i), depth + 1);
        }
      }
    }
  }

  private void copy(Object row, ValueLayout layout, int length) {
    MemorySegment.copy(row, 0, data, layout, at, length);
    at += length * layout.byteSize();
  }

  private void put(Object value) {
    switch (value) {
      case Float number -> copy(new float[] {number}, FLOAT, 1);
      case Double number -> copy(new double[] {number}, DOUBLE, 1);
      case Long number -> copy(new long[] {number}, LONG, 1);
      case Integer number -> copy(new int[] {number}, INT, 1);
      case Short number -> copy(new short[] {number}, SHORT, 1);
      case Byte number -> copy(new byte[] {number}, ValueLayout.JAVA_BYTE, 1);
      case Boolean flag -> copy(new byte[] {(byte) (flag ? 1 : 0)}, ValueLayout.JAVA_BYTE, 1);
      default -> strings.add((String) value);
    }
  }
}
