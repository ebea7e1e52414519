package dev.oplab.command.surgeon;

import dev.oplab.command.CommandException;
import dev.oplab.command.internal.DidYouMean;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.report.DataTable;
import dev.oplab.surgeon.Surgeon;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The names of a graph and those inside it being changed by one rule. Used once.
final class Renames {
  /// A name that changed.
  record Row(String kind, String graph, String before, String after) {}

  private final Surgeon surgeon;
  private final boolean values;
  private final boolean nodes;
  private final List<Graph> graphs = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();

  Renames(Surgeon surgeon, boolean values, boolean nodes) {
    this.surgeon = surgeon;
    this.values = values;
    this.nodes = nodes;
    graphs.add(surgeon.graph());
    for (int i = 0; i < graphs.size(); i++) {
      graphs.get(i).nodes().forEach(node -> graphs.addAll(node.subgraphs()));
    }
  }

  /// Gives each name that is a key the name it leads to.
  ///
  /// @throws CommandException if nothing has one of the names
  void map(Map<String, String> names) {
    Set<String> known = known();
    for (String name : names.keySet()) {
      if (!known.contains(name)) {
        throw new CommandException(
            "%s > %s: there is no %s '%s'\nFix: %s"
                .formatted(
                    surgeon.model().name(),
                    surgeon.graph(),
                    values ? nodes ? "value or node" : "value" : "node",
                    name,
                    DidYouMean.nearest(name, known)
                        .map("did you mean '%s'?"::formatted)
                        .orElse("'onnx show MODEL --nodes' lists the names.")));
      }
    }
    rule(name -> names.getOrDefault(name, name), false);
  }

  /// Gives everything that has a name the name that `by` makes of it.
  void rule(UnaryOperator<String> by, boolean keepEnds) {
    if (values) {
      Set<String> kept = new HashSet<>();
      if (keepEnds) {
        surgeon.graph().inputs().forEach(value -> kept.add(value.name()));
        surgeon.graph().outputs().forEach(value -> kept.add(value.name()));
      }
      values(name -> kept.contains(name) ? name : by.apply(name));
    }
    if (nodes) {
      nodes(by);
    }
  }

  private void values(UnaryOperator<String> by) {
    Map<Value, String> before = new LinkedHashMap<>();
    for (Graph graph : graphs) {
      graph.values().forEach(value -> before.put(value, value.name()));
    }
    surgeon.rename(by);
    before.forEach((value, name) -> {
      if (!value.name().equals(name)) {
        rows.add(new Row("value", value.graph().name(), name, value.name()));
      }
    });
  }

  private void nodes(UnaryOperator<String> by) {
    for (Graph graph : graphs) {
      for (Node node : graph.nodes()) {
        String name = node.name();
        String now = name.isEmpty() ? name : by.apply(name);
        if (!now.equals(name)) {
          node.rename(now);
          rows.add(new Row("node", graph.name(), name, now));
        }
      }
    }
  }

  private Set<String> known() {
    Set<String> known = new LinkedHashSet<>();
    for (Graph graph : graphs) {
      if (values) {
        graph.values().forEach(value -> known.add(value.name()));
      }
      if (nodes) {
        graph.nodes().forEach(node -> known.add(node.name()));
      }
    }
    known.remove("");
    return known;
  }

  /// {@return one row per name that changed, named `renamed`}
  DataTable table() {
    Table table = Table.create("renamed");
    text(table, "kind", Row::kind);
    text(table, "graph", Row::graph);
    text(table, "before", Row::before);
    text(table, "after", Row::after);
    DataTable view =
        DataTable.of(table)
            .named("renamed")
            .titled(
                rows.size() == 1 ? "1 name changed" : "%,d names changed".formatted(rows.size()));
    return graphs.size() == 1 ? view.hide("graph") : view;
  }

  private void text(Table table, String name, Function<Row, String> value) {
    table.addColumns(StringColumn.create(name, rows.stream().map(value).toList()));
  }
}
