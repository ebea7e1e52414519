package dev.oplab.command.surgeon;

import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.command.Positional;
import dev.oplab.command.UsageException;
import dev.oplab.command.onnx.GraphChoice;
import dev.oplab.report.DataTable;
import dev.oplab.report.Tables;
import dev.oplab.surgeon.BatchEdit;
import dev.oplab.surgeon.diff.ModelDiff;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `surgeon set-shape MODEL TENSOR...`: other types and shapes stated.
public final class SurgeonSetShape implements Command {
  private static final Positional<List<String>> TENSORS =
      Positional.list(
          "TENSOR",
          TensorNames.type("TENSOR"),
          0,
          "NAME:TYPE[SHAPE], NAME:[SHAPE] or NAME:TYPE, as x:float32[N,3,224,224]");
  private static final Option<Optional<String>> BATCH =
      Option.optional(
          "batch",
          ArgumentTypes.of("NAME", SurgeonSetShape::dimension),
          "let the first dimension change, under this name");

  @Override
  public Declaration declaration() {
    return Declaration.of("surgeon", "set-shape", "State other types and shapes of tensors")
        .description(
            """
            States the type, the shape or both of inputs, outputs and tensors between. A dimension
            is a number, a name for one that may change, or ? if it is not known; [...] says that
            not even their number is. Nothing is converted or inferred: the nodes stay as they are.

            --batch names the first dimension of every input and output, opens the Reshape nodes
            that hold the old size in a constant, and forgets the sizes stated in between. The table
            says what was opened, and which nodes may still hold the old size.
            """)
        .positional(ModelEdit.MODEL)
        .positional(TENSORS)
        .option(BATCH)
        .option(GraphChoice.GRAPH)
        .makes(ModelEdit.OUT)
        .tables("changes", "batch")
        .example(
            "surgeon set-shape model.onnx input0:[N,3,224,224] -o out.onnx",
            "Another shape of an input, its type as it was.")
        .example("surgeon set-shape model.onnx --batch N -o model.onnx", "A batch of any size.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    List<String> tensors = arguments.value(TENSORS);
    Optional<String> batch = arguments.value(BATCH);
    if (tensors.isEmpty() && batch.isEmpty()) {
      throw new UsageException("name a TENSOR with its type or shape, or give --batch NAME");
    }
    ModelEdit edit = ModelEdit.open(arguments);
    Optional<BatchEdit> done =
        edit.apply(
            arguments,
            surgeon -> {
              tensors.forEach(text -> StatedType.of(text, surgeon.graph()).state(surgeon));
              return batch.map(surgeon::dynamicBatch);
            });
    if (done.isEmpty()) {
      return edit.keepWithChanges(arguments, host);
    }
    BatchEdit opened = done.get();
    if (opened.inputs().isEmpty()) {
      host.note("no input has a first dimension that is known to be there");
    }
    if (!opened.suspects().isEmpty()) {
      host.note(
          "%,d nodes may still hold the old batch size; the table names them"
              .formatted(opened.suspects().size()));
    }
    DataTable table = BatchTable.of(opened, edit.before().name(), batch.orElse(""));
    DataTable changes = Tables.diff(ModelDiff.of(edit.before(), edit.after()));
    return edit.keep(arguments, host)
        .table("batch", () -> edit.sized(table))
        .table("changes", !tensors.isEmpty(), () -> changes)
        .main("batch")
        .json(() -> json(edit, table, changes));
  }

  private static Map<String, Object> json(ModelEdit edit, DataTable batch, DataTable changes) {
    Map<String, Object> json = new LinkedHashMap<>(edit.json("batch", batch));
    json.put("changes", changes.toRows());
    return json;
  }

  private static String dimension(String text) {
    if (!text.matches("[\\p{L}_][\\p{L}\\p{N}_.]*")) {
      throw new UsageException(
          "expected a name such as N, found '%s'; a size is stated as in x:[8,3,224,224]"
              .formatted(text));
    }
    return text;
  }
}
