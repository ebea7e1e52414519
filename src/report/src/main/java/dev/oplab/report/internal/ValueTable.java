package dev.oplab.report.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.report.ColumnView.Overflow;
import dev.oplab.report.DataTable;
import dev.oplab.surgeon.pattern.Constants;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// Values, one a row: name, type, shape, and those of the other columns that say something.
final class ValueTable {
  private ValueTable() {}

  /// {@return the table, named `values`, with every column}
  ///
  /// @param here the graph from which each is seen
  static DataTable of(Ends<Optional<Value>> values, Function<Value, Graph> here) {
    List<Optional<Value>> rows = values.shown();
    Table table = Table.create("");
    table.addColumns(
        IntColumn.create("index", IntStream.range(0, rows.size()).map(values::place).toArray()));
    text(table, rows, "name", Value::name);
    text(table, rows, "type", value -> typeName(value.type()));
    text(table, rows, "shape", value -> shapeOf(value.type()));
    text(table, rows, "from", value -> Origin.of(value, here.apply(value)));
    text(table, rows, "used_by", Origin::usedBy);
    text(table, rows, "content", ValueTable::content);
    DataTable view =
        DataTable.of(table)
            .named("values")
            .excerpt(values.first().size(), values.total())
            .show("index", column -> column.label("#"))
            .show("name", column -> column.overflow(Overflow.ELIDE_MIDDLE, 64))
            .show("from", column -> column.overflow(Overflow.ELIDE_ITEMS, 48).dropWhenNarrow(1))
            .show(
                "used_by",
                column ->
                    column.label("used by").overflow(Overflow.ELIDE_ITEMS, 48).dropWhenNarrow(2))
            .show("content", column -> column.overflow(Overflow.ELIDE_END, 40));
    return hideEmpty(view, "shape", "content");
  }

  /// {@return the table without those of these columns that say nothing}
  static DataTable hideEmpty(DataTable view, String... columns) {
    DataTable shown = view;
    for (String column : columns) {
      boolean empty =
          view.table().stringColumn(column).isMissing().size() == view.table().rowCount();
      shown = empty ? shown.hide(column) : shown;
    }
    return shown;
  }

  private static void text(
      Table table, List<Optional<Value>> rows, String name, Function<Value, String> cell) {
    String omitted = name.equals("name") ? "(omitted)" : "";
    table.addColumns(
        StringColumn.create(
            name, rows.stream().map(value -> value.map(cell).orElse(omitted)).toList()));
  }

  /// {@return the element type of a tensor; other types in full}
  static String typeName(ValueType type) {
    return type instanceof ValueType.TensorType tensor
        ? tensor.dataType().label()
        : type.toString();
  }

  /// {@return the shape of a tensor, empty for other types}
  static String shapeOf(ValueType type) {
    if (!(type instanceof ValueType.TensorType tensor)) {
      return "";
    }
    Shape shape = tensor.shape();
    return shape == null ? "[...]" : shape.toString();
  }

  private static String content(Value value) {
    Optional<Tensor> constant = value.initializer().or(() -> Constants.of(value));
    return constant.map(Preview::of).orElse("");
  }
}
