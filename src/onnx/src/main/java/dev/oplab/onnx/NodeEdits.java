package dev.oplab.onnx;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The changes to one node, checked before anything is changed.
final class NodeEdits {
  private NodeEdits() {}

  static Value output(Node node, int index) {
    Value value = index < node.edges.outputCount() ? node.edges.output(index) : null;
    if (value == null) {
      throw Refused.at(
          node,
          "it has no output %d, only %s".formatted(index, node.outputs()),
          "check the operator, or add an output with addOutput");
    }
    return value;
  }

  static void setInput(Node node, int index, @Nullable Value value) {
    Refused.ifRemoved(node);
    if (index < 0 || index >= node.edges.inputCount()) {
      throw Refused.at(
          node,
          "it has %d inputs, so none with number %d".formatted(node.edges.inputCount(), index),
          "use addInput, or resizeInputs first");
    }
    inScope(node, index, value);
    node.edges.input(index, value);
  }

  static void inScope(Node node, int index, @Nullable Value value) {
    if (value == null) {
      return;
    }
    Refused.ifRemoved(value);
    if (!value.isVisibleIn(node.graph())) {
      throw Refused.at(
          node,
          "input %d would be %s of %s, which is not in scope"
              .formatted(index, value, Refused.where(value.graph)),
          "use a value of the node's own graph or of one around it");
    }
  }

  static void addOutput(Node node, @Nullable Value value) {
    Refused.ifRemoved(node);
    int count = node.edges.outputCount();
    node.edges.resizeOutputs(count + 1);
    node.edges.output(count, value);
  }

  static void adoptOutput(Node node, int index, Value free) {
    Refused.ifRemoved(node);
    Refused.ifRemoved(free);
    if (free.graph != node.graph()
        || free.producer != null
        || free.input
        || free.constant != null) {
      throw Refused.at(
          node,
          "it cannot put out %s, which %s".formatted(free, definer(free, node)),
          "release the value from its node first, or make a new one with addOutput(name)");
    }
    if (index < node.edges.outputCount() && node.edges.output(index) != null) {
      throw Refused.at(
          node,
          "output %d is %s already".formatted(index, node.edges.output(index)),
          "release or drop that output first");
    }
    if (index >= node.edges.outputCount()) {
      node.edges.resizeOutputs(index + 1);
    }
    node.edges.output(index, free);
  }

  private static String definer(Value value, Node node) {
    if (value.graph != node.graph()) {
      return "belongs to " + Refused.where(value.graph);
    }
    return value.producer != null
        ? "node " + value.producer + " puts out"
        : value.input ? "is an input of the graph" : "is a constant";
  }

  static Value releaseOutput(Node node, int index) {
    Refused.ifRemoved(node);
    Value value = output(node, index);
    node.edges.output(index, null);
    return value;
  }

  static void dropOutput(Node node, int index) {
    Refused.ifRemoved(node);
    Value value = output(node, index);
    if (!value.isUnused()) {
      throw Refused.stillUsed(node.graph(), "output %d of node %s".formatted(index, node), value);
    }
    node.edges.output(index, null);
    node.graph().names.remove(value);
    int count = node.edges.outputCount();
    while (count > 0 && node.edges.output(count - 1) == null) {
      node.edges.resizeOutputs(--count);
    }
  }

  static void attribute(Node node, String name, Attribute value) {
    Refused.ifRemoved(node);
    Attributes changed = node.attributes.with(name, value);
    List<Graph> added = changed.graphs();
    for (Graph graph : added) {
      if (graph.owner != node) {
        attachable(node, name, graph);
      }
    }
    List<Graph> before = node.attributes.graphs();
    for (Graph graph : added) {
      graph.owner = node;
    }
    node.attributes = changed;
    tearDown(before, added);
  }

  private static void attachable(Node node, String name, Graph graph) {
    Refused.ifRemoved(graph);
    if (graph.parent != node.graph() || graph.owner != null) {
      throw Refused.at(
          node,
          "attribute '%s' cannot hold graph '%s', which %s"
              .formatted(
                  name,
                  graph.name(),
                  graph.owner != null
                      ? "node " + graph.owner + " has already"
                      : "was not made for this node's graph"),
          "make the graph with newSubgraph of the graph that the node is in");
    }
  }

  static void removeAttribute(Node node, String name) {
    Refused.ifRemoved(node);
    List<Graph> before = node.attributes.graphs();
    node.attributes = node.attributes.without(name);
    tearDown(before, node.attributes.graphs());
  }

  private static void tearDown(List<Graph> before, List<Graph> after) {
    for (Graph graph : before) {
      if (!after.contains(graph)) {
        TearDown.graph(graph);
      }
    }
  }
}
