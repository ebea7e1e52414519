package dev.oplab.command.onnx;

import dev.oplab.command.CommandResult.Written;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.WriteOptions;
import dev.oplab.report.ColumnView.Format;
import dev.oplab.report.DataTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The files that hold a model which was just written.
final class ModelFiles {
  private record Row(Path file, String holds, long bytes) {}

  private ModelFiles() {}

  /// {@return one row per file, named `files`: those written, then data files that the model goes
  /// on using as they are}
  static DataTable of(Model model, Path target, WriteOptions options, List<Written> written) {
    List<Row> rows = new ArrayList<>();
    for (Written file : written) {
      boolean main = file.file().equals(target);
      rows.add(
          main ? 0 : rows.size(), new Row(file.file(), main ? "model" : "weights", file.bytes()));
    }
    if (options.layout() == WriteOptions.Layout.AS_IS) {
      Path folder = target.toAbsolutePath().getParent();
      for (String location : locations(model)) {
        Path file = target.resolveSibling(location);
        boolean here = folder != null && Files.isRegularFile(file);
        if (here && rows.stream().noneMatch(row -> row.file().equals(file))) {
          rows.add(new Row(file, "weights, left as they are", file.toFile().length()));
        }
      }
    }
    Table table =
        Table.create(
            "files",
            StringColumn.create("file", rows.stream().map(row -> row.file().toString()).toList()),
            StringColumn.create("holds", rows.stream().map(Row::holds).toList()),
            LongColumn.create("bytes", rows.stream().mapToLong(Row::bytes).toArray()));
    return DataTable.of(table)
        .named("files")
        .titled("Wrote " + target)
        .cap(0)
        .show("bytes", column -> column.label("size").format(Format.BYTES));
  }

  private static Set<String> locations(Model model) {
    Set<String> locations = new LinkedHashSet<>();
    for (Graph graph : model.allGraphs()) {
      for (Tensor tensor : graph.initializers()) {
        tensor
            .externalData()
            .map(entries -> entries.getOrDefault("location", ""))
            .filter(location -> !location.isEmpty())
            .ifPresent(locations::add);
      }
    }
    return locations;
  }
}
