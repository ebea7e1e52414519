package dev.oplab.command.surgeon;

import dev.oplab.command.Arguments;
import dev.oplab.command.CommandResult;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Positional;
import dev.oplab.command.Product;
import dev.oplab.command.internal.Fixes;
import dev.oplab.command.onnx.GraphChoice;
import dev.oplab.command.onnx.ModelFile;
import dev.oplab.command.onnx.ModelSource;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.report.DataTable;
import dev.oplab.report.MimeBundle;
import dev.oplab.report.Tables;
import dev.oplab.surgeon.Surgeon;
import dev.oplab.surgeon.diff.ModelDiff;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// A model as a command was given it, and the one that it makes of it. What was given stays as it
/// is: a file is written only with `-o`, and a Java object is copied.
final class ModelEdit {
  static final Positional<ModelSource> MODEL = ModelSource.argument();
  static final Product OUT = ModelFile.PRODUCT;

  private final Model before;
  private final Model after;

  private ModelEdit(Model before, Model after) {
    this.before = before;
    this.after = after;
  }

  /// {@return the model that `MODEL` names and a copy of it, to be edited}
  static ModelEdit open(Arguments arguments) {
    ModelFile.layout(arguments); // wrong options are said before anything is read
    Model model = arguments.value(MODEL).open();
    return new ModelEdit(model, model.copy());
  }

  /// {@return `before`, and what was made of it elsewhere}
  static ModelEdit of(Model before, Model after) {
    return new ModelEdit(before, after);
  }

  Model before() {
    return before;
  }

  Model after() {
    return after;
  }

  /// {@return the graph of `model` that `--graph` names, the main one without it}
  static Surgeon surgeon(Model model, Arguments arguments) {
    Graph graph = GraphChoice.of(model, arguments.value(GraphChoice.GRAPH));
    Surgeon main = Surgeon.of(model);
    return graph == model.graph() ? main : main.in(graph);
  }

  /// Edits the graph of the copy that `--graph` names, the main one without it.
  ///
  /// @return what `edit` gives
  <T> T apply(Arguments arguments, Function<Surgeon, T> edit) {
    return Fixes.within(before, () -> edit.apply(surgeon(after, arguments)));
  }

  /// Writes the edited model if it was asked for.
  ///
  /// @return the edited model as a result
  CommandResult keep(Arguments arguments, NotebookHost host) {
    return ModelFile.keep(after, OUT, arguments, host);
  }

  /// Writes the edited model if it was asked for.
  ///
  /// @return the edited model as a result that shows every difference
  CommandResult keepWithChanges(Arguments arguments, NotebookHost host) {
    DataTable changes = Tables.diff(ModelDiff.of(before, after));
    return show(keep(arguments, host), "changes", changes.titled(title(changes.title())))
        .json(() -> json("changes", changes));
  }

  /// {@return the line above a table: the model, and what happened to it}
  String title(String happened) {
    return before.name() + ": " + happened;
  }

  /// {@return the result with a table; where that has no rows, that nothing changed}
  CommandResult show(CommandResult result, String name, DataTable table) {
    boolean empty = table.table().isEmpty();
    CommandResult more = result.table(name, !empty, () -> sized(table));
    String nothing = title("nothing changed");
    return empty ? more.show(() -> () -> MimeBundle.text(nothing)) : more;
  }

  /// {@return the table with the sizes of both models below it, where they differ}
  DataTable sized(DataTable table) {
    String sizes = ModelSize.of(before).change(ModelSize.of(after));
    return sizes.isEmpty() ? table : table.footnote(sizes);
  }

  /// {@return what `--json` prints: the sizes of both models, and the rows of a table}
  Map<String, Object> json(String name, DataTable rows) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("before", ModelSize.of(before).row());
    json.put("after", ModelSize.of(after).row());
    json.put(name, rows.toRows());
    return json;
  }
}
