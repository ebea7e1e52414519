package dev.oplab.command.internal;

import dev.oplab.command.CommandException;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.FileFormat;
import dev.oplab.command.NotebookHost;
import dev.oplab.report.DataTable;
import dev.oplab.report.MimeBundle;
import dev.oplab.report.Picture;
import dev.oplab.report.Printable;
import dev.oplab.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes a result into text, bytes of a file, or what a host shows.
///
/// @param table the table asked for
/// @param picture the picture asked for
/// @param rows the most rows of a table that are shown, 0 for all; empty for the table's own choice
record Renderer(
    Declaration declaration,
    Optional<String> table,
    Optional<String> picture,
    Optional<Integer> rows) {

  /// Bytes of a file, and their size in words. Immutable.
  static final class Content {
    private final byte[] bytes;
    private final String size;

    Content(byte[] bytes, String size) {
      this.bytes = bytes;
      this.size = size;
    }

    byte[] bytes() {
      return bytes;
    }

    String size() {
      return size;
    }
  }

  /// {@return the result in a format that is text}
  String text(CommandResult result, FileFormat format) throws IOException {
    return switch (format) {
      case JSON -> Json.text(result.toJson());
      case CSV -> chosen(result).toCsv();
      case MARKDOWN -> chosen(result).toMarkdown();
      case TEXT -> plain(result, DataTable.TEXT_WIDTH, inFile());
      case HTML -> page(result);
      case SVG -> drawing(result).svg();
      case PNG -> throw new IllegalArgumentException("PNG is not text");
    };
  }

  /// {@return the bytes of a file}
  Content content(CommandResult result, FileFormat format) throws IOException {
    byte[] bytes =
        format == FileFormat.PNG
            ? drawing(result).png()
            : text(result, format).getBytes(StandardCharsets.UTF_8);
    boolean counted = format == FileFormat.CSV || format == FileFormat.MARKDOWN;
    return new Content(
        bytes,
        counted ? rowCount(chosen(result).table().rowCount()) : ByteCount.text(bytes.length));
  }

  /// {@return what a host shows, one bundle a part; on a terminal without pictures}
  List<MimeBundle> bundles(CommandResult result, NotebookHost host) {
    if (shown(result, picture).isEmpty()) {
      return List.of();
    }
    if (!host.isNotebook()) {
      return List.of(MimeBundle.text(plain(result, host.width(), rows)));
    }
    return shown(result, picture).stream().map(part -> capped(part, rows).render()).toList();
  }

  private String page(CommandResult result) {
    Report report = Report.titled(declaration.group() + " " + declaration.name());
    for (CommandResult.Part part : shown(result, picture)) {
      report = report.with("", capped(part, inFile()));
    }
    return report.toHtmlPage();
  }

  /// A file has every row unless a number was asked for.
  private Optional<Integer> inFile() {
    return Optional.of(rows.orElse(0));
  }

  private String plain(CommandResult result, int width, Optional<Integer> rows) {
    return shown(result, Optional.empty()).stream()
        .filter(part -> !(part instanceof CommandResult.Drawing))
        .map(part -> plain(capped(part, rows), width))
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n\n", "", "\n"));
  }

  private static String plain(Printable printable, int width) {
    return printable instanceof DataTable rows ? rows.toText(width) : printable.toText();
  }

  private static Printable capped(CommandResult.Part part, Optional<Integer> rows) {
    return part instanceof CommandResult.Table list && list.capped() && rows.isPresent()
        ? list.content().cap(rows.get())
        : part.content();
  }

  /// The parts asked for by name, alone; without a name those that the command shows.
  private List<CommandResult.Part> shown(CommandResult result, Optional<String> picture) {
    boolean named = table.isPresent() || picture.isPresent();
    return result.parts().stream()
        .filter(part ->
            switch (part) {
              case CommandResult.Table t when named -> table.equals(Optional.of(t.name()));
              case CommandResult.Drawing d when named -> picture.equals(Optional.of(d.name()));
              case CommandResult.Text _ when named -> false;
              default -> part.shown();
            })
        .toList();
  }

  private DataTable chosen(CommandResult result) {
    String name = table.or(result::main).orElse(declaration.tables().getFirst());
    for (CommandResult.Part part : result.parts()) {
      if (part instanceof CommandResult.Table found && found.name().equals(name)) {
        return found.content();
      }
    }
    throw new CommandException("this result has no table '" + name + "'");
  }

  private Picture drawing(CommandResult result) {
    String name = picture.orElse(declaration.pictures().getFirst());
    for (CommandResult.Part part : result.parts()) {
      if (part instanceof CommandResult.Drawing found && found.name().equals(name)) {
        return found.content();
      }
    }
    throw new CommandException("this result has no picture '" + name + "'");
  }

  private static String rowCount(int count) {
    return count == 1 ? "1 row" : count + " rows";
  }
}
