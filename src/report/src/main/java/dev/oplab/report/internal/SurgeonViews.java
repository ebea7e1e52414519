package dev.oplab.report.internal;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.report.DataTable;
import dev.oplab.report.Printable;
import dev.oplab.report.Report;
import dev.oplab.surgeon.BatchEdit;
import dev.oplab.surgeon.Surgeon;
import dev.oplab.surgeon.pattern.Explanation;
import dev.oplab.surgeon.pattern.Match;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// How the surgeon and what it finds print.
public final class SurgeonViews {
  private static final int ROWS = 20;
  private static final int OPERATIONS = 8;

  private SurgeonViews() {}

  public static Report of(Surgeon surgeon) {
    Heading heading =
        Heading.of(
            surgeon.model().name() + " > " + Origin.graph(surgeon.graph()),
            GraphView.size(surgeon.graph()),
            Origin.joined("opset " + surgeon.opset(), operations(surgeon.operations())));
    return GraphView.of(surgeon.graph(), heading);
  }

  private static String operations(Collection<String> names) {
    String count = Origin.count(names.size(), "registered operation");
    List<String> first = Ends.of(names, OPERATIONS).first();
    String more = names.size() > first.size() ? ", …" : "";
    return first.isEmpty() ? count : count + " (" + String.join(", ", first) + more + ")";
  }

  public static Report of(Match match) {
    Report report =
        Report.titled("match")
            .with(
                "",
                Heading.of(
                    "match at " + Origin.node(match.root()),
                    Origin.count(match.nodes().size(), "node")
                        + " in "
                        + Origin.graph(match.root().graph())))
            .with("", ListView.nodes(match.nodes()).titled("nodes"));
    if (!match.namedNodes().isEmpty()) {
      report = report.with("", named("nodes by name", match.namedNodes(), Origin::node));
    }
    return match.values().isEmpty()
        ? report
        : report.with("", named("values by name", match.values(), Value::toString));
  }

  public static Printable of(Explanation explanation) {
    Optional<Explanation.Miss> miss = explanation.miss();
    if (miss.isEmpty()) {
      return Heading.of("It matches.");
    }
    Properties rows = new Properties();
    rows.add("part of the pattern", miss.get().pattern());
    rows.add("held against", miss.get().where());
    rows.add("expected", miss.get().expected());
    rows.add("found", miss.get().found());
    return rows.table("explanation", "It does not match.");
  }

  public static Report of(BatchEdit edit) {
    Report report = Report.titled("batch dimension").with("", Heading.of("batch dimension named"));
    report = values(report, "inputs", edit.inputs());
    report = values(report, "outputs", edit.outputs());
    report = nodes(report, "nodes that take any batch size now", edit.reshapes());
    return nodes(report, "nodes that may still hold the old batch size", edit.suspects());
  }

  private static Report values(Report report, String title, Collection<Value> values) {
    return values.isEmpty()
        ? report
        : report.with("", ListView.values(values).titled(title).hide("index"));
  }

  private static Report nodes(Report report, String title, Collection<Node> nodes) {
    return nodes.isEmpty() ? report : report.with("", ListView.nodes(nodes).titled(title));
  }

  private static <T> DataTable named(
      String title, Map<String, T> items, java.util.function.Function<T, String> text) {
    Ends<Map.Entry<String, T>> shown = Ends.of(items.entrySet(), ROWS);
    Table table =
        Table.create(
            "",
            StringColumn.create("name", shown.shown().stream().map(Map.Entry::getKey).toList()),
            StringColumn.create(
                "found", shown.shown().stream().map(item -> text.apply(item.getValue())).toList()));
    return DataTable.of(table)
        .named("named")
        .titled(title)
        .excerpt(shown.first().size(), shown.total());
  }
}
