package dev.oplab.command.surgeon;

import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Positional;
import dev.oplab.command.onnx.ModelSource;
import dev.oplab.onnx.Model;
import dev.oplab.report.Tables;
import dev.oplab.surgeon.pass.Passes;
import java.util.List;
import java.util.Optional;

/// `surgeon passes`: the rewrites there are.
public final class SurgeonPasses implements Command {
  private static final Positional<Optional<ModelSource>> MODEL = ModelSource.optional();

  @Override
  public Declaration declaration() {
    return Declaration.of("surgeon", "passes", "List the passes, and which of them a model suits")
        .description(
            """
            Lists the passes that 'surgeon run' knows: what each does and what it needs. With a
            model, also whether it can run on that, and if not, why.
            """)
        .positional(MODEL)
        .tables("passes")
        .example("surgeon passes", "Every pass.")
        .example("surgeon passes model.onnx", "Which of them can run on this model.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    Optional<Model> model = arguments.value(MODEL).map(ModelSource::open);
    return CommandResult.of(List.copyOf(Passes.all().values()))
        .table("passes", () -> model.map(Tables::passes).orElseGet(Tables::passes));
  }
}
