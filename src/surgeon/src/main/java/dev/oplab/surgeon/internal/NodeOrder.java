package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks that each node stands behind those it needs, and that everything needed is there.
public final class NodeOrder {
  private final Graph root;
  private final Set<Node> done = new HashSet<>();
  private final Deque<Iterator<Node>> open = new ArrayDeque<>();
  private final Deque<Node> around = new ArrayDeque<>();

  private NodeOrder(Graph root) {
    this.root = root;
  }

  /// Checks a main graph, or the body of a function, and the graphs inside it.
  ///
  /// @throws dev.oplab.onnx.OnnxException if a node needs what comes later, or what nothing defines
  public static void check(Graph root) {
    new NodeOrder(root).run();
  }

  private void run() {
    open.push(root.nodes().iterator());
    while (!open.isEmpty()) {
      if (open.peek().hasNext()) {
        enter(open.peek().next());
      } else {
        open.pop();
        leave();
      }
    }
    root.outputs().forEach(output -> check(root, null, output));
  }

  /// A node counts as done when the graphs inside it have been looked at.
  private void enter(Node node) {
    for (Optional<Value> input : node.inputs()) {
      input.ifPresent(value -> check(node.graph(), node, value));
    }
    around.push(node);
    if (node.subgraphs().isEmpty()) {
      leave();
    } else {
      open.push(node.subgraphs().stream().flatMap(inner -> inner.nodes().stream()).iterator());
    }
  }

  private void leave() {
    if (around.isEmpty()) {
      return;
    }
    Node node = around.pop();
    for (Graph inner : node.subgraphs()) {
      inner.outputs().forEach(output -> check(inner, null, output));
    }
    done.add(node);
  }

  private void check(Graph graph, @Nullable Node node, Value value) {
    boolean given =
        value.isInput()
            || value.initializer().isPresent()
            || value.sparseInitializer().isPresent()
            || value.producer().filter(done::contains).isPresent();
    if (given) {
      return;
    }
    String what =
        value
            .producer()
            .map(maker ->
                "it needs '%s', which node %s makes only later".formatted(value.name(), maker))
            .orElse(
                "it needs '%s', which is no input, no constant, and made by no node"
                    .formatted(value.name()));
    String fix =
        value.producer().isPresent()
            ? "sort the nodes first: toposort()"
            : "let a layer put it out, or make it an input with toVariable(value)";
    throw node == null ? Refusal.at(graph, what, fix) : Refusal.at(node, what, fix);
  }
}
