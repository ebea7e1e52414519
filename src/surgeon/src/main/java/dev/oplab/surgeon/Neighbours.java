package dev.oplab.surgeon;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.internal.Refusal;
import java.util.List;

/// Steps from a node or value to the next one, against the edges (`i`) and along them (`o`).
public final class Neighbours {
  private Neighbours() {}

  /// {@return the node that makes the first input}
  public static Node i(Node node) {
    return i(node, 0);
  }

  /// {@return the node that makes this input}
  ///
  /// @throws dev.oplab.onnx.OnnxException if it is omitted, a graph input or a constant
  public static Node i(Node node, int input) {
    Value value =
        node.input(input)
            .orElseThrow(() ->
                Refusal.at(node, "it takes in nothing at place " + input, "name one of inputs()"));
    return value
        .producer()
        .orElseThrow(() ->
            Refusal.at(node, "no node makes its input %s".formatted(value), "ask isInput() first"));
  }

  /// {@return the first node that takes in the first output}
  public static Node o(Node node) {
    return o(node, 0, 0);
  }

  /// {@return the node that takes in this output, the first of those there are}
  public static Node o(Node node, int output) {
    return o(node, 0, output);
  }

  /// {@return one of the nodes that take in this output}
  ///
  /// @throws dev.oplab.onnx.OnnxException if there are fewer
  public static Node o(Node node, int consumer, int output) {
    return consumer(node.output(output), consumer);
  }

  /// {@return what the node that makes this value takes in first}
  public static Value i(Value value) {
    return i(value, 0);
  }

  /// {@return what the node that makes this value takes in at this place}
  public static Value i(Value value, int input) {
    Node node =
        value
            .producer()
            .orElseThrow(
                () -> Refusal.at(value.graph(), "no node makes " + value, "ask producer() first"));
    return node.input(input)
        .orElseThrow(() ->
            Refusal.at(node, "it takes in nothing at place " + input, "name one of inputs()"));
  }

  /// {@return what the first node that takes this value in puts out first}
  public static Value o(Value value) {
    return o(value, 0, 0);
  }

  /// {@return what one of the nodes that take this value in puts out at a place}
  public static Value o(Value value, int consumer, int output) {
    return consumer(value, consumer).output(output);
  }

  private static Node consumer(Value value, int number) {
    List<Value.Use> uses = value.uses();
    if (number < 0 || number >= uses.size()) {
      throw Refusal.at(
          value.graph(),
          "%s has %d uses, so none with number %d".formatted(value, uses.size(), number),
          "look at uses() first");
    }
    return uses.get(number).node();
  }
}
