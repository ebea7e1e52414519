package dev.oplab.report.internal;

import dev.oplab.report.ColumnView.Overflow;
import dev.oplab.report.DataTable;
import dev.oplab.report.Printable;
import dev.oplab.report.Report;
import dev.oplab.surgeon.diff.DiffRow;
import dev.oplab.surgeon.diff.ModelDiff;
import dev.oplab.surgeon.pass.PassManager;
import dev.oplab.surgeon.pass.PassResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// What changed in a model, one change a row: between two models, or by passes.
public final class ChangeTables {
  private ChangeTables() {}

  /// {@return the differences, named `differences`}
  public static Printable of(ModelDiff diff) {
    if (diff.isEmpty()) {
      return Heading.of("no differences");
    }
    List<DiffRow> rows = diff.rows();
    Table table = Table.create("");
    text(table, rows, "change", row -> row.kind().name().toLowerCase(Locale.ROOT));
    text(table, rows, "what", DiffRow::what);
    text(table, rows, "where", DiffRow::where);
    text(table, rows, "before", DiffRow::before);
    text(table, rows, "after", DiffRow::after);
    return DataTable.of(table)
        .named("differences")
        .titled(Origin.count(rows.size(), "difference"))
        .show("before", column -> column.overflow(Overflow.ELIDE_END, 48))
        .show("after", column -> column.overflow(Overflow.ELIDE_END, 48));
  }

  /// {@return what one pass changed, named `changes`}
  public static Printable of(PassResult result) {
    if (!result.changed()) {
      boolean ran = result.skipped().isEmpty();
      return Heading.of(result.pass() + (ran ? ": no changes" : ": skipped"), result.skipped());
    }
    String changes = Origin.count(result.rows().size(), "change");
    return changes(List.of(result)).hide("pass").titled(result.pass() + ": " + changes);
  }

  /// {@return the passes of a run, and what they changed}
  public static Report of(PassManager.Report run) {
    Report report = Report.titled("passes").with("", passes(run));
    return run.changed() ? report.with("", changes(run.results()).titled("changes")) : report;
  }

  private static DataTable passes(PassManager.Report run) {
    Map<String, Integer> changes = new LinkedHashMap<>();
    Map<String, String> skipped = new LinkedHashMap<>();
    for (PassResult result : run.results()) {
      changes.merge(result.pass(), result.rows().size(), Integer::sum);
      skipped.merge(result.pass(), result.skipped(), (a, b) -> a.isEmpty() ? b : a);
    }
    Table table =
        Table.create(
            "",
            StringColumn.create("pass", changes.keySet()),
            IntColumn.create("changes", changes.values().toArray(Integer[]::new)),
            StringColumn.create("skipped", skipped.values()));
    String rounds = Origin.count(run.rounds(), "round");
    DataTable view =
        DataTable.of(table)
            .named("passes")
            .titled(rounds + (run.settled() ? "" : ", and not settled yet"))
            .show("skipped", column -> column.overflow(Overflow.ELIDE_END, 80));
    return ValueTable.hideEmpty(view, "skipped");
  }

  private static DataTable changes(List<PassResult> results) {
    record Change(String pass, PassResult.Row row) {}
    List<Change> rows =
        results.stream()
            .flatMap(result -> result.rows().stream().map(row -> new Change(result.pass(), row)))
            .toList();
    Table table = Table.create("");
    text(table, rows, "pass", Change::pass);
    text(table, rows, "at", change -> change.row().at());
    text(table, rows, "change", change -> change.row().change());
    text(table, rows, "graph", change -> change.row().graph());
    DataTable view =
        DataTable.of(table)
            .named("changes")
            .show("change", column -> column.overflow(Overflow.ELIDE_END, 80))
            .show("graph", column -> column.dropWhenNarrow(1));
    return table.stringColumn("graph").countUnique() <= 1 ? view.hide("graph") : view;
  }

  private static <T> void text(
      Table table, List<T> rows, String name, Function<? super T, String> cell) {
    table.addColumns(StringColumn.create(name, rows.stream().map(cell).toList()));
  }
}
