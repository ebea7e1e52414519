package dev.oplab.surgeon.diff;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.SparseTensor;
import dev.oplab.onnx.Tensor;
import dev.oplab.surgeon.pattern.TensorContent;
import java.util.List;

/// Compares and shows attributes.
final class Attributes {
  private static final int LONGEST = 80;

  private Attributes() {}

  static List<Graph> graphs(Attribute attribute) {
    return switch (attribute) {
      case Attribute.GraphValue(Graph graph) -> List.of(graph);
      case Attribute.Graphs(List<Graph> all) -> all;
      default -> List.of();
    };
  }

  static boolean same(Attribute a, Attribute b) {
    if (a.type() != b.type()) {
      return false;
    }
    return switch (a) {
      case Attribute.TensorValue(Tensor one) when b instanceof Attribute.TensorValue(Tensor two) ->
          equal(one, two);
      case Attribute.Tensors(List<Tensor> one) when b instanceof Attribute.Tensors(var two) ->
          equal(one, two);
      case Attribute.SparseTensorValue(SparseTensor one)
          when b instanceof Attribute.SparseTensorValue(SparseTensor two) ->
          Weights.difference(one, two).length == 0;
      case Attribute.SparseTensors(List<SparseTensor> one)
          when b instanceof Attribute.SparseTensors(List<SparseTensor> two) -> {
        boolean same = one.size() == two.size();
        for (int i = 0; same && i < one.size(); i++) {
          same = Weights.difference(one.get(i), two.get(i)).length == 0;
        }
        yield same;
      }
      case Attribute.BytesValue(var one) when b instanceof Attribute.BytesValue(var two) ->
          one.mismatch(two) == -1;
      default -> a.equals(b);
    };
  }

  private static boolean equal(List<Tensor> one, List<Tensor> two) {
    boolean same = one.size() == two.size();
    for (int i = 0; same && i < one.size(); i++) {
      same = equal(one.get(i), two.get(i));
    }
    return same;
  }

  private static boolean equal(Tensor one, Tensor two) {
    return one.name().equals(two.name()) && TensorContent.of(one).equals(TensorContent.of(two));
  }

  static String[] texts(Attribute before, Attribute after) {
    if (before instanceof Attribute.TensorValue(Tensor one)
        && after instanceof Attribute.TensorValue(Tensor two)) {
      String[] texts = Weights.difference(one, two);
      if (texts.length > 0) {
        return texts;
      }
    }
    return new String[] {text(before), text(after)};
  }

  static String text(Attribute attribute) {
    String whole =
        switch (attribute) {
          case Attribute.IntValue(long value) -> Long.toString(value);
          case Attribute.FloatValue(float value) -> Float.toString(value);
          case Attribute.StringValue(String value) -> "'" + value + "'";
          case Attribute.Ints(List<Long> values) -> values.toString();
          case Attribute.Floats(List<Float> values) -> values.toString();
          case Attribute.Strings(List<String> values) -> values.toString();
          case Attribute.TensorValue(Tensor value) -> value.toString();
          case Attribute.GraphValue(Graph value) -> value.toString();
          case Attribute.BytesValue(var bytes) -> "%,d bytes".formatted(bytes.byteSize());
          default -> attribute.toString();
        };
    return whole.length() <= LONGEST ? whole : whole.substring(0, LONGEST) + "...";
  }
}
