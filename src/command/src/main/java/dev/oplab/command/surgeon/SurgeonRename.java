package dev.oplab.command.surgeon;

import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.command.UsageException;
import dev.oplab.command.onnx.GraphChoice;
import dev.oplab.command.onnx.KeyValue;
import dev.oplab.report.DataTable;
import dev.oplab.surgeon.Surgeon;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `surgeon rename MODEL`: other names for values and nodes.
public final class SurgeonRename implements Command {
  private static final Option<List<KeyValue>> MAP =
      Option.list("map", KeyValue.type("OLD=NEW"), "one name for another")
          .takingMore(word -> word.indexOf('=') > 0);
  private static final Option<Optional<String>> PREFIX =
      Option.optional("prefix", ArgumentTypes.text("TEXT"), "put this before every name");
  private static final Option<Optional<Substitution>> REGEX =
      Option.optional(
          "regex",
          Substitution.type(),
          "replace what a regular expression finds; \\1 is what its first group found");
  private static final Option<Boolean> VALUES =
      Option.flag("values", "rename values, the model's inputs and outputs among them (the usual)");
  private static final Option<Boolean> NODES = Option.flag("nodes", "rename nodes");
  private static final Option<Boolean> KEEP_ENDS =
      Option.flag("keep-ends", "leave the names of the graph's inputs and outputs");

  @Override
  public Declaration declaration() {
    return Declaration.of("surgeon", "rename", "Give values or nodes other names")
        .description(
            """
            Renames values (tensors) by one rule: a map, a prefix or a regular expression. With
            --nodes it renames nodes instead, with --nodes --values both. Subgraphs are included.
            Names may be exchanged in one go; two values of a graph cannot get one name.

            A name with a '=' in it goes in single quotes: --map "'a=b'=c". The expression is Java's,
            written as for sed: s/PATTERN/REPLACEMENT/, with any sign in the place of the slash.
            """)
        .positional(ModelEdit.MODEL)
        .option(MAP)
        .option(PREFIX)
        .option(REGEX)
        .option(VALUES)
        .option(NODES)
        .option(KEEP_ENDS)
        .option(GraphChoice.GRAPH)
        .makes(ModelEdit.OUT)
        .tables("renamed")
        .example(
            "surgeon rename model.onnx --map input0=image output0=scores -o model.onnx",
            "Other names for an input and an output, in place.")
        .example(
            "surgeon rename model.onnx --prefix enc_ --values --nodes --keep-ends -o enc.onnx",
            "Everything inside, before two models are joined.")
        .example(
            "surgeon rename model.onnx --nodes --regex s|^/model/|| -o short.onnx",
            "Shorter names of nodes.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    long rules = Stream.of(MAP, PREFIX, REGEX).filter(arguments::given).count();
    if (rules != 1) {
      throw new UsageException(
          "expected one of --map, --prefix and --regex, found "
              + (rules == 0 ? "none" : rules + " of them"));
    }
    ModelEdit edit = ModelEdit.open(arguments);
    DataTable renamed = edit.apply(arguments, surgeon -> rename(surgeon, arguments));
    return edit.show(
            edit.keep(arguments, host), "renamed", renamed.titled(edit.title(renamed.title())))
        .json(() -> edit.json("renamed", renamed));
  }

  private static DataTable rename(Surgeon surgeon, Arguments arguments) {
    boolean nodes = arguments.value(NODES);
    boolean values = arguments.value(VALUES) || !nodes;
    Renames renames = new Renames(surgeon, values, nodes);
    if (arguments.given(MAP)) {
      renames.map(KeyValue.byKey(arguments.value(MAP), MAP.label()));
    } else {
      String prefix = arguments.value(PREFIX).orElse("");
      Optional<Substitution> regex = arguments.value(REGEX);
      renames.rule(
          name -> regex.map(by -> by.apply(name)).orElse(prefix + name),
          arguments.value(KEEP_ENDS));
    }
    return renames.table();
  }
}
