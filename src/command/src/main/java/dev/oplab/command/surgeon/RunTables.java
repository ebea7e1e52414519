package dev.oplab.command.surgeon;

import dev.oplab.report.ColumnView.Format;
import dev.oplab.report.ColumnView.Overflow;
import dev.oplab.report.DataTable;
import dev.oplab.surgeon.pass.PassManager;
import dev.oplab.surgeon.pass.PassResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// What a run of passes did: each pass, and each change.
record RunTables(String model, List<String> names, PassManager.Report report) {

  /// A change and the pass that made it.
  private record Change(String pass, PassResult.Row row) {}

  /// {@return one row per pass in the order given, named `passes`: how much it changed, or why it
  /// was skipped}
  DataTable passes() {
    Table table =
        Table.create(
            "passes",
            StringColumn.create("pass", names),
            IntColumn.create("changes", names.stream().mapToInt(this::changes).toArray()),
            StringColumn.create("remark", names.stream().map(this::remark).toList()));
    return DataTable.of(table)
        .named("passes")
        .titled(model + ": " + title(all().size()))
        .cap(0)
        .show("changes", column -> column.format(Format.COUNT))
        .show("remark", column -> column.overflow(Overflow.WRAP, 120));
  }

  /// {@return one row per change, named `changes`}
  DataTable changes() {
    List<Change> all = all();
    Table table = Table.create("changes");
    text(table, all, "pass", Change::pass);
    text(table, all, "graph", change -> change.row().graph());
    text(table, all, "at", change -> change.row().at());
    text(table, all, "change", change -> change.row().change());
    DataTable view =
        DataTable.of(table)
            .named("changes")
            .titled("what changed")
            .show("change", column -> column.overflow(Overflow.WRAP, 90));
    long graphs = all.stream().map(change -> change.row().graph()).distinct().count();
    view = graphs <= 1 ? view.hide("graph") : view;
    return names.size() == 1 ? view.hide("pass") : view;
  }

  private int changes(String name) {
    return report.of(name).stream().mapToInt(result -> result.rows().size()).sum();
  }

  private String remark(String name) {
    if (changes(name) > 0) {
      return "";
    }
    return report.of(name).stream()
        .map(PassResult::skipped)
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .map(reason -> "skipped: " + reason)
        .orElse("nothing to do");
  }

  private String title(int changes) {
    if (changes == 0) {
      return "nothing changed";
    }
    int rounds = report.settled() ? report.rounds() - 1 : report.rounds();
    return (changes == 1 ? "1 change" : "%,d changes".formatted(changes))
        + (rounds == 1 ? "" : " in %,d rounds".formatted(rounds));
  }

  private List<Change> all() {
    List<Change> all = new ArrayList<>();
    for (PassResult result : report.results()) {
      result.rows().forEach(row -> all.add(new Change(result.pass(), row)));
    }
    return all;
  }

  private static void text(
      Table table, List<Change> all, String name, Function<Change, String> value) {
    table.addColumns(StringColumn.create(name, all.stream().map(value).toList()));
  }
}
