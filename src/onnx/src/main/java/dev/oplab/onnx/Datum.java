package dev.oplab.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What goes into a model or comes out of it: a [Tensor], or one of the containers that
/// `onnx-data.proto` knows. Immutable. An optional that has a value is that value itself.
public sealed interface Datum permits Tensor, Datum.Sequence, Datum.Mapping, Datum.Absent {

  /// A list of values of one type (`SequenceProto`).
  record Sequence(List<Datum> elements) implements Datum {
    public Sequence {
      elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
      return "sequence of " + elements.size();
    }
  }

  /// Keys, a list of integers or strings, and as many values: a tensor with one element for each
  /// key, or a sequence (`MapProto`).
  record Mapping(Tensor keys, Datum values) implements Datum {
    @Override
    public String toString() {
      return "map of " + keys.shape().elementCount().orElse(0);
    }
  }

  /// An optional without a value (`OptionalProto`).
  record Absent() implements Datum {
    @Override
    public String toString() {
      return "nothing";
    }
  }

  /// {@return what `value` is, in a word or two: `float32[1, 3]`, `sequence of 2`}
  static String describe(Datum value) {
    return value instanceof Tensor tensor ? tensor.typeLabel() + tensor.shape() : value.toString();
  }

  /// {@return the tensors in `values` under their names; those inside a container as `name[0]`,
  /// `name.keys` and `name.values`}
  static Map<String, Tensor> tensors(Map<String, ? extends Datum> values) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    values.forEach((name, value) -> flatten(name, value, tensors));
    return tensors;
  }

  private static void flatten(String name, Datum value, Map<String, Tensor> into) {
    switch (value) {
      case Tensor tensor -> into.put(name, tensor);
      case Sequence(List<Datum> elements) -> {
        for (int i = 0; i < elements.size(); i++) {
          flatten(name + "[" + i + "]", elements.get(i), into);
        }
      }
      case Mapping(Tensor keys, Datum values) -> {
        into.put(name + ".keys", keys);
        flatten(name + ".values", values, into);
      }
      case Absent() -> {}
    }
  }

  /// {@return a sequence of these}
  static Sequence sequence(Datum... elements) {
    return new Sequence(List.of(elements));
  }
}
