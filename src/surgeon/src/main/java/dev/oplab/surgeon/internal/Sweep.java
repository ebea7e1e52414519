package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.Cleanup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Removes what the outputs of a graph do not need.
public final class Sweep {
  private final Cleanup options;

  public Sweep(Cleanup options) {
    this.options = options;
  }

  /// Cleans `graph`; with the main graph of `model` go the bodies of its functions.
  public void run(Model model, Graph graph) {
    if (options.functions() && graph == model.graph()) {
      for (LocalFunction function : model.functions()) {
        clean(function.body());
      }
    }
    clean(graph);
    if (options.inputs() && graph == model.graph()) {
      removeInputs(graph);
    }
  }

  private void clean(Graph graph) {
    Set<Node> live = Liveness.of(graph.outputs(), !options.subgraphs());
    List<Graph> graphs = options.subgraphs() ? Nesting.inside(graph) : List.of(graph);
    for (Graph each : graphs.reversed()) {
      if (each == graph || each.owner().filter(live::contains).isPresent()) {
        removeDead(each, live);
        if (options.nodeOutputs()) {
          each.nodes().forEach(UnusedOutputs::remove);
        }
      }
    }
    for (Graph each : graphs) {
      if (each == graph || each.owner().filter(live::contains).isPresent()) {
        FreeValues.remove(each);
        if (options.constants()) {
          removeConstants(each);
        }
      }
    }
  }

  private static void removeDead(Graph graph, Set<Node> live) {
    List<Node> dead = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (!live.contains(node)) {
        dead.add(node);
      }
    }
    if (!dead.isEmpty()) {
      graph.removeAll(dead);
    }
  }

  private static void removeConstants(Graph graph) {
    for (Value value : List.copyOf(graph.values())) {
      boolean constant = value.initializer().isPresent() || value.sparseInitializer().isPresent();
      if (constant && !value.isInput() && value.isUnused()) {
        graph.removeInitializer(value);
      }
    }
  }

  private static void removeInputs(Graph graph) {
    Ends.removeInputs(graph, graph.inputs().stream().filter(Value::isUnused).toList());
  }
}
