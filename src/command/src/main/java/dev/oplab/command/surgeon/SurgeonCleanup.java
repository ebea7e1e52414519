package dev.oplab.command.surgeon;

import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.surgeon.Cleanup;

/// `surgeon cleanup MODEL`: without what no output needs.
public final class SurgeonCleanup implements Command {
  private static final Option<Boolean> CONSTANTS =
      Option.onOff("constants", true, "remove weights that nothing uses");
  private static final Option<Boolean> SUBGRAPHS =
      Option.onOff("subgraphs", true, "clean up subgraphs too");
  private static final Option<Boolean> FUNCTIONS =
      Option.onOff("functions", true, "clean up the bodies of functions too");
  private static final Option<Boolean> INPUTS =
      Option.flag("inputs", "remove inputs of the model that nothing uses");
  private static final Option<Boolean> NODE_OUTPUTS =
      Option.flag("node-outputs", "remove optional outputs of nodes that nothing uses");

  @Override
  public Declaration declaration() {
    return Declaration.of("surgeon", "cleanup", "Remove what no output of a model needs")
        .description(
            """
            Removes nodes that no output needs, and weights that nothing uses. What a subgraph uses
            stays. The inputs of the model stay too, and with them how it is called, unless --inputs
            is given.
            """)
        .positional(ModelEdit.MODEL)
        .option(CONSTANTS)
        .option(SUBGRAPHS)
        .option(FUNCTIONS)
        .option(INPUTS)
        .option(NODE_OUTPUTS)
        .makes(ModelEdit.OUT)
        .tables("changes")
        .example("surgeon cleanup model.onnx", "Only look at what would go.")
        .example(
            "surgeon cleanup model.onnx --inputs -o model.onnx", "In place, unused inputs too.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    ModelEdit edit = ModelEdit.open(arguments);
    Cleanup options =
        new Cleanup(
            arguments.value(CONSTANTS),
            arguments.value(INPUTS),
            arguments.value(NODE_OUTPUTS),
            arguments.value(SUBGRAPHS),
            arguments.value(FUNCTIONS));
    edit.apply(arguments, surgeon -> surgeon.cleanup(options));
    return edit.keepWithChanges(arguments, host);
  }
}
