package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes attributes of Java values: whole numbers, booleans and data types become integers, other
/// numbers `float`, arrays and lists the lists of these.
public final class AttributeOf {
  private AttributeOf() {}

  /// {@return the attribute that `content` stands for}
  ///
  /// @throws dev.oplab.onnx.OnnxException if it stands for none
  public static Attribute of(String name, @Nullable Object content) {
    return switch (content) {
      case Attribute same -> same;
      case Float number -> new Attribute.FloatValue(number);
      case Double number -> new Attribute.FloatValue(number.floatValue());
      case Long _, Integer _, Short _, Byte _, Boolean _, DataType _ ->
          new Attribute.IntValue(whole(content));
      case String text -> new Attribute.StringValue(text);
      case Tensor tensor -> new Attribute.TensorValue(tensor);
      case Graph graph -> new Attribute.GraphValue(graph);
      case ValueType type -> new Attribute.TypeValue(type);
      case Value value when value.initializer().isPresent() ->
          new Attribute.TensorValue(value.initializer().get());
      case long[] all -> Attribute.of(all);
      case int[] all -> Attribute.of(Arrays.stream(all).asLongStream().toArray());
      case float[] all -> Attribute.of(all);
      case double[] all -> floats(Arrays.stream(all).boxed().toList());
      case Object[] all -> list(name, Arrays.asList(all));
      case List<?> all -> list(name, all);
      case null, default -> throw refused(name, content);
    };
  }

  /// {@return the list of these}
  public static Attribute list(String name, Object first, Object second, Object... more) {
    List<Object> all = new ArrayList<>(more.length + 2);
    all.add(first);
    all.add(second);
    all.addAll(Arrays.asList(more));
    return list(name, all);
  }

  private static Attribute list(String name, List<?> all) {
    if (all.stream().allMatch(AttributeOf::isWhole)) {
      return Attribute.of(all.stream().mapToLong(AttributeOf::whole).toArray());
    }
    if (all.stream().allMatch(Number.class::isInstance)) {
      return floats(all);
    }
    if (all.stream().allMatch(String.class::isInstance)) {
      return new Attribute.Strings(all.stream().map(String.class::cast).toList());
    }
    if (all.stream().allMatch(Tensor.class::isInstance)) {
      return new Attribute.Tensors(all.stream().map(Tensor.class::cast).toList());
    }
    if (all.stream().allMatch(Graph.class::isInstance)) {
      return new Attribute.Graphs(all.stream().map(Graph.class::cast).toList());
    }
    if (all.stream().allMatch(ValueType.class::isInstance)) {
      return new Attribute.Types(all.stream().map(ValueType.class::cast).toList());
    }
    throw refused(name, all);
  }

  private static boolean isWhole(@Nullable Object item) {
    return item instanceof Long
        || item instanceof Integer
        || item instanceof Short
        || item instanceof Byte
        || item instanceof Boolean
        || item instanceof DataType;
  }

  private static long whole(@Nullable Object item) {
    return switch (item) {
      case Number number -> number.longValue();
      case Boolean flag -> flag ? 1 : 0;
      case DataType type -> type.code();
      case null, default -> throw refused("", item);
    };
  }

  private static Attribute floats(List<?> all) {
    float[] floats = new float[all.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Number) all.get(i)).floatValue();
    }
    return Attribute.of(floats);
  }

  private static RuntimeException refused(String name, @Nullable Object content) {
    return Refusal.of(
        "Attribute '%s' cannot be %s%s"
            .formatted(
                name,
                content,
                content == null ? "" : " (" + content.getClass().getSimpleName() + ")"),
        "give a number, text, tensor, graph, data type, or a list of one kind of these");
  }
}
