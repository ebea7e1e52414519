package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.surgeon.pattern.Constants;
import dev.oplab.surgeon.pattern.TensorNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What passes ask of nodes.
final class Nodes {
  private Nodes() {}

  /// {@return whether this is ONNX's own operator, with attributes that are all in the model: none
  /// stands for what the caller of a function gives}
  static boolean is(Node node, String opType) {
    return node.opType().equals(opType)
        && node.domain().isEmpty()
        && node.attributes().values().stream().noneMatch(Attribute.Reference.class::isInstance);
  }

  static long integer(Node node, String key, long otherwise) {
    return node.attribute(key).orElse(null) instanceof Attribute.IntValue(long value)
        ? value
        : otherwise;
  }

  static float number(Node node, String key, float otherwise) {
    return node.attribute(key).orElse(null) instanceof Attribute.FloatValue(float value)
        ? value
        : otherwise;
  }

  static long @Nullable [] integers(Node node, String key) {
    return node.attribute(key).orElse(null) instanceof Attribute.Ints(List<Long> values)
        ? values.stream().mapToLong(Long::longValue).toArray()
        : null;
  }

  /// {@return the integers that are an attribute, or the constant input at `index`}
  static long @Nullable [] integers(Node node, String key, int index) {
    long[] given = integers(node, key);
    return given != null
        ? given
        : node.input(index).flatMap(Constants::of).flatMap(TensorNumbers::integers).orElse(null);
  }

  /// {@return how many outputs the node has that are not omitted}
  static long outputCount(Node node) {
    return node.outputs().stream().filter(Optional::isPresent).count();
  }

  /// {@return the value that `Identity` nodes hand on as this one}
  static Value behindIdentity(Value value) {
    Value at = value;
    for (int i = 0; i < 8; i++) {
      Node producer = at.producer().orElse(null);
      if (producer == null || !is(producer, "Identity") || producer.input(0).isEmpty()) {
        break;
      }
      at = producer.input(0).get();
    }
    return at;
  }

  static Optional<Shape> shape(Value value) {
    return value.type() instanceof ValueType.TensorType(var _, Shape shape)
        ? Optional.ofNullable(shape)
        : Optional.empty();
  }

  /// {@return the shape of a constant, or a stated one whose sizes are all known}
  static Optional<Shape> staticShape(Value value) {
    return Constants.of(value)
        .map(Tensor::shape)
        .or(() -> shape(value).filter(shape -> shape.dims().stream().allMatch(Dim::isKnown)));
  }

  /// {@return whether only this one input takes the value in, and no graph puts it out}
  static boolean usedOnce(Value value) {
    return value.uses().size() == 1 && !value.isOutput();
  }

  /// {@return the only node that takes the value in, once, in the value's own graph; empty if there
  /// are more or a graph puts it out}
  static Optional<Node> onlyUser(Value value) {
    return usedOnce(value)
        ? Optional.of(value.uses().getFirst().node()).filter(n -> n.graph() == value.graph())
        : Optional.empty();
  }

  /// Makes the node one of another operator with these inputs and no attributes.
  static Node become(Node node, String opType, List<Value> inputs) {
    List.copyOf(node.attributes().keySet()).forEach(node::removeAttribute);
    node.resizeInputs(inputs.size()).opType(opType);
    for (int i = 0; i < inputs.size(); i++) {
      node.setInput(i, inputs.get(i));
    }
    return node;
  }

  /// {@return what the node takes in, also within its subgraphs}
  static List<Value> reads(Node node) {
    List<Value> read = new ArrayList<>();
    node.inputs().forEach(input -> input.ifPresent(read::add));
    List<Graph> inner = new ArrayList<>(node.subgraphs());
    for (int i = 0; i < inner.size(); i++) {
      read.addAll(inner.get(i).outputs());
      for (Node each : inner.get(i).nodes()) {
        each.inputs().forEach(input -> input.ifPresent(read::add));
        inner.addAll(each.subgraphs());
      }
    }
    return read;
  }
}
