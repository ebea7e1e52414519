package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where new nodes go: to the end of the graph, before a node, or after one, in the order in which
/// they are made. Knows the nodes that were put there, if told to.
public final class Place {
  private @Nullable Node anchor;
  private final boolean after;
  private final @Nullable Set<Node> made;

  private Place(@Nullable Node anchor, boolean after, @Nullable Set<Node> made) {
    this.anchor = anchor;
    this.after = after;
    this.made = made;
  }

  /// {@return the end of whatever graph}
  public static Place end() {
    return new Place(null, false, null);
  }

  /// {@return the end of a graph, which reports to the same as this place}
  public Place atEnd() {
    return new Place(null, false, made);
  }

  public Place before(Node node) {
    return new Place(node, false, made);
  }

  public Place after(Node node) {
    return new Place(node, true, made);
  }

  /// {@return this place, which from now on knows the nodes put here and at the places made of it}
  public Place recording() {
    return new Place(anchor, after, new HashSet<>());
  }

  /// {@return whether the node was put here since recording began}
  boolean isMadeHere(Node node) {
    return made != null && made.contains(node);
  }

  /// Moves a node that was just appended to this place.
  void put(Graph graph, Node node) {
    if (made != null) {
      made.add(node);
    }
    if (anchor == null) {
      return;
    }
    if (after) {
      graph.moveAfter(node, anchor);
      anchor = node;
    } else {
      graph.moveBefore(node, anchor);
    }
  }
}
