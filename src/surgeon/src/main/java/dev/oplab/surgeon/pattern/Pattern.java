package dev.oplab.surgeon.pattern;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A subgraph to look for, described from its outputs backwards. Immutable.
///
/// What lies inside (every node but those that put out the outputs) must not be used outside, nor
/// be an output of the graph, unless the node is [OpTerm#shared]. Looking takes time in proportion
/// to the graph for patterns of a given size; each commutative or optional node may double the
/// pattern's part.
public final class Pattern {
  private final List<OpTerm> outputs;

  private Pattern(List<OpTerm> outputs) {
    this.outputs = outputs;
  }

  /// {@return the pattern with these nodes as its outputs; each after the first must take in
  /// directly something that those before it contain}
  public static Pattern of(OpTerm first, OpTerm... more) {
    if (first.optional) {
      throw new IllegalArgumentException(
          "The output " + first + " of a pattern cannot be optional: there would be no node.");
    }
    List<OpTerm> all = new ArrayList<>();
    all.add(first);
    all.addAll(List.of(more));
    return new Pattern(List.copyOf(all));
  }

  /// {@return the match whose first output this node puts out, if it does match}
  public Optional<Match> match(Node root) {
    return new Matcher(outputs, Set.of()).match(root);
  }

  /// {@return the matches in this graph, in its order; no node is in two of them}
  public List<Match> matches(Graph graph) {
    return matches(graph, false);
  }

  /// {@return the matches in this graph and, if told, in the graphs inside it: those of a node's
  /// subgraphs come after those of the node}
  public List<Match> matches(Graph graph, boolean subgraphs) {
    List<Match> found = new ArrayList<>();
    Set<Node> taken = new HashSet<>();
    Set<String> roots = outputs.getFirst().opTypes;
    Deque<Iterator<Node>> open = new ArrayDeque<>();
    open.push(graph.nodes().iterator());
    while (!open.isEmpty()) {
      if (!open.peek().hasNext()) {
        open.pop();
        continue;
      }
      Node node = open.peek().next();
      if (roots.isEmpty() || roots.contains(node.opType())) {
        new Matcher(outputs, taken)
            .match(node)
            .ifPresent(match -> {
              found.add(match);
              taken.addAll(match.nodes());
            });
      }
      if (subgraphs) {
        node.subgraphs().reversed().forEach(inner -> open.push(inner.nodes().iterator()));
      }
    }
    return found;
  }

  /// {@return why the pattern does or does not match with this node as its first output}
  public Explanation explain(Node root) {
    return new Matcher(outputs, Set.of()).explain(root);
  }

  @Override
  public String toString() {
    return "pattern that ends in " + outputs;
  }
}
