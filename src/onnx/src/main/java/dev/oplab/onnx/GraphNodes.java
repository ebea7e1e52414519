package dev.oplab.onnx;

import dev.oplab.onnx.internal.RawFields;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Adds, moves and removes the nodes of a graph.
final class GraphNodes {
  private GraphNodes() {}

  static Node add(
      Graph graph, @Nullable Node anchor, boolean after, String opType, @Nullable Value[] inputs) {
    Node node = bare(graph, anchor, after, opType, inputs);
    return node.addOutput(graph.freshName(node.name() + "_output"));
  }

  static Node bare(
      Graph graph, @Nullable Node anchor, boolean after, String opType, @Nullable Value[] inputs) {
    Refused.ifRemoved(graph);
    Node node =
        new Node(
            graph,
            graph.freshNodeName(opType.toLowerCase(Locale.ROOT)),
            opType,
            "",
            "",
            Attributes.NONE,
            RawFields.NONE,
            0);
    for (int i = 0; i < inputs.length; i++) {
      NodeEdits.inScope(node, i, inputs[i]);
    }
    link(graph, node, anchor, after);
    graph.names.nodeNamed(node.name());
    node.edges.resizeInputs(inputs.length);
    for (int i = 0; i < inputs.length; i++) {
      node.edges.input(i, inputs[i]);
    }
    return node;
  }

  private static void link(Graph graph, Node node, @Nullable Node anchor, boolean after) {
    if (anchor == null) {
      node.link = graph.nodes.append(node);
      return;
    }
    if (anchor.graph() != graph || anchor.link == null) {
      throw Refused.at(
          graph,
          "node %s cannot mark a place here: it %s"
              .formatted(
                  anchor,
                  anchor.link == null ? "was removed" : "is in " + Refused.where(anchor.graph())),
          "name a node of this graph");
    }
    node.link =
        after
            ? graph.nodes.insertAfter(anchor.link, node)
            : graph.nodes.insertBefore(anchor.link, node);
  }

  static void move(Graph graph, Node node, Node anchor, boolean after) {
    own(graph, node);
    own(graph, anchor);
    if (node != anchor && node.link != null) {
      graph.nodes.unlink(node.link);
      link(graph, node, anchor, after);
    }
  }

  private static void own(Graph graph, Node node) {
    Refused.ifRemoved(node);
    if (node.graph() != graph) {
      throw Refused.at(
          graph,
          "node %s is not in it but in %s".formatted(node, Refused.where(node.graph())),
          "call the method of node.graph()");
    }
  }

  static void remove(Graph graph, Collection<Node> several) {
    Set<Node> going = several.size() == 1 ? Set.copyOf(several) : new java.util.HashSet<>(several);
    for (Node node : several) {
      own(graph, node);
      for (Value output : Node.present(node.outputs())) {
        refuseIfUsed(graph, node, output, going);
      }
    }
    for (Node node : going.size() == several.size() ? several : going) {
      remove(graph, node);
    }
  }

  private static void refuseIfUsed(Graph graph, Node node, Value output, Set<Node> going) {
    boolean used = output.isOutput();
    for (Value.Use use : output.uses()) {
      used |= !isInside(use.node(), graph, going);
      if (used) {
        break;
      }
    }
    if (used) {
      throw Refused.stillUsed(graph, "node " + node, output);
    }
  }

  /// A node that goes takes the nodes of its subgraphs with it.
  private static boolean isInside(Node user, Graph graph, Set<Node> going) {
    Node outer = user;
    while (outer != null && outer.graph() != graph) {
      outer = outer.graph().owner;
    }
    return outer != null && going.contains(outer);
  }

  private static void remove(Graph graph, Node node) {
    for (Graph inner : node.subgraphs()) {
      TearDown.graph(inner);
    }
    node.edges.resizeInputs(0);
    for (int i = 0; i < node.edges.outputCount(); i++) {
      Value output = node.edges.output(i);
      if (output != null) {
        node.edges.output(i, null);
        graph.names.remove(output);
      }
    }
    graph.names.nodeUnnamed(node.name());
    if (node.link != null) {
      graph.nodes.unlink(node.link);
      node.link = null;
    }
  }
}
