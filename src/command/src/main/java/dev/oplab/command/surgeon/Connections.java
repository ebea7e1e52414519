package dev.oplab.command.surgeon;

import dev.oplab.command.onnx.KeyValue;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Value;
import dev.oplab.report.DataTable;
import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// What feeds what where two models meet.
final class Connections {
  private Connections() {}

  /// {@return one row per pair, named `connected`}
  static DataTable table(List<KeyValue> pairs, Model first, Model second) {
    Table table =
        Table.create(
            "connected",
            StringColumn.create("output", pairs.stream().map(KeyValue::key).toList()),
            StringColumn.create(
                "output_type", pairs.stream().map(pair -> type(first, pair.key())).toList()),
            StringColumn.create("input", pairs.stream().map(KeyValue::value).toList()),
            StringColumn.create(
                "input_type", pairs.stream().map(pair -> type(second, pair.value())).toList()));
    return DataTable.of(table)
        .named("connected")
        .titled("connected")
        .cap(0)
        .show("output", column -> column.label("output of " + first.name()))
        .show("output_type", column -> column.label("type"))
        .show("input", column -> column.label("feeds input of " + second.name()))
        .show("input_type", column -> column.label("type"));
  }

  private static String type(Model model, String name) {
    return model.graph().value(name).map(Value::type).map(Object::toString).orElse("?");
  }
}
