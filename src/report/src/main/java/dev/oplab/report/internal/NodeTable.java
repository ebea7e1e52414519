package dev.oplab.report.internal;

import dev.oplab.onnx.Model;
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
  private record Row(int index, Scopes.Placed placed) {}

  private NodeTable() {}

  /// {@return the nodes of `opTypes`, of all operators when there are none; named `nodes`}
  public static DataTable of(Model model, List<String> opTypes) {
    List<Scopes.Placed> all = Scopes.nodes(model);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (opTypes.isEmpty() || opTypes.contains(all.get(i).node().opType())) {
        rows.add(new Row(i, all.get(i)));
      }
    }
    Table table = Table.create(model.name());
    table.addColumns(IntColumn.create("index", rows.stream().mapToInt(Row::index).toArray()));
    text(table, rows, "name", row -> Scopes.label(row.placed().node()));
    text(table, rows, "operator", row -> row.placed().node().opType());
    text(table, rows, "domain", row -> row.placed().node().domain());
    text(table, rows, "inputs", row -> names(row.placed().node().inputs()));
    text(table, rows, "outputs", row -> names(row.placed().node().outputs()));
    text(table, rows, "attributes", row -> Attributes.of(row.placed().node()));
    text(table, rows, "scope", row -> row.placed().scope().path());
    DataTable view =
        DataTable.of(table)
            .named("nodes")
            .titled(title(model, opTypes, rows.size(), all.size()))
            .show("index", column -> column.label("#"))
            .show("inputs", column -> column.overflow(Overflow.ELIDE_ITEMS, 56))
            .show("outputs", column -> column.overflow(Overflow.ELIDE_ITEMS, 48).dropWhenNarrow(2))
            .show("attributes", c -> c.overflow(Overflow.ELIDE_END, 60).dropWhenNarrow(1))
            .show("scope", column -> column.label("in subgraph").dropWhenNarrow(3));
    view = hideEmpty(view, rows, "domain");
    return hideEmpty(view, rows, "scope");
  }

  private static DataTable hideEmpty(DataTable view, List<Row> rows, String column) {
    boolean empty = view.table().stringColumn(column).isMissing().size() == rows.size();
    return empty ? view.hide(column) : view;
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
