package dev.oplab.command.onnx;

import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.Arguments;
import dev.oplab.command.CommandException;
import dev.oplab.command.CommandResult;
import dev.oplab.command.CommonOptions;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.command.Product;
import dev.oplab.command.Progress;
import dev.oplab.command.UsageException;
import dev.oplab.command.internal.Fixes;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The model that a command makes: `-o OUT` and where its weights go.
public final class ModelFile {
  private static final Option<Boolean> INSIDE =
      Option.flag("inside", "all weights into the model file");
  private static final Option<Optional<String>> EXTERNAL =
      Option.maybe(
          "external",
          ArgumentTypes.text("FILE"),
          "",
          word -> !word.endsWith(".onnx") && !word.startsWith("{"),
          "large weights into a data file beside the model; OUT.data if it has no name here");
  private static final Option<Long> THRESHOLD =
      Option.value(
          "threshold",
          ByteSize.type(0),
          WriteOptions.external().threshold(),
          "with --external: weights this large or larger go there");
  private static final Option<Long> ALIGNMENT =
      Option.value(
          "alignment",
          ByteSize.type(1),
          WriteOptions.external().alignment(),
          "with --external: large weights begin at a multiple of this");
  private static final Option<Optional<Long>> SHARD_SIZE =
      Option.optional(
          "shard-size",
          ByteSize.type(1),
          "with --external: begin another data file at this size, such as 2GiB");
  private static final Option<Boolean> SYNC =
      Option.flag("sync", "wait until everything is on the disk");
  private static final Option<Boolean> OVER_2GIB =
      Option.flag("over-2gib", "allow a model file over 2 GiB, which most programs refuse");

  /// `-o`, which may be left out, and the options for the layout.
  public static final Product PRODUCT =
      Product.of("model", "OUT", "write the model to this file; it may be the one that was read")
          .with(List.of(INSIDE, EXTERNAL, THRESHOLD, ALIGNMENT, SHARD_SIZE, SYNC, OVER_2GIB));

  private ModelFile() {}

  /// Writes the model if `product` was asked for; remarks that it is lost if nothing keeps it.
  ///
  /// @return the model as a result, with the files that were written
  public static CommandResult keep(
      Model model, Product product, Arguments arguments, NotebookHost host) {
    CommandResult result = CommandResult.of(model);
    for (CommandResult.Written file : write(model, product, arguments, host)) {
      result = result.wrote(file);
    }
    if (result.written().isEmpty() && !arguments.given(CommonOptions.AS)) {
      host.note(
          host.isNotebook()
              ? "nothing was kept: --as NAME gives the model to a variable, -o FILE writes it"
              : "nothing was kept: -o FILE writes the model");
    }
    return result;
  }

  /// Writes the model if `product` was asked for.
  ///
  /// @return the files written, data files first; none if it was not asked for
  public static List<CommandResult.Written> write(
      Model model, Product product, Arguments arguments, NotebookHost host) {
    Optional<Path> file = product.asked(arguments);
    if (file.isEmpty()) {
      return List.of();
    }
    WriteOptions options = layout(arguments);
    List<CommandResult.Written> written = new ArrayList<>();
    try (Progress progress = host.progress("writing " + file.get().getFileName())) {
      progress.update("weights", 0, 0);
      List<Path> paths = Fixes.within(model, () -> OnnxIo.write(model, file.get(), options));
      for (Path path : paths) {
        written.add(new CommandResult.Written(path, Files.size(path)));
      }
    } catch (IOException e) {
      throw new CommandException(
          "%s was written, and is gone (%s)\nFix: see what else writes there."
              .formatted(file.get(), e),
          e);
    }
    return written;
  }

  /// {@return where weights go, as the options say}
  ///
  /// @throws UsageException if they contradict each other
  public static WriteOptions layout(Arguments arguments) {
    Optional<String> external = arguments.value(EXTERNAL);
    if (external.isPresent() && arguments.value(INSIDE)) {
      throw new UsageException("--inside and --external exclude each other");
    }
    for (Option<?> option : List.of(THRESHOLD, ALIGNMENT, SHARD_SIZE)) {
      if (external.isEmpty() && arguments.given(option)) {
        throw new UsageException(option.label() + " needs --external");
      }
    }
    WriteOptions layout =
        external
            .map(WriteOptions::external)
            .orElse(arguments.value(INSIDE) ? WriteOptions.inside() : WriteOptions.asIs())
            .threshold(arguments.value(THRESHOLD))
            .alignment(arguments.value(ALIGNMENT))
            .sync(arguments.value(SYNC))
            .over2GiB(arguments.value(OVER_2GIB));
    return arguments.value(SHARD_SIZE).map(layout::shardSize).orElse(layout);
  }
}
