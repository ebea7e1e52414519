package dev.oplab.report.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.report.DataTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The nodes of a graph in order, one a line, the graphs inside them a step further in; of a long
/// graph the first and the last nodes, the only ones looked at.
final class NodeListing {
  private static final int NODES = 40;
  private static final int INNER_NODES = 8;
  private static final int INNER_GRAPHS = 4;
  private static final int DEEPEST = 3;
  private static final int MOST_INSIDE = 80;
  private static final int ENDS_WIDTH = 40;

  private int inside = MOST_INSIDE;

  private NodeListing() {}

  static Listing of(Graph graph) {
    return new NodeListing().listing(graph, NODES, 0);
  }

  /// {@return the graphs in the attributes of a node, each under a line that says which it is}
  static List<Fold> inside(Node node) {
    List<Fold> folds = new ArrayList<>();
    for (Listing.Item item : new NodeListing().inside(node, 1)) {
      if (item instanceof Listing.Inner(String title, Listing nodes, boolean _)) {
        folds.add(new Fold(title, nodes, true));
      }
    }
    return folds;
  }

  private Listing listing(Graph graph, int most, int depth) {
    Ends<Node> nodes = Ends.of(graph.nodes(), most);
    List<Node> shown = nodes.shown();
    List<NodeLine> lines = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      lines.add(new NodeLine(nodes.place(i), shown.get(i)));
    }
    int indent = Listing.STEP.length() * depth;
    NodeLine.Widths widths = NodeLine.Widths.of(lines, DataTable.TEXT_WIDTH - indent);
    List<Listing.Item> items = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      if (i == nodes.first().size()) {
        items.add(Listing.Line.of("… %,d more nodes …".formatted(nodes.left())));
      }
      items.add(new Listing.Line(lines.get(i).text(widths), lines.get(i).html(widths)));
      items.addAll(inside(shown.get(i), depth + 1));
    }
    if (shown.isEmpty()) {
      items.add(Listing.Line.of("(no nodes)"));
    }
    return new Listing(items);
  }

  private List<Listing.Item> inside(Node node, int depth) {
    List<Listing.Item> items = new ArrayList<>();
    int graphs = 0;
    for (Map.Entry<String, Attribute> entry : node.attributes().entrySet()) {
      List<Graph> held =
          switch (entry.getValue()) {
            case Attribute.GraphValue(Graph only) -> List.of(only);
            case Attribute.Graphs(List<Graph> several) -> several;
            default -> List.<Graph>of();
          };
      graphs += held.size();
      for (Graph graph : Ends.of(held, INNER_GRAPHS).first()) {
        if (items.size() < INNER_GRAPHS && depth <= DEEPEST && inside > 0) {
          items.add(inner(entry.getKey(), graph, depth));
        }
      }
    }
    if (graphs > items.size() && !items.isEmpty()) {
      items.add(Listing.Line.of("      … and %,d more graphs".formatted(graphs - items.size())));
    }
    return items;
  }

  private Listing.Inner inner(String attribute, Graph graph, int depth) {
    inside -= Math.min(INNER_NODES, graph.nodes().size()) + 1;
    String title =
        Origin.joined(
            attribute + ": " + Origin.graph(graph),
            Origin.count(graph.nodes().size(), "node"),
            ends("in: ", graph.inputs()),
            ends("out: ", graph.outputs()));
    boolean open = depth == 1 && graph.nodes().size() <= INNER_NODES;
    return new Listing.Inner(title, listing(graph, INNER_NODES, depth), open);
  }

  private static String ends(String word, List<Value> values) {
    return values.isEmpty() ? "" : word + NameList.ofAll(values).fit(ENDS_WIDTH);
  }
}
