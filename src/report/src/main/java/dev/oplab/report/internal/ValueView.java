package dev.oplab.report.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.report.ColumnView.Overflow;
import dev.oplab.report.DataTable;
import dev.oplab.report.Report;
import dev.oplab.surgeon.pattern.Constants;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// How a value prints: its type, what defines it, who takes it in, and what it holds if it is
/// constant.
public final class ValueView {
  private static final int ROWS = 20;

  private ValueView() {}

  public static Report of(Value value) {
    Report report = Report.titled(value.toString()).with("", heading(value));
    if (!value.uses().isEmpty()) {
      report = report.with("", uses(Ends.of(value.uses(), ROWS)).titled("used by"));
    }
    Optional<Tensor> constant = value.initializer().or(() -> Constants.of(value));
    return constant.isEmpty()
        ? report
        : report.with("", TensorView.content("content", constant.get()));
  }

  private static Heading heading(Value value) {
    Graph graph = value.graph();
    String origin = Origin.of(value, graph);
    String from = value.producer().isPresent() ? "from " + origin : origin;
    String removed = isGone(value) ? "removed from " : "in ";
    boolean typed = !(value.type() instanceof ValueType.UnknownType);
    return Heading.of(
        "'" + value.name() + "'" + (typed ? ": " + value.type() : ""),
        Origin.joined(
            typed ? "" : "type not known",
            from.equals("nothing") ? "defined by nothing" : from,
            value.isOutput() ? "graph output" : "",
            value.uses().isEmpty() ? "not used by nodes" : Origin.count(value.uses().size(), "use"),
            removed + Origin.graph(graph)));
  }

  // A damaged file may give a name twice; then the graph knows the first value alone.
  private static boolean isGone(Value value) {
    boolean connected = value.producer().isPresent() || !value.isUnused() || value.isInput();
    return !connected && !value.graph().value(value.name()).equals(Optional.of(value));
  }

  /// {@return uses, one a row, named `uses`}
  static DataTable uses(Ends<Value.Use> shown) {
    List<Value.Use> rows = shown.shown();
    Table table =
        Table.create(
            "",
            StringColumn.create("node", rows.stream().map(r -> Scopes.label(r.node())).toList()),
            StringColumn.create(
                "operator", rows.stream().map(r -> Origin.operator(r.node())).toList()),
            IntColumn.create("input", rows.stream().mapToInt(Value.Use::index).toArray()),
            StringColumn.create(
                "graph", rows.stream().map(r -> Origin.graph(r.node().graph())).toList()));
    DataTable view =
        DataTable.of(table)
            .named("uses")
            .excerpt(shown.first().size(), shown.total())
            .show("node", column -> column.overflow(Overflow.ELIDE_MIDDLE, 60));
    boolean oneGraph = table.stringColumn("graph").countUnique() <= 1;
    return oneGraph ? view.hide("graph") : view;
  }
}
