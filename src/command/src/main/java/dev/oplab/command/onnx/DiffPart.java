package dev.oplab.command.onnx;

import dev.oplab.report.ColumnView.Format;
import dev.oplab.report.DataTable;
import dev.oplab.surgeon.diff.DiffRow;
import dev.oplab.surgeon.diff.DiffRow.Kind;
import dev.oplab.surgeon.diff.ModelDiff;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The part of a model that a difference is in.
enum DiffPart {
  HEADER,
  INTERFACE,
  TYPES,
  NODES,
  WEIGHTS,
  FUNCTIONS,
  NOTES;

  static DiffPart of(DiffRow row) {
    if (row.where().equals("model") || row.where().startsWith("model > ")) {
      return HEADER;
    }
    return switch (row.what()) {
      case "inputs", "outputs" -> INTERFACE;
      case "type" -> TYPES;
      case "initializer" -> WEIGHTS;
      case "function", "attributes", "opset" -> FUNCTIONS;
      case "name", "documentation", "metadata" -> NOTES;
      default -> NODES;
    };
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// {@return one row for each part in which something differs, named `counts`}
  static DataTable counts(ModelDiff diff) {
    List<DiffPart> parts =
        Arrays.stream(values())
            .filter(part -> diff.rows().stream().anyMatch(row -> of(row) == part))
            .toList();
    Table table =
        Table.create(
            "counts", StringColumn.create("part", parts.stream().map(DiffPart::label).toList()));
    for (Kind kind : Kind.values()) {
      table.addColumns(
          IntColumn.create(
              kind.name().toLowerCase(Locale.ROOT),
              parts.stream().mapToInt(part -> count(diff, part, kind)).toArray()));
    }
    return DataTable.of(table)
        .named("counts")
        .cap(0)
        .titled("differences by part")
        .show("added", column -> column.format(Format.COUNT))
        .show("removed", column -> column.format(Format.COUNT))
        .show("changed", column -> column.format(Format.COUNT));
  }

  private static int count(ModelDiff diff, DiffPart part, Kind kind) {
    return (int) diff.rows().stream().filter(row -> row.kind() == kind && of(row) == part).count();
  }
}
