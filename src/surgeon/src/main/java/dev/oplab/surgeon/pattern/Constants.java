package dev.oplab.surgeon.pattern;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import java.util.List;
import java.util.Optional;

/// Finds the content of values that are constant: initializers that no caller can replace, and what
/// `Constant` nodes put out.
public final class Constants {
  private Constants() {}

  /// {@return the content of a constant value; empty for a graph input, even one with a default,
  /// for sparse constants, and for everything computed}
  public static Optional<Tensor> of(Value value) {
    if (value.isInput()) {
      return Optional.empty();
    }
    Optional<Tensor> initializer = value.initializer();
    return initializer.isPresent() ? initializer : value.producer().flatMap(Constants::of);
  }

  /// {@return the tensor that a `Constant` node puts out; empty for another node, for a sparse
  /// value and for one that a function's caller gives}
  public static Optional<Tensor> of(Node node) {
    if (!node.opType().equals("Constant") || !node.domain().isEmpty()) {
      return Optional.empty();
    }
    if (node.attributes().size() != 1) {
      return Optional.empty();
    }
    var only = node.attributes().entrySet().iterator().next();
    return tensor(only.getKey(), only.getValue());
  }

  private static Optional<Tensor> tensor(String key, Attribute value) {
    return switch (value) {
      case Attribute.TensorValue(Tensor tensor) when key.equals("value") -> Optional.of(tensor);
      case Attribute.FloatValue(float number) when key.equals("value_float") ->
          Optional.of(Tensor.of("", new float[] {number}));
      case Attribute.IntValue(long number) when key.equals("value_int") ->
          Optional.of(Tensor.of("", new long[] {number}));
      case Attribute.StringValue(String text) when key.equals("value_string") ->
          Optional.of(Tensor.of("", new String[] {text}));
      case Attribute.Floats(List<Float> all) when key.equals("value_floats") -> {
        float[] numbers = new float[all.size()];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = all.get(i);
        }
        yield Optional.of(Tensor.of("", numbers, numbers.length));
      }
      case Attribute.Ints(List<Long> all) when key.equals("value_ints") ->
          Optional.of(Tensor.of("", all.stream().mapToLong(Long::longValue).toArray(), all.size()));
      case Attribute.Strings(List<String> all) when key.equals("value_strings") ->
          Optional.of(Tensor.of("", all.toArray(String[]::new), all.size()));
      default -> Optional.empty();
    };
  }
}
