package dev.oplab.report.internal;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.report.ColumnView.Overflow;
import dev.oplab.report.DataTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The nodes of a model, one a row.
public final class NodeTable {
  // A node's place among all nodes, which filtering by operator does not change.
  private record Row(int index, Node node, String scope) {}

  private NodeTable() {}

  /// {@return the nodes of `opTypes`, of all operators when there are none; named `nodes`}
  public static DataTable of(Model model, List<String> opTypes) {
    List<Scopes.Placed> all = Scopes.nodes(model);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Scopes.Placed placed = all.get(i);
      if (opTypes.isEmpty() || opTypes.contains(placed.node().opType())) {
        rows.add(new Row(i, placed.node(), placed.scope().path()));
      }
    }
    return table(model.name(), rows, "in subgraph")
        .titled(title(model, opTypes, rows.size(), all.size()));
  }

  /// {@return these nodes with their places in the collection, named `nodes`}
  static DataTable of(Ends<Node> nodes) {
    List<Node> shown = nodes.shown();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      Node node = shown.get(i);
      String graph = node.isRemoved() ? "(removed)" : Origin.graph(node.graph());
      rows.add(new Row(nodes.place(i), node, graph));
    }
    DataTable table = table("", rows, "in");
    boolean one = rows.stream().map(Row::scope).distinct().count() <= 1;
    boolean gone = rows.stream().anyMatch(row -> row.node().isRemoved());
    return (one && !gone ? table.hide("scope") : table)
        .excerpt(nodes.first().size(), nodes.total())
        .show("name", column -> column.overflow(Overflow.ELIDE_MIDDLE, 36))
        .show("inputs", column -> column.overflow(Overflow.ELIDE_ITEMS, 40))
        .show("outputs", column -> column.overflow(Overflow.ELIDE_ITEMS, 28))
        .show("attributes", column -> column.overflow(Overflow.ELIDE_END, 28));
  }

  private static DataTable table(String name, List<Row> rows, String scope) {
    Table table = Table.create(name);
    table.addColumns(IntColumn.create("index", rows.stream().mapToInt(Row::index).toArray()));
    text(table, rows, "name", row -> Scopes.label(row.node()));
    text(table, rows, "operator", row -> row.node().opType());
    text(table, rows, "domain", row -> row.node().domain());
    text(table, rows, "inputs", row -> names(row.node().inputs()));
    text(table, rows, "outputs", row -> names(row.node().outputs()));
    text(table, rows, "attributes", row -> Attributes.of(row.node()));
    text(table, rows, "scope", Row::scope);
    DataTable view =
        DataTable.of(table)
            .named("nodes")
            .show("index", column -> column.label("#"))
            .show("inputs", column -> column.overflow(Overflow.ELIDE_ITEMS, 56))
            .show("outputs", column -> column.overflow(Overflow.ELIDE_ITEMS, 48).dropWhenNarrow(2))
            .show("attributes", c -> c.overflow(Overflow.ELIDE_END, 60).dropWhenNarrow(1))
            .show("scope", column -> column.label(scope).dropWhenNarrow(3));
    return ValueTable.hideEmpty(view, "domain", "scope");
  }

  private static void text(Table table, List<Row> rows, String name, Function<Row, String> value) {
    table.addColumns(StringColumn.create(name, rows.stream().map(value).toList()));
  }

  private static String names(List<Optional<Value>> values) {
    return values.stream()
        .map(value -> value.map(Value::name).orElse("-"))
        .collect(Collectors.joining(", "));
  }

  private static String title(Model model, List<String> opTypes, int shown, int all) {
    return opTypes.isEmpty()
        ? "%s: %,d nodes".formatted(model.name(), all)
        : "%s: %,d of %,d nodes are %s"
            .formatted(model.name(), shown, all, String.join(" or ", opTypes));
  }
}
