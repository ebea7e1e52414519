package dev.oplab.onnx;

import dev.oplab.onnx.internal.Utf8;
import dev.oplab.onnx.internal.text.AttributeWords;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Attributes as ONNX's text syntax has them, but for those that hold graphs; of lists and
/// constants with more than `longest` elements some are left out.
record TextValues(int longest) {

  /// {@return the attribute's name and value, and its type where the value does not tell}
  String of(String name, Attribute value) {
    return TextNames.plain(name) + type(value) + " = " + value(value);
  }

  private static String type(Attribute value) {
    boolean tells =
        switch (value) {
          case Attribute.Floats(List<Float> all) -> !all.isEmpty();
          case Attribute.Ints(List<Long> all) -> !all.isEmpty();
          case Attribute.Strings(List<String> all) -> !all.isEmpty();
          case Attribute.Tensors(List<Tensor> all) -> !all.isEmpty();
          case Attribute.Graphs(List<Graph> all) -> !all.isEmpty();
          case Attribute.Types(List<ValueType> all) -> !all.isEmpty();
          case Attribute.SparseTensors(List<SparseTensor> all) -> !all.isEmpty();
          case Attribute.TypeValue(ValueType type) -> !(type instanceof ValueType.UnknownType);
          case Attribute.Reference(String _, AttributeType kind) -> kind == AttributeType.UNDEFINED;
          default -> true;
        };
    return tells ? "" : ": " + AttributeWords.of(value.type());
  }

  private String value(Attribute attribute) {
    TextTensors tensors = new TextTensors(longest);
    return switch (attribute) {
      case Attribute.FloatValue(float value) -> TextTensors.number(value);
      case Attribute.IntValue(long value) -> Long.toString(value);
      case Attribute.StringValue(String value) -> TextNames.quoted(value);
      case Attribute.BytesValue(MemorySegment bytes) -> bytes(bytes);
      case Attribute.TensorValue(Tensor value) -> tensors.of(value);
      case Attribute.TypeValue(ValueType value) -> TextTypes.of(value);
      case Attribute.SparseTensorValue(SparseTensor value) -> tensors.of(value);
      case Attribute.Reference(String name, AttributeType _) -> "@" + TextNames.plain(name);
      case Attribute.Floats(List<Float> values) -> list(values, TextTensors::number);
      case Attribute.Ints(List<Long> values) -> list(values, String::valueOf);
      case Attribute.Strings(List<String> values) -> list(values, TextNames::quoted);
      case Attribute.Tensors(List<Tensor> values) -> list(values, tensors::of);
      case Attribute.Types(List<ValueType> values) -> list(values, TextTypes::of);
      case Attribute.SparseTensors(List<SparseTensor> values) -> list(values, tensors::of);
      case Attribute.GraphValue(Graph value) -> TextNames.of(value.name());
      case Attribute.Graphs(List<Graph> values) ->
          list(values, value -> TextNames.of(value.name()));
      case Attribute.Undefined() -> "?";
    };
  }

  /// Bytes that are no text are shown to nobody but the reader of the syntax.
  private String bytes(MemorySegment bytes) {
    return longest == Integer.MAX_VALUE
        ? TextNames.quoted(Utf8.decode(bytes.toArray(ValueLayout.JAVA_BYTE)))
        : "\"...\" (%,d bytes)".formatted(bytes.byteSize());
  }

  private <E> String list(List<E> values, Function<E, String> text) {
    String shown = values.stream().limit(longest).map(text).collect(Collectors.joining(", "));
    return values.size() <= longest
        ? "[" + shown + "]"
        : "[%s%s... %,d in all]".formatted(shown, shown.isEmpty() ? "" : ", ", values.size());
  }
}
