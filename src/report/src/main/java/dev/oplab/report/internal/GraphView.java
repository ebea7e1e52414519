package dev.oplab.report.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.report.DataTable;
import dev.oplab.report.Report;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How a graph prints: what it takes in and puts out, and its nodes in order. Looks only at what it
/// shows, so that a graph of any size prints at once.
public final class GraphView {
  private static final int ENDS = 12;
  private static final int COUNTED = 10_000;

  private GraphView() {}

  public static Report of(Graph graph) {
    return of(graph, Heading.of(title(graph), size(graph), about(graph)));
  }

  /// {@return the inputs, outputs and nodes below another heading}
  static Report of(Graph graph, Heading heading) {
    Report report = Report.titled(heading.title()).with("", heading);
    if (!graph.inputs().isEmpty()) {
      report = report.with("", inputs(graph));
    }
    if (!graph.outputs().isEmpty()) {
      report = report.with("", outputs(graph));
    }
    if (!graph.initializers().isEmpty()) {
      DataTable constants = ListView.tensors(graph.initializers()).titled("");
      report = report.with("", new Fold(weights(graph), constants, false));
    }
    return report.with("", NodeListing.of(graph));
  }

  private static String title(Graph graph) {
    String title = Origin.graph(graph);
    return graph
        .owner()
        .map(owner -> "%s: %s of %s".formatted(title, attribute(owner, graph), Origin.node(owner)))
        .orElse(title);
  }

  private static String attribute(Node owner, Graph graph) {
    for (Map.Entry<String, Attribute> entry : owner.attributes().entrySet()) {
      boolean holds =
          switch (entry.getValue()) {
            case Attribute.GraphValue(Graph only) -> only.equals(graph);
            case Attribute.Graphs(List<Graph> several) -> several.contains(graph);
            default -> false;
          };
      if (holds) {
        return entry.getKey();
      }
    }
    return "subgraph";
  }

  /// {@return `146 nodes, 1 input, 1 output, 142 initializers (9.7 MiB)`}
  static String size(Graph graph) {
    int sparse = graph.sparseInitializers().size();
    return Origin.joined(
        ends(graph), weights(graph), sparse == 0 ? "" : Origin.count(sparse, "sparse initializer"));
  }

  /// {@return `146 nodes, 1 input, 1 output`}
  static String ends(Graph graph) {
    return Origin.joined(
        Origin.count(graph.nodes().size(), "node"),
        Origin.count(graph.inputs().size(), "input"),
        Origin.count(graph.outputs().size(), "output"));
  }

  private static String weights(Graph graph) {
    return Origin.count(graph.initializers().size(), "initializer") + bytes(graph.initializers());
  }

  private static String bytes(Collection<Tensor> weights) {
    if (weights.isEmpty() || weights.size() > COUNTED) {
      return "";
    }
    try {
      return " (%s)".formatted(Cells.bytes(weights.stream().mapToLong(Tensor::byteSize).sum()));
    } catch (OnnxException e) { // a shape that no tensor can have
      return "";
    }
  }

  private static String about(Graph graph) {
    String around = graph.parent().map(parent -> "inside " + Origin.graph(parent)).orElse("");
    return Origin.joined(around, graph.docString());
  }

  // In old files each constant is an input too.
  private static DataTable inputs(Graph graph) {
    List<Value> all = graph.inputs();
    List<Value> needed = all.size() <= COUNTED ? graph.requiredInputs() : all;
    DataTable table = table(graph, needed).titled("inputs").named("inputs").hide("from");
    int defaults = all.size() - needed.size();
    return defaults == 0
        ? table
        : table.footnote(Origin.count(defaults, "more input") + " with a default");
  }

  private static DataTable outputs(Graph graph) {
    return table(graph, graph.outputs()).titled("outputs").named("outputs").hide("used_by");
  }

  private static DataTable table(Graph graph, List<Value> values) {
    return ValueTable.of(Ends.of(values, ENDS).map(Optional::of), value -> graph).hide("index");
  }
}
