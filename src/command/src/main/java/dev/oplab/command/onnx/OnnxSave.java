package dev.oplab.command.onnx;

import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Positional;
import dev.oplab.command.Product;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.WriteOptions;
import dev.oplab.report.DataTable;
import dev.oplab.report.Tables;
import dev.oplab.surgeon.diff.ModelDiff;
import java.nio.file.Path;
import java.util.List;

/// `onnx save MODEL -o OUT`: a model written anew, its weights where they are wanted.
public final class OnnxSave implements Command {
  private static final Positional<ModelSource> MODEL = ModelSource.argument();
  private static final Product OUT = ModelFile.PRODUCT.required();

  @Override
  public Declaration declaration() {
    Declaration.Builder builder =
        Declaration.of("onnx", "save", "Write an ONNX model anew, its weights where you want")
            .description(
                """
                Writes the model to another file, or to the one it was read from, and prints which
                files hold it. Nothing is lost on the way, and weights are copied from file to file
                without being read into memory. A file takes its name when it is complete.

                Weights stay where they are, in the model file or beside it, unless --inside or
                --external says otherwise. Data files get names that no file in the folder has yet;
                old ones are left alone.

                Sizes are numbers of bytes, or with a unit: 64k and 64KiB are 65536 bytes, 64kB is
                64000.
                """)
            .positional(MODEL);
    HeaderEdit.OPTIONS.forEach(builder::option);
    return builder
        .makes(OUT)
        .tables("files", "changes")
        .example(
            "onnx save model.onnx -o big.onnx --external",
            "Weights of 1 KiB and more into big.onnx.data.")
        .example(
            "onnx save model.onnx -o m.onnx --external=weights.bin --shard-size 2GiB",
            "Several data files, none over 2 GiB.")
        .example("onnx save big.onnx -o big.onnx --inside", "One file again, under its own name.")
        .example(
            "onnx save model.onnx -o model.onnx --ir-version 8 --metadata stage=test",
            "Other entries in its header.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    WriteOptions layout = ModelFile.layout(arguments);
    Path target = OUT.asked(arguments).orElseThrow();
    Model before = arguments.value(MODEL).open();
    Model model = HeaderEdit.isAsked(arguments) ? before.copy() : before;
    HeaderEdit.apply(model, arguments, host);
    List<CommandResult.Written> written = ModelFile.write(model, OUT, arguments, host);
    return CommandResult.of(model)
        .table("changes", HeaderEdit.isAsked(arguments), () -> header(before, model))
        .table("files", () -> ModelFiles.of(model, target, layout, written));
  }

  private static DataTable header(Model before, Model model) {
    return Tables.diff(ModelDiff.of(before, model)).titled(model.name() + ": its header");
  }
}
