package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.util.Collection;

/// The inputs of a graph and the outputs of a node, changed by value.
public final class Ends {
  private Ends() {}

  /// Removes unused inputs with their defaults.
  static void removeInputs(Graph graph, Collection<Value> unused) {
    for (Value input : unused) {
      if (isConstant(input)) {
        graph.removeInitializer(input);
      }
    }
    graph.removeInputs(unused);
  }

  private static boolean isConstant(Value value) {
    return value.initializer().isPresent() || value.sparseInitializer().isPresent();
  }

  /// {@return the place at which a node puts out `value`}
  static int outputIndex(Node node, Value value) {
    for (int i = 0; i < node.outputs().size(); i++) {
      if (node.outputs().get(i).filter(output -> output == value).isPresent()) {
        return i;
      }
    }
    throw Refusal.at(node, "it does not put out " + value, "name one of its outputs()");
  }

  /// Takes the value from what defines it, a node or its content as a constant; its uses stay.
  public static Value release(Value value) {
    value.producer().ifPresent(node -> node.releaseOutput(outputIndex(node, value)));
    if (isConstant(value)) {
      value.graph().releaseInitializer(value);
    }
    return value;
  }

  /// Takes the value from the node that puts it out, which gets a new, unused one in its place.
  static void detach(Value value) {
    if (value.producer().isPresent()) {
      Node node = value.producer().get();
      int index = outputIndex(node, value);
      node.releaseOutput(index);
      Graph graph = node.graph();
      node.setOutput(index, graph.addValue(graph.freshName(value.name()), value.type()));
    }
  }

  /// Makes a value an input of its graph without a default, whatever defined it before.
  public static Value makeInput(Value value) {
    Graph graph = value.graph();
    detach(value);
    if (!value.isInput()) {
      graph.addInput(value);
    }
    if (isConstant(value)) {
      graph.releaseInitializer(value);
    }
    return value;
  }

  /// Makes every graph that puts out `old` put out `now` under the same name.
  static void moveOutputs(Value old, Value now) {
    if (old == now || !old.isOutput()) {
      return;
    }
    old.replaceOutputs(now);
    takeOver(old, now);
  }

  /// Gives `now` the name of `old`, which gets a new one, and its type where that is not known.
  static void takeOver(Value old, Value now) {
    if (old == now) {
      return;
    }
    String name = old.name();
    old.rename(old.graph().freshName(name + "_before"));
    now.rename(name);
    if (now.type() instanceof ValueType.UnknownType
        && !(old.type() instanceof ValueType.UnknownType)) {
      now.type(old.type());
    }
  }

  /// {@return whether the name of a value belongs to what defines it, and cannot go to another}
  static boolean isFixed(Value value) {
    return value.producer().isEmpty();
  }
}
