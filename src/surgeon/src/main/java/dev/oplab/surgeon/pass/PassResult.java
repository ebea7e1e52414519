package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import java.util.List;

/// What one pass did to a model. Immutable.
///
/// @param rows the changes, in the order they were made
/// @param skipped why the pass did not run, empty if it did
public record PassResult(String pass, List<Row> rows, String skipped) {

  /// One change: in which graph, at what (a node, `Conv 'conv1'`, or a value), and what happened.
  public record Row(String graph, String at, String change) {
    static Row of(Node node, String change) {
      return new Row(node.graph().name(), node.toString(), change);
    }

    static Row of(Graph graph, String at, String change) {
      return new Row(graph.name(), at, change);
    }

    @Override
    public String toString() {
      return graph + " > " + at + ": " + change;
    }
  }

  public PassResult {
    rows = List.copyOf(rows);
  }

  static PassResult of(Pass pass, List<Row> rows) {
    return new PassResult(pass.name(), rows, "");
  }

  /// {@return whether the model was changed}
  public boolean changed() {
    return !rows.isEmpty();
  }

  @Override
  public String toString() {
    return pass
        + ": "
        + (skipped.isEmpty() ? "%,d changes".formatted(rows.size()) : "skipped: " + skipped);
  }
}
