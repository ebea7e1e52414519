package dev.oplab.report.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import java.util.List;
import java.util.stream.Collectors;

/// A node's attributes in short: `kernel_shape=[3, 3], group=16`.
final class Attributes {
  private static final int LIST_MAX = 8;
  private static final int LONGEST_TEXT = 2000;

  private Attributes() {}

  static String of(Node node) {
    return node.attributes().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + of(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /// {@return the same, of tensors also how their elements begin}
  static String withContent(Node node) {
    return node.attributes().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + withContent(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /// {@return the value of an attribute, of a tensor also how its elements begin}
  static String withContent(Attribute attribute) {
    return switch (attribute) {
      case Attribute.TensorValue(Tensor value) -> withContent(value);
      case Attribute.Tensors(var values) when values.size() <= LIST_MAX ->
          list(values.stream().map(Attributes::withContent).toList());
      case Attribute.StringValue(String value) when value.length() > LONGEST_TEXT ->
          "'" + value.substring(0, LONGEST_TEXT) + "…";
      default -> of(attribute);
    };
  }

  private static String withContent(Tensor tensor) {
    return TensorView.type(tensor) + " " + Preview.of(tensor);
  }

  private static String of(Attribute attribute) {
    return switch (attribute) {
      case Attribute.FloatValue(float value) -> Float.toString(value);
      case Attribute.IntValue(long value) -> Long.toString(value);
      case Attribute.StringValue(String value) -> "'" + value + "'";
      case Attribute.TensorValue(Tensor value) -> of(value);
      case Attribute.GraphValue(var graph) ->
          "graph of " + Origin.count(graph.nodes().size(), "node");
      case Attribute.TypeValue(var type) -> type.toString();
      case Attribute.Floats(var values) -> list(values);
      case Attribute.Ints(var values) -> list(values);
      case Attribute.Strings(var values) -> list(values);
      case Attribute.Tensors(var values) -> list(values.stream().map(Attributes::of).toList());
      case Attribute.Graphs(var graphs) -> graphs.size() + " graphs";
      case Attribute.Types(var types) -> list(types);
      case Attribute.SparseTensorValue(var value) -> value.toString();
      case Attribute.SparseTensors(var values) -> list(values);
      case Attribute.BytesValue(var bytes) -> Cells.bytes(bytes.byteSize()) + " of bytes";
      case Attribute.Reference(String name, _) -> "@" + name;
      case Attribute.Undefined() -> "?";
    };
  }

  private static String of(Tensor tensor) {
    return tensor.dataType().label() + tensor.shape();
  }

  private static String list(List<?> values) {
    if (values.size() <= LIST_MAX) {
      return values.toString();
    }
    String start =
        values.stream().limit(LIST_MAX).map(String::valueOf).collect(Collectors.joining(", "));
    return "[%s, … %,d in all]".formatted(start, values.size());
  }
}
