package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Node;
import java.util.Set;

/// What became of some of ONNX's own operators with one version of them, and how a node of the
/// version before is rewritten so that it goes on meaning the same. Immutable.
///
/// @param version the version that brought the change
record OpsetStep(long version, Set<String> operators, Adapter adapter) {

  /// Rewrites one node.
  @FunctionalInterface
  interface Adapter {
    /// {@return empty if the node now means in the new version what it meant in the one before;
    /// otherwise why that cannot be, and nothing was changed}
    String adapt(Node node, Around around);
  }

  /// What is known of the place where a node stands.
  record Around(Scope scope, Ranks ranks, ElementTypes types) {}

  static OpsetStep of(long version, Adapter adapter, String... operators) {
    return new OpsetStep(version, Set.of(operators), adapter);
  }

  /// {@return why the node cannot be taken over this step; empty if it was}
  String take(Node node, Around around) {
    if (!operators.contains(node.opType())) {
      return "";
    }
    boolean open =
        node.attributes().values().stream().anyMatch(Attribute.Reference.class::isInstance);
    return open
        ? "it has an attribute that a function's caller gives"
        : adapter.adapt(node, around);
  }
}
