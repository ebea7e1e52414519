package dev.oplab.onnx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// Attribute values, types and constants as ONNX's text syntax has them, long ones cut.
final class TextValues {
  private final int longest;

  /// `longest` is the most elements of a list or constant that are written out.
  TextValues(int longest) {
    this.longest = longest;
  }

  String of(Attribute attribute) {
    return switch (attribute) {
      case Attribute.FloatValue(float value) -> Float.toString(value);
      case Attribute.IntValue(long value) -> Long.toString(value);
      case Attribute.StringValue(String value) -> TextNames.quoted(value);
      case Attribute.BytesValue(MemorySegment bytes) ->
          "\"...\" (%,d bytes)".formatted(bytes.byteSize());
      case Attribute.TensorValue(Tensor value) -> typed(value);
      case Attribute.GraphValue(Graph value) -> TextNames.of(value.name());
      case Attribute.TypeValue(ValueType value) -> type(value);
      case Attribute.SparseTensorValue(SparseTensor value) -> value.toString();
      case Attribute.Reference(String name, AttributeType _) -> "@" + TextNames.of(name);
      case Attribute.Floats(List<Float> values) -> list(values);
      case Attribute.Ints(List<Long> values) -> list(values);
      case Attribute.Strings(List<String> values) ->
          list(values.stream().map(TextNames::quoted).toList());
      case Attribute.Tensors(List<Tensor> values) ->
          list(values.stream().map(this::typed).toList());
      case Attribute.Graphs(List<Graph> values) ->
          list(values.stream().map(graph -> TextNames.of(graph.name())).toList());
      case Attribute.Types(List<ValueType> values) ->
          list(values.stream().map(TextValues::type).toList());
      case Attribute.SparseTensors(List<SparseTensor> values) -> list(values);
      case Attribute.Undefined() -> "?";
    };
  }

  static String type(ValueType type) {
    return type instanceof ValueType.TensorType(DataType elements, Shape shape)
        ? elements(elements) + (shape == null ? "[...]" : shape(shape))
        : type.toString();
  }

  /// {@return the type, name and elements of a constant}
  String typed(Tensor tensor) {
    String name = tensor.name().isEmpty() ? "" : " " + TextNames.of(tensor.name());
    return elements(tensor.dataType()) + shape(tensor.shape()) + name + " = " + content(tensor);
  }

  private static String elements(DataType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static String shape(Shape shape) {
    return shape.rank() == 0
        ? ""
        : shape.dims().stream().map(Dim::toString).collect(Collectors.joining(",", "[", "]"));
  }

  private String content(Tensor tensor) {
    if (tensor.externalData().isPresent()) {
      String place = tensor.externalData().get().getOrDefault("location", "");
      return "[" + TextNames.quoted("location") + ": " + TextNames.quoted(place) + "]";
    }
    try {
      if (tensor.elementCount() > longest) {
        return "{...}";
      }
      return switch (tensor.dataType()) {
        case STRING ->
            tensor.strings().stream()
                .map(TextNames::quoted)
                .collect(Collectors.joining(", ", "{", "}"));
        case FLOAT, DOUBLE, INT32, INT64, INT8, BOOL, UINT8 -> numbers(tensor);
        default -> "{...}";
      };
    } catch (OnnxException damaged) {
      return "{?}";
    }
  }

  private static String numbers(Tensor tensor) {
    MemorySegment data = tensor.data();
    StringJoiner all = new StringJoiner(", ", "{", "}");
    for (long i = 0; i < tensor.elementCount(); i++) {
      all.add(
          switch (tensor.dataType()) {
            case FLOAT -> Float.toString(data.getAtIndex(TensorDecoder.FLOAT, i));
            case DOUBLE -> Double.toString(data.getAtIndex(TensorDecoder.DOUBLE, i));
            case INT32 -> Integer.toString(data.getAtIndex(TensorDecoder.INT, i));
            case INT64 -> Long.toString(data.getAtIndex(TensorDecoder.LONG, i));
            case UINT8 -> Integer.toString(data.get(ValueLayout.JAVA_BYTE, i) & 0xFF);
            default -> Byte.toString(data.get(ValueLayout.JAVA_BYTE, i));
          });
    }
    return all.toString();
  }

  private String list(List<?> values) {
    String shown =
        values.stream().limit(longest).map(String::valueOf).collect(Collectors.joining(", "));
    return values.size() <= longest
        ? "[" + shown + "]"
        : "[%s, ... %,d in all]".formatted(shown, values.size());
  }
}
