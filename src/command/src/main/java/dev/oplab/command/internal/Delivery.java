package dev.oplab.command.internal;

import dev.oplab.command.Arguments;
import dev.oplab.command.CommandResult;
import dev.oplab.command.CommonOptions;
import dev.oplab.command.Declaration;
import dev.oplab.command.FileFormat;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.command.UsageException;
import dev.oplab.report.MimeBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.SourceVersion;

/// Where a result goes, as the common options say: shown, printed in one format, written to files,
/// bound to a variable. Settled before the work starts, so that a wrong file name costs no time.
final class Delivery {
  private final Renderer renderer;
  private final Optional<FileFormat> printed;
  private final Map<Path, FileFormat> files;
  private final Optional<String> variable;
  private final boolean product;
  private final boolean quiet;

  private Delivery(
      Renderer renderer,
      Optional<FileFormat> printed,
      Map<Path, FileFormat> files,
      Optional<String> variable,
      boolean product,
      boolean quiet) {
    this.renderer = renderer;
    this.printed = printed;
    this.files = files;
    this.variable = variable;
    this.product = product;
    this.quiet = quiet;
  }

  /// @throws UsageException if the options contradict each other or the declaration
  static Delivery plan(Declaration declaration, Arguments arguments, boolean notebook) {
    Map<Path, FileFormat> files = new LinkedHashMap<>();
    Optional<Path> product = declaration.product().flatMap(made -> made.asked(arguments));
    product.ifPresent(FileWriter::check);
    if (declaration.product().isEmpty()) {
      try {
        arguments
            .value(CommonOptions.OUTPUT)
            .ifPresent(file -> files.put(file, FileFormat.of(file, declaration)));
      } catch (UsageException e) {
        throw new UsageException(CommonOptions.OUTPUT.label() + ": " + e.getMessage());
      }
    }
    arguments.value(CommonOptions.HTML).ifPresent(file -> files.put(file, FileFormat.HTML));
    arguments.value(CommonOptions.SVG).ifPresent(file -> files.put(file, FileFormat.SVG));
    arguments.value(CommonOptions.PNG).ifPresent(file -> files.put(file, FileFormat.PNG));
    files.keySet().forEach(FileWriter::check);
    Renderer renderer =
        new Renderer(
            declaration,
            name(CommonOptions.TABLE, declaration.tables(), arguments),
            name(CommonOptions.PICTURE, declaration.pictures(), arguments),
            arguments.given(CommonOptions.ROWS)
                ? Optional.of(arguments.value(CommonOptions.ROWS))
                : Optional.empty());
    return new Delivery(
        renderer,
        printed(declaration, arguments),
        files,
        variable(arguments, notebook),
        product.isPresent(),
        arguments.value(CommonOptions.QUIET));
  }

  private static Optional<String> name(
      Option<Optional<String>> option, List<String> names, Arguments arguments) {
    Optional<String> name = arguments.value(option);
    name.filter(asked -> !names.contains(asked))
        .ifPresent(asked -> {
          throw new UsageException(
              "%s: expected one of %s, found '%s'%s"
                  .formatted(
                      option.label(),
                      String.join(", ", names),
                      asked,
                      DidYouMean.question(asked, names)));
        });
    return name;
  }

  private static Optional<FileFormat> printed(Declaration declaration, Arguments arguments) {
    Map<Option<Boolean>, FileFormat> formats = new LinkedHashMap<>();
    formats.put(CommonOptions.JSON, FileFormat.JSON);
    formats.put(CommonOptions.CSV, FileFormat.CSV);
    formats.put(CommonOptions.MARKDOWN, FileFormat.MARKDOWN);
    formats.keySet().removeIf(option -> !arguments.value(option));
    if (formats.size() > 1) {
      List<String> labels = formats.keySet().stream().map(Option::label).toList();
      String way = declaration.product().isPresent() ? "" : "; write one to a file with -o FILE";
      throw new UsageException(String.join(" and ", labels) + " exclude each other" + way);
    }
    return formats.values().stream().findFirst();
  }

  private static Optional<String> variable(Arguments arguments, boolean notebook) {
    Optional<String> name = arguments.value(CommonOptions.AS);
    if (name.isPresent() && !notebook) {
      throw new UsageException(
          "--as gives the result to a Java variable, which only a notebook has; use -o FILE here");
    }
    if (name.isPresent() && (name.get().contains(".") || !SourceVersion.isName(name.get()))) {
      throw new UsageException(
          "--as: expected the name of a Java variable, found '" + name.get() + "'");
    }
    return name;
  }

  /// Shows, prints, writes and binds.
  void deliver(CommandResult result, NotebookHost host) throws IOException {
    if (printed.isPresent()) {
      String text = renderer.text(result, printed.get());
      host.show(MimeBundle.text(text));
    }
    Map<Path, Renderer.Content> contents = new LinkedHashMap<>(); // all made before any is written
    for (Map.Entry<Path, FileFormat> file : files.entrySet()) {
      contents.put(file.getKey(), renderer.content(result, file.getValue()));
    }
    contents.forEach((file, content) -> write(file, content, host));
    if (variable.isPresent() && result.value().isPresent()) {
      host.bind(variable.get(), result.value().get());
    }
    boolean kept = variable.isPresent() || product;
    boolean askedElsewhere = !files.isEmpty() || (quiet && kept);
    if (printed.isEmpty() && !askedElsewhere) {
      renderer.bundles(result, host).forEach(host::show);
    }
    for (CommandResult.Written made : result.written()) {
      say(made.file(), ByteCount.text(made.bytes()), host);
    }
  }

  private void write(Path file, Renderer.Content content, NotebookHost host) {
    FileWriter.write(file, content.bytes());
    say(file, content.size(), host);
  }

  private void say(Path file, String size, NotebookHost host) {
    String line = "Wrote " + file + " (" + size + ")";
    if (printed.isPresent()) {
      host.note(line);
    } else if (!quiet) {
      host.show(MimeBundle.text(line));
    }
  }
}
