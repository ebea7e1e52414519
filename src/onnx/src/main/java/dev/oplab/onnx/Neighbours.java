package dev.oplab.onnx;

/// Steps from a node or value to the next one, against the edges (`i`) and along them (`o`).
final class Neighbours {
  private Neighbours() {}

  /// {@return what a node takes in at this place}
  static Value input(Node node, int index) {
    return node.input(index)
        .orElseThrow(() ->
            Refused.at(
                node,
                "it takes in nothing at place %d, only %s".formatted(index, node.inputs()),
                "name a place that is not omitted"));
  }

  /// {@return the node that makes what a node takes in at this place}
  static Node producer(Node node, int index) {
    Value value = input(node, index);
    return value
        .producer()
        .orElseThrow(() ->
            Refused.at(
                node,
                "no node makes its input %d, %s: it is %s".formatted(index, value, kind(value)),
                "ask input(%d).get().producer() where there may be none".formatted(index)));
  }

  static Node producer(Value value) {
    return value
        .producer()
        .orElseThrow(() ->
            Refused.at(
                value.graph,
                "no node makes %s: it is %s".formatted(value, kind(value)),
                "ask producer() where there may be none"));
  }

  /// {@return the node with this number among those that take the value in}
  static Node consumer(Value value, int number) {
    if (number < 0 || number >= value.uses().size()) {
      throw Refused.at(
          value.graph,
          "%s is taken in at %d places, so at none with number %d"
              .formatted(value, value.uses().size(), number),
          "look at uses() first");
    }
    return value.uses().get(number).node();
  }

  private static String kind(Value value) {
    if (value.input) {
      return "an input of the graph";
    }
    return value.constant != null ? "a constant" : "a value that nothing defines yet";
  }
}
