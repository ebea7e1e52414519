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
import dev.oplab.surgeon.pass.PassManager;
import dev.oplab.surgeon.pass.Passes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `surgeon run MODEL PASS...`: rewrites, again and again until none finds anything.
public final class SurgeonRun implements Command {
  private static final Positional<List<String>> PASSES =
      Positional.list(
          "PASS",
          ArgumentTypes.oneOf("PASS", Passes.all().keySet().toArray(new String[0])),
          1,
          "a pass by name; 'surgeon passes' says what each does");
  private static final Option<Integer> ROUNDS =
      Option.value(
          "rounds",
          ArgumentTypes.integer(1, Integer.MAX_VALUE),
          20,
          "the most times that the passes are run, one after the other");
  private static final Option<Boolean> DRY_RUN =
      Option.flag("dry-run", "only show what would change");

  @Override
  public Declaration declaration() {
    return Declaration.of("surgeon", "run", "Run passes over a model until nothing changes")
        .description(
            """
            Runs rewrites in the order given, again and again until none of them changes anything.
            A pass keeps what the model computes, and the names of its inputs and outputs. One whose
            needs the model does not meet is skipped, and the table says why.
            """)
        .positional(ModelEdit.MODEL)
        .positional(PASSES)
        .option(ROUNDS)
        .option(DRY_RUN)
        .makes(ModelEdit.OUT)
        .tables("passes", "changes")
        .example(
            "surgeon run model.onnx remove-identity fold-batchnorm -o model.onnx",
            "Two passes, in place.")
        .example(
            "surgeon run model.onnx fuse-layernorm:raise-opset --dry-run --rows 0",
            "Every place where a LayerNormalization would be made.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    boolean dry = arguments.value(DRY_RUN);
    if (dry && ModelEdit.OUT.asked(arguments).isPresent()) {
      throw new UsageException("--dry-run and -o exclude each other");
    }
    List<String> names = arguments.value(PASSES).stream().distinct().toList();
    ModelEdit edit = ModelEdit.open(arguments);
    PassManager.Report report =
        PassManager.of(names.toArray(new String[0]))
            .rounds(arguments.value(ROUNDS))
            .run(edit.after());
    if (!report.settled()) {
      host.note(
          "after %,d rounds there may be more to do; --rounds allows more"
              .formatted(report.rounds()));
    }
    RunTables tables = new RunTables(edit.before().name(), names, report);
    CommandResult result = dry ? CommandResult.of(edit.after()) : edit.keep(arguments, host);
    return result
        .table("passes", () -> edit.sized(tables.passes()))
        .table("changes", report.changed(), tables::changes)
        .json(() -> json(edit, report, tables));
  }

  private static Map<String, Object> json(
      ModelEdit edit, PassManager.Report report, RunTables tables) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("changed", report.changed());
    json.put("settled", report.settled());
    json.put("rounds", report.rounds());
    json.putAll(edit.json("passes", tables.passes()));
    json.put("changes", tables.changes().toRows());
    return json;
  }
}
