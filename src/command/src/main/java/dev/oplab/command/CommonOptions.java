package dev.oplab.command;

import dev.oplab.report.DataTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The options that commands share, so that they mean the same everywhere.
public final class CommonOptions {
  /// Of a command without a file of its own ([Product]).
  public static final Option<Optional<Path>> OUTPUT =
      Option.optional(
              "output", ArgumentTypes.path("FILE"), "write the result to a file, as its name ends:")
          .letter('o');

  public static final Option<Boolean> JSON =
      Option.flag("json", "print one JSON object, for programs");
  public static final Option<Boolean> CSV = Option.flag("csv", "print a table as CSV");
  public static final Option<Boolean> MARKDOWN =
      Option.flag("markdown", "print a table as Markdown");
  public static final Option<Optional<String>> TABLE =
      Option.optional(
          "table", ArgumentTypes.text("NAME"), "this table alone, shown or as CSV or Markdown:");
  public static final Option<Optional<Path>> HTML =
      Option.optional("html", ArgumentTypes.path("FILE"), "write everything as a web page");
  public static final Option<Optional<Path>> SVG =
      Option.optional("svg", ArgumentTypes.path("FILE"), "write a picture as SVG");
  public static final Option<Optional<Path>> PNG =
      Option.optional("png", ArgumentTypes.path("FILE"), "write a picture as PNG");
  public static final Option<Optional<String>> PICTURE =
      Option.optional(
          "picture", ArgumentTypes.text("NAME"), "this picture alone, shown or as SVG or PNG:");
  public static final Option<Integer> ROWS =
      Option.value(
          "rows",
          ArgumentTypes.integer(0, Integer.MAX_VALUE),
          DataTable.ROW_CAP,
          "rows shown of a table, 0 for all; files, CSV and JSON have all");
  public static final Option<Optional<String>> AS =
      Option.optional(
          "as", ArgumentTypes.text("NAME"), "give the result to a Java variable (in a notebook)");
  public static final Option<Boolean> QUIET =
      Option.flag("quiet", "no progress and no remarks; with --as or a file, nothing shown")
          .letter('q');
  public static final Option<Boolean> DEBUG =
      Option.flag("debug", "show the stack trace of an error");
  public static final Option<Boolean> HELP = Option.flag("help", "show this page").letter('h');

  private CommonOptions() {}

  /// {@return the options that suit a command, in the order of its help page}
  public static List<Option<?>> of(Declaration declaration) {
    List<Option<?>> options = new ArrayList<>();
    if (declaration.product().isEmpty()) {
      options.add(OUTPUT);
    }
    options.add(JSON);
    if (!declaration.tables().isEmpty()) {
      options.addAll(List.of(CSV, MARKDOWN, TABLE, ROWS));
    }
    options.add(HTML);
    if (!declaration.pictures().isEmpty()) {
      options.addAll(List.of(SVG, PNG, PICTURE));
    }
    options.addAll(List.of(AS, QUIET, DEBUG, HELP));
    return options;
  }

  /// {@return the words that this option allows because of what the command has to give}
  public static List<String> words(Option<?> option, Declaration declaration) {
    if (option == TABLE) {
      return declaration.tables();
    }
    if (option == PICTURE) {
      return declaration.pictures();
    }
    return option == OUTPUT ? FileFormat.extensions(declaration) : List.of();
  }
}
