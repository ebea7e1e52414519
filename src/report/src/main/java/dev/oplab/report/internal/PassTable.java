package dev.oplab.report.internal;

import dev.oplab.onnx.Model;
import dev.oplab.report.ColumnView.Overflow;
import dev.oplab.report.DataTable;
import dev.oplab.surgeon.pass.Pass;
import dev.oplab.surgeon.pass.Passes;
import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The passes that there are, one a row.
public final class PassTable {
  private PassTable() {}

  /// {@return the table, named `passes`}
  public static DataTable of() {
    List<Pass> passes = List.copyOf(Passes.all().values());
    return view(table(passes), "%,d passes".formatted(passes.size()));
  }

  /// {@return the table, with whether each pass can run on `model`, and if not why}
  public static DataTable of(Model model) {
    List<Pass> passes = List.copyOf(Passes.all().values());
    Table table = table(passes);
    text(table, passes, "here", pass -> pass.requires(model).orElse("can run"));
    long able = passes.stream().filter(pass -> pass.requires(model).isEmpty()).count();
    String title = "%s: %,d of %,d passes can run".formatted(model.name(), able, passes.size());
    return view(table, title)
        .show("here", column -> column.label("on this model").overflow(Overflow.WRAP, 90));
  }

  private static Table table(List<Pass> passes) {
    Table table = Table.create("passes");
    text(table, passes, "pass", Pass::name);
    text(table, passes, "does", Pass::summary);
    text(table, passes, "needs", Pass::needs);
    return table;
  }

  private static DataTable view(Table table, String title) {
    return DataTable.of(table)
        .named("passes")
        .titled(title)
        .cap(0)
        .show("does", column -> column.label("what it does").overflow(Overflow.WRAP, 90))
        .show("needs", column -> column.dropWhenNarrow(1));
  }

  private static void text(
      Table table, List<Pass> passes, String name, Function<Pass, String> value) {
    table.addColumns(StringColumn.create(name, passes.stream().map(value).toList()));
  }
}
