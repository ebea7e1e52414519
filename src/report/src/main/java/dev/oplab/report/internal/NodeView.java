package dev.oplab.report.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.report.ColumnView.Overflow;
import dev.oplab.report.DataTable;
import dev.oplab.report.Report;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// How a node prints: what it takes in, what it puts out, and its attributes.
public final class NodeView {
  private static final int ROWS = 24;

  private NodeView() {}

  public static Report of(Node node) {
    Report report =
        Report.titled(node.toString())
            .with("", Heading.of(title(node), place(node), node.docString(), notes(node)));
    report = report.with("", values(node, node.inputs(), "inputs").hide("used_by"));
    report = report.with("", values(node, node.outputs(), "outputs").hide("from"));
    if (!node.attributes().isEmpty()) {
      report = report.with("", attributes(node.attributes()).titled("attributes"));
    }
    for (Fold graph : NodeListing.inside(node)) {
      report = report.with("", graph);
    }
    return report;
  }

  private static String title(Node node) {
    String name = node.name().isEmpty() ? "" : " '" + node.name() + "'";
    return Origin.operator(node) + name + (node.isRemoved() ? " (removed)" : "");
  }

  private static String place(Node node) {
    String domain = node.domain().isEmpty() ? "" : "domain " + node.domain();
    String state = node.isRemoved() ? "removed from " : "in ";
    return Origin.joined(state + Origin.graph(node.graph()), domain);
  }

  private static String notes(Node node) {
    return node.metadata().entrySet().stream()
        .map(note -> note.getKey() + ": " + note.getValue())
        .collect(Collectors.joining(", "));
  }

  private static DataTable values(Node node, List<Optional<Value>> values, String name) {
    return ValueTable.of(Ends.of(values, ROWS), value -> node.graph()).named(name).titled(name);
  }

  /// {@return attributes, one a row, named `attributes`}
  static DataTable attributes(Map<String, Attribute> attributes) {
    Ends<Map.Entry<String, Attribute>> shown = Ends.of(attributes.entrySet(), ROWS);
    List<Map.Entry<String, Attribute>> rows = shown.shown();
    Table table =
        Table.create(
            "",
            StringColumn.create("name", rows.stream().map(Map.Entry::getKey).toList()),
            StringColumn.create("type", rows.stream().map(row -> kind(row.getValue())).toList()),
            StringColumn.create(
                "value",
                rows.stream().map(row -> Attributes.withContent(row.getValue())).toList()));
    return DataTable.of(table)
        .named("attributes")
        .excerpt(shown.first().size(), shown.total())
        .show("value", column -> column.overflow(Overflow.ELIDE_END, 100));
  }

  /// {@return the kind of an attribute as `ints`, `tensor`, `graph`}
  static String kind(Attribute attribute) {
    String kind = attribute.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return attribute instanceof Attribute.Reference ? kind + ", of the caller" : kind;
  }
}
