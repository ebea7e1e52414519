package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import org.jspecify.annotations.Nullable;

/// Where new nodes go: to the end of the graph, before a node, or after one, in the order in which
/// they are made.
public final class Place {
  private @Nullable Node anchor;
  private final boolean after;

  private Place(@Nullable Node anchor, boolean after) {
    this.anchor = anchor;
    this.after = after;
  }

  public static Place end() {
    return new Place(null, false);
  }

  public static Place before(Node node) {
    return new Place(node, false);
  }

  public static Place after(Node node) {
    return new Place(node, true);
  }

  /// Moves a node that was just appended to this place.
  void put(Graph graph, Node node) {
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
