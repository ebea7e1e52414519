package dev.oplab.surgeon.pattern;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// One place where a graph has the subgraph that a [Pattern] describes. Immutable.
///
/// @param root the node that puts out the pattern's first output
/// @param nodes the nodes of the pattern that were found, from the outputs backwards; `Constant`
///   nodes are not among them
/// @param namedNodes the nodes by their names in the pattern
/// @param values variables and constants by their names in the pattern
/// @param outputs what the nodes at the pattern's outputs put out, in order
public record Match(
    Node root,
    List<Node> nodes,
    Map<String, Node> namedNodes,
    Map<String, Value> values,
    List<Value> outputs) {

  /// {@return the node called so in the pattern}
  ///
  /// @throws IllegalArgumentException if the pattern has no such node, or it was optional and is
  ///   not there
  public Node node(String name) {
    return nodeIfPresent(name).orElseThrow(unknown("node", name, namedNodes));
  }

  /// {@return the node called so in the pattern, empty for an optional one that is not there}
  public Optional<Node> nodeIfPresent(String name) {
    return Optional.ofNullable(namedNodes.get(name));
  }

  /// {@return the value that the variable or constant stands for}
  ///
  /// @throws IllegalArgumentException if the match has none of that name
  public Value value(String name) {
    return valueIfPresent(name).orElseThrow(unknown("variable or constant", name, values));
  }

  public Optional<Value> valueIfPresent(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// {@return the content of the constant}
  ///
  /// @throws IllegalArgumentException if the match has no constant of that name
  public Tensor tensor(String name) {
    return Constants.of(value(name)).orElseThrow(unknown("constant", name, values));
  }

  private static Supplier<IllegalArgumentException> unknown(
      String kind, String name, Map<String, ?> all) {
    return () ->
        new IllegalArgumentException(
            "The match has no %s '%s', only %s.%nFix: check the name in the pattern."
                .formatted(kind, name, all.keySet()));
  }
}
