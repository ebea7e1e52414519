package dev.oplab.command.surgeon;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.report.DataTable;
import dev.oplab.surgeon.BatchEdit;
import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// What letting the batch size change did to a model.
final class BatchTable {
  private final List<String> kinds = new ArrayList<>();
  private final List<String> places = new ArrayList<>();
  private final List<String> effects = new ArrayList<>();

  private BatchTable() {}

  /// {@return one row for each thing that was opened or may need it, named `batch`}
  static DataTable of(BatchEdit edit, String model, String name) {
    BatchTable rows = new BatchTable();
    for (Value input : edit.inputs()) {
      rows.add("input", input.name(), "now " + input.type());
    }
    for (Value output : edit.outputs()) {
      rows.add("output", output.name(), "now " + output.type());
    }
    for (Node node : edit.reshapes()) {
      rows.add("node", node.toString(), "the old size in its shape is -1 now");
    }
    for (Node node : edit.suspects()) {
      rows.add("check", node.toString(), "may still hold the old size in a constant");
    }
    Table table =
        Table.create(
            "batch",
            StringColumn.create("kind", rows.kinds),
            StringColumn.create("at", rows.places),
            StringColumn.create("effect", rows.effects));
    return DataTable.of(table)
        .named("batch")
        .titled("%s: the batch is '%s' now".formatted(model, name));
  }

  private void add(String kind, String place, String effect) {
    kinds.add(kind);
    places.add(place);
    effects.add(effect);
  }
}
