package dev.oplab.command.surgeon;

import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.command.internal.Fixes;
import dev.oplab.command.onnx.GraphChoice;
import dev.oplab.command.onnx.ModelFile;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.ValueType.TensorType;
import dev.oplab.report.DataTable;
import dev.oplab.report.Tables;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `surgeon extract MODEL`: a part of a model as a model of its own.
public final class SurgeonExtract implements Command {
  private static final Option<List<String>> INPUTS =
      TensorNames.option("inputs", "where the part begins: NAME, or NAME:TYPE[SHAPE]").required();
  private static final Option<List<String>> OUTPUTS =
      TensorNames.option("outputs", "where it ends, likewise").required();

  @Override
  public Declaration declaration() {
    return Declaration.of("surgeon", "extract", "Cut a part out of a model, as a model of its own")
        .description(
            """
            Makes a model that computes the outputs from the inputs, with all nodes, weights,
            subgraphs and functions that this needs, and no others. If the outputs need something
            else too, the error names it.

            The new inputs and outputs get the type and shape that the model knows. Where it knows
            none, say it: NAME:float32[1,3136,128], with a name for a dimension that may change and
            ? for one that is not known. Names may hold ':' and '/'.
            """)
        .positional(ModelEdit.MODEL)
        .option(INPUTS)
        .option(OUTPUTS)
        .option(GraphChoice.GRAPH)
        .makes(ModelEdit.OUT)
        .tables("inputs", "outputs")
        .example(
            "surgeon extract model.onnx --inputs x --outputs y z -o part.onnx",
            "From one tensor to two.")
        .example(
            "surgeon extract swin.onnx --inputs '/norm/Cast:float32[N,49,128]' --outputs /norm/Add"
                + " -o norm.onnx",
            "A layer, its input's type and shape given.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    ModelFile.layout(arguments);
    Model whole = arguments.value(ModelEdit.MODEL).open();
    Model part =
        Fixes.within(
            whole,
            () ->
                ModelEdit.surgeon(whole, arguments)
                    .extract(arguments.value(INPUTS), arguments.value(OUTPUTS)));
    remarkOnShapeless(part, host);
    ModelEdit edit = ModelEdit.of(whole, part);
    return edit.keep(arguments, host)
        .table("inputs", () -> titled(Tables.inputs(part), part, "inputs"))
        .table("outputs", () -> edit.sized(titled(Tables.outputs(part), part, "outputs")))
        .json(() -> json(edit, part));
  }

  private static void remarkOnShapeless(Model part, NotebookHost host) {
    String names =
        Stream.concat(part.graph().inputs().stream(), part.graph().outputs().stream())
            .filter(value -> value.type() instanceof TensorType type && type.shape() == null)
            .map(value -> "'" + value.name() + "'")
            .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      host.note(
          "no shape is known of %s, and ONNX asks for one: NAME:float32[1,N]".formatted(names));
    }
  }

  private static DataTable titled(DataTable table, Model part, String what) {
    return table.titled("part of %s: %s".formatted(part.name(), what));
  }

  private static Map<String, Object> json(ModelEdit edit, Model part) {
    Map<String, Object> json = new LinkedHashMap<>(edit.json("inputs", Tables.inputs(part)));
    json.put("outputs", Tables.outputs(part).toRows());
    return json;
  }
}
