package dev.oplab.surgeon.pattern;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A subgraph to look for, described from its outputs backwards. Immutable.
///
/// What lies inside (every node but those that put out the outputs) must not be used outside, nor
/// be an output of the graph, unless the node is [OpTerm#shared]. Looking takes time in proportion
/// to the graph for patterns of a given size; each commutative or optional node and each
/// alternative may double the pattern's part.
public final class Pattern {
  private final List<OpTerm> outputs;
  private final boolean overlapping;
  private final boolean subgraphs;

  private Pattern(List<OpTerm> outputs, boolean overlapping, boolean subgraphs) {
    this.outputs = outputs;
    this.overlapping = overlapping;
    this.subgraphs = subgraphs;
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
    return new Pattern(List.copyOf(all), false, false);
  }

  /// {@return this pattern, of which matches may have nodes in common}
  public Pattern overlapping() {
    return new Pattern(outputs, true, subgraphs);
  }

  /// {@return this pattern, which is also looked for in the graphs inside a graph; a match is in
  /// one graph}
  public Pattern inSubgraphs() {
    return new Pattern(outputs, overlapping, true);
  }

  /// {@return the match whose first output this node puts out, if it does match}
  public Optional<Match> match(Node root) {
    return new Matcher(outputs, Set.of()).match(root);
  }

  /// {@return the matches in this graph, in its order; unless told otherwise, no node is in two}
  public List<Match> matches(Graph graph) {
    List<Match> found = new ArrayList<>();
    eachMatch(graph, found::add);
    return found;
  }

  /// Finds one match after the other and hands it on at once, so that it may be rewritten: the next
  /// is looked for in the graph as it is then, behind the node where this one was found.
  public void eachMatch(Graph graph, Consumer<Match> use) {
    Set<Node> taken = new HashSet<>();
    for (Walk walk = new Walk(graph); walk.hasNext(); ) {
      new Matcher(outputs, overlapping ? Set.of() : taken)
          .match(walk.next())
          .ifPresent(match -> {
            taken.addAll(match.nodes());
            use.accept(match);
          });
    }
  }

  /// {@return why the pattern does or does not match with this node as its first output}
  public Explanation explain(Node root) {
    return new Matcher(outputs, Set.of()).explain(root);
  }

  /// {@return for each node of this graph that might have been the pattern's first output and is
  /// not, which node broke the match and why; those where most was found come first}
  public List<Explanation> misses(Graph graph) {
    List<Explanation> misses = new ArrayList<>();
    for (Walk walk = new Walk(graph); walk.hasNext(); ) {
      Explanation explanation = explain(walk.next());
      if (!explanation.matches()) {
        misses.add(explanation);
      }
    }
    misses.sort(Comparator.comparingInt(Explanation::matched).reversed());
    return misses;
  }

  /// The nodes that may put out the first output, those of a node's subgraphs behind the node.
  private final class Walk {
    private final Set<String> operators = outputs.getFirst().opTypes;
    private final Deque<Iterator<Node>> open = new ArrayDeque<>();
    private Optional<Node> next = Optional.empty();

    Walk(Graph graph) {
      open.push(graph.nodes().iterator());
    }

    boolean hasNext() {
      while (next.isEmpty() && !open.isEmpty()) {
        if (open.peek().hasNext()) {
          Node node = open.peek().next();
          if (subgraphs) {
            node.subgraphs().reversed().forEach(inner -> open.push(inner.nodes().iterator()));
          }
          boolean wanted = operators.isEmpty() || operators.contains(node.opType());
          if (wanted && !node.isRemoved()) {
            next = Optional.of(node);
          }
        } else {
          open.pop();
        }
      }
      return next.isPresent();
    }

    Node next() {
      Node node = next.orElseThrow();
      next = Optional.empty();
      return node;
    }
  }

  @Override
  public String toString() {
    return "pattern that ends in " + outputs;
  }
}
