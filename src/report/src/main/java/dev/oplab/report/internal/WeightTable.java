package dev.oplab.report.internal;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.SparseTensor;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.report.ColumnView.Format;
import dev.oplab.report.ColumnView.Overflow;
import dev.oplab.report.DataTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The initializers of a model, one a row, the largest first.
public final class WeightTable {
  private record Row(
      Scopes scope, String name, DataType type, Shape shape, long bytes, String stored) {

    static Row of(Scopes scope, Tensor tensor) {
      return new Row(
          scope,
          tensor.name(),
          tensor.dataType(),
          tensor.shape(),
          tensor.byteSize(),
          stored(tensor));
    }

    static Row of(Scopes scope, SparseTensor sparse) {
      long bytes = sparse.values().byteSize() + sparse.indices().byteSize();
      DataType type = sparse.values().dataType();
      String stored = stored(sparse.values()) + ", sparse";
      return new Row(scope, sparse.name(), type, sparse.shape(), bytes, stored);
    }

    long elements() {
      return shape.elementCount().orElse(0);
    }

    List<Value.Use> uses() {
      return scope.graph().value(name).map(Value::uses).orElse(List.of());
    }

    private static String stored(Tensor tensor) {
      return tensor
          .externalData()
          .map(entries -> "in " + entries.getOrDefault("location", "another file"))
          .orElse("inside");
    }
  }

  private WeightTable() {}

  /// {@return the table, named `weights`}
  public static DataTable of(Model model) {
    List<Row> rows = new ArrayList<>();
    for (Scopes scope : Scopes.of(model)) {
      scope.graph().initializers().forEach(tensor -> rows.add(Row.of(scope, tensor)));
      scope.graph().sparseInitializers().forEach(sparse -> rows.add(Row.of(scope, sparse)));
    }
    rows.sort(Comparator.comparingLong(Row::bytes).reversed());
    long bytes = rows.stream().mapToLong(Row::bytes).sum();
    Table table = Table.create(model.name());
    text(table, rows, "name", Row::name);
    text(table, rows, "type", row -> row.type().label());
    text(table, rows, "shape", row -> row.shape().toString());
    table.addColumns(
        LongColumn.create("elements", rows.stream().mapToLong(Row::elements).toArray()),
        LongColumn.create("bytes", rows.stream().mapToLong(Row::bytes).toArray()),
        DoubleColumn.create(
            "share",
            rows.stream().mapToDouble(r -> bytes == 0 ? 0 : r.bytes() / (double) bytes).toArray()));
    text(table, rows, "stored", Row::stored);
    text(table, rows, "used_by", WeightTable::usedBy);
    text(table, rows, "scope", row -> row.scope().path());
    DataTable view =
        DataTable.of(table)
            .named("weights")
            .titled(
                "%s: %,d initializers, %s".formatted(model.name(), rows.size(), Cells.bytes(bytes)))
            .show("elements", column -> column.format(Format.COUNT))
            .show("bytes", column -> column.label("size").format(Format.BYTES))
            .show("share", column -> column.format(Format.PERCENT).withBar())
            .show("stored", column -> column.dropWhenNarrow(1))
            .show(
                "used_by",
                c -> c.label("used by").overflow(Overflow.ELIDE_ITEMS, 48).dropWhenNarrow(1))
            .show("scope", column -> column.label("in subgraph").dropWhenNarrow(1));
    return table.stringColumn("scope").isMissing().size() == rows.size()
        ? view.hide("scope")
        : view;
  }

  private static void text(Table table, List<Row> rows, String name, Function<Row, String> value) {
    table.addColumns(StringColumn.create(name, rows.stream().map(value).toList()));
  }

  private static String usedBy(Row row) {
    List<String> names =
        row.uses().stream().map(use -> Scopes.label(use.node())).distinct().toList();
    String shown = names.stream().limit(3).collect(Collectors.joining(", "));
    return names.size() > 3 ? "%s and %,d more".formatted(shown, names.size() - 3) : shown;
  }
}
