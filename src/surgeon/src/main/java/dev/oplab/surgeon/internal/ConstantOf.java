package dev.oplab.surgeon.internal;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes tensors of Java numbers, arrays and lists. Numbers and arrays keep their type (`float` is
/// float32, `double` float64, `long` int64, `int` int32, `boolean` bool); a list of numbers is
/// float32 if one of them has a fraction type, otherwise int64.
public final class ConstantOf {
  private ConstantOf() {}

  /// {@return the tensor that `content` stands for, empty if it stands for none}
  public static Optional<Tensor> of(String name, @Nullable Object content) {
    return switch (content) {
      case null -> Optional.empty();
      case Tensor tensor -> Optional.of(name.isEmpty() ? tensor : tensor.named(name));
      case float[] all -> Optional.of(Tensor.of(name, all, all.length));
      case double[] all -> Optional.of(Tensor.of(name, all, all.length));
      case long[] all -> Optional.of(Tensor.of(name, all, all.length));
      case int[] all -> Optional.of(Tensor.of(name, all, all.length));
      case Number _, Boolean _ -> Optional.of(packed(name, content.getClass(), leaves(content)));
      case List<?> list when isNumeric(list) ->
          Optional.of(packed(name, listType(leaves(list)), leaves(list)));
      default ->
          content.getClass().isArray() && kind(leafType(content.getClass())) != null
              ? Optional.of(packed(name, leafType(content.getClass()), leaves(content)))
              : Optional.empty();
    };
  }

  private record Leaves(List<Object> items, List<Long> dims) {}

  private static boolean isNumeric(List<?> list) {
    return list.stream()
        .allMatch(item ->
            item instanceof Number
                || item instanceof Boolean
                || (item instanceof List<?> inner && isNumeric(inner)));
  }

  private static Class<?> listType(Leaves leaves) {
    List<Object> items = leaves.items();
    if (!items.isEmpty() && items.stream().allMatch(Boolean.class::isInstance)) {
      return Boolean.class;
    }
    boolean fraction = items.stream().anyMatch(i -> i instanceof Float || i instanceof Double);
    return fraction ? Float.class : Long.class;
  }

  private static Class<?> leafType(Class<?> array) {
    Class<?> type = array;
    while (type.isArray()) {
      type = type.getComponentType();
    }
    return type;
  }

  private static Leaves leaves(Object content) {
    Leaves leaves = new Leaves(new ArrayList<>(), new ArrayList<>());
    gather(content, 0, leaves);
    return leaves;
  }

  private static void gather(Object content, int depth, Leaves into) {
    int length =
        content instanceof List<?> list
            ? list.size()
            : content.getClass().isArray() ? Array.getLength(content) : -1;
    if (depth < into.dims().size() ? into.dims().get(depth) != length : depthEnds(into, length)) {
      throw Refusal.of(
          "Rows of a constant differ in length: %d at depth %d where others have another"
              .formatted(Math.max(0, length), depth),
          "make every row as long as the first");
    }
    if (length < 0) {
      into.items().add(content);
      return;
    }
    if (depth == into.dims().size()) {
      into.dims().add((long) length);
    }
    for (int i = 0; i < length; i++) {
      gather(
          content instanceof List<?> list ? list.get(i) : Array.get(content, i), depth + 1, into);
    }
  }

  /// {@return whether a row turns up at a depth where the items before were single numbers}
  private static boolean depthEnds(Leaves leaves, int length) {
    return length >= 0 && !leaves.items().isEmpty();
  }

  private static @Nullable DataType kind(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "float", "Float" -> DataType.FLOAT;
      case "double", "Double" -> DataType.DOUBLE;
      case "long", "Long" -> DataType.INT64;
      case "int", "Integer" -> DataType.INT32;
      case "short", "Short" -> DataType.INT16;
      case "byte", "Byte" -> DataType.INT8;
      case "boolean", "Boolean" -> DataType.BOOL;
      default -> null;
    };
  }

  private static Tensor packed(String name, Class<?> type, Leaves leaves) {
    DataType kind = kind(type);
    if (kind == null) {
      throw Refusal.of(
          "A constant cannot be made of %s".formatted(type.getSimpleName()),
          "give numbers, booleans, or a Tensor");
    }
    int size = kind.bits() / 8;
    ByteBuffer bytes =
        ByteBuffer.allocate(leaves.items().size() * size).order(ByteOrder.LITTLE_ENDIAN);
    for (Object item : leaves.items()) {
      put(bytes, kind, item instanceof Boolean flag ? flag ? 1 : 0 : (Number) item);
    }
    Shape shape = Shape.of(leaves.dims().stream().mapToLong(Long::longValue).toArray());
    return Tensor.of(name, kind, shape, MemorySegment.ofArray(bytes.array()));
  }

  private static void put(ByteBuffer bytes, DataType kind, Number item) {
    switch (kind) {
      case FLOAT -> bytes.putFloat(item.floatValue());
      case DOUBLE -> bytes.putDouble(item.doubleValue());
      case INT64 -> bytes.putLong(item.longValue());
      case INT32 -> bytes.putInt(item.intValue());
      case INT16 -> bytes.putShort(item.shortValue());
      default -> bytes.put(item.byteValue());
    }
  }
}
