package dev.oplab.surgeon.pattern;

import dev.oplab.onnx.Node;
import java.util.Optional;

/// Why a [Pattern] does or does not match at a node. Immutable. Of several ways to match, the one
/// that got furthest is told.
///
/// @param root the node that was held against the pattern's first output
/// @param matched how many nodes of the pattern had been found before the match broke
/// @param miss what broke the match, empty if it matches
public record Explanation(Node root, int matched, Optional<Miss> miss) {

  /// The place where a match broke: the part of the pattern, where in the graph it was held against
  /// what, and what was expected and found there.
  public record Miss(String pattern, String where, String expected, String found) {
    @Override
    public String toString() {
      return "%s does not match %s: expected %s, found %s."
          .formatted(pattern, where, expected, found);
    }
  }

  public boolean matches() {
    return miss.isEmpty();
  }

  @Override
  public String toString() {
    return miss.map(Miss::toString).orElse("It matches.");
  }
}
