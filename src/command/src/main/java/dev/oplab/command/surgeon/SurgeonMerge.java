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
import dev.oplab.command.internal.Fixes;
import dev.oplab.command.onnx.KeyValue;
import dev.oplab.command.onnx.ModelFile;
import dev.oplab.command.onnx.ModelSource;
import dev.oplab.onnx.Model;
import dev.oplab.report.DataTable;
import dev.oplab.report.Tables;
import dev.oplab.surgeon.Merge;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `surgeon merge A B`: two models as one.
public final class SurgeonMerge implements Command {
  private static final Positional<ModelSource> A = ModelSource.argument("A", "an ONNX file");
  private static final Positional<ModelSource> B =
      ModelSource.argument("B", "the one that goes behind or beside it");
  private static final Option<List<KeyValue>> MAP =
      Option.list("map", KeyValue.type("OUT=IN"), "feed an output of A to an input of B")
          .takingMore(word -> word.indexOf('=') > 0);
  private static final Option<String> PREFIX =
      Option.value(
          "prefix", ArgumentTypes.text("TEXT"), "m2_", "goes before names of B that A has too");
  private static final Option<Boolean> PREFIX_ALL =
      Option.flag("prefix-all", "put the prefix before every name of B");
  private static final Option<Boolean> KEEP_CONNECTED =
      Option.flag("keep-connected", "outputs of A that feed B stay outputs of the whole");

  @Override
  public Declaration declaration() {
    return Declaration.of("surgeon", "merge", "Join two models, one behind or beside the other")
        .description(
            """
            Makes one model of two. Outputs of the first feed inputs of the second as --map says;
            without it the two stand side by side. Inputs and outputs of the whole are those of the
            first, then those of the second, without the connected ones. Both must mean their
            operators in the same version.
            """)
        .positional(A)
        .positional(B)
        .option(MAP)
        .option(PREFIX)
        .option(PREFIX_ALL)
        .option(KEEP_CONNECTED)
        .makes(ModelEdit.OUT)
        .tables("inputs", "outputs", "connected")
        .example(
            "surgeon merge encoder.onnx decoder.onnx --map hidden=states mask=mask -o both.onnx",
            "Two outputs of the one feed two inputs of the other.")
        .example(
            "surgeon merge day.onnx night.onnx --prefix night_ --prefix-all -o both.onnx",
            "Side by side.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    ModelFile.layout(arguments);
    List<KeyValue> pairs = arguments.value(MAP);
    checkInputs(pairs);
    Model first = arguments.value(A).open();
    Model second = arguments.value(B).open();
    Merge merge = Merge.of(first, second).prefix(arguments.value(PREFIX));
    pairs.forEach(pair -> merge.connect(pair.key(), pair.value()));
    if (arguments.value(PREFIX_ALL)) {
      merge.prefixAll();
    }
    if (arguments.value(KEEP_CONNECTED)) {
      merge.keepConnected();
    }
    Model whole = Fixes.within(first, merge::run);
    if (pairs.isEmpty()) {
      host.note("no output of A feeds an input of B: the two stand side by side");
    }
    ModelEdit edit = ModelEdit.of(first, whole);
    DataTable connected = Connections.table(pairs, first, second);
    String title = first.name() + " + " + second.name() + ": ";
    return edit.keep(arguments, host)
        .table("connected", !pairs.isEmpty(), () -> connected)
        .table("inputs", () -> Tables.inputs(whole).titled(title + "inputs"))
        .table(
            "outputs",
            () ->
                Tables.outputs(whole)
                    .titled(title + "outputs")
                    .footnote(sizes(first, second, whole)))
        .json(() -> json(edit, whole, connected));
  }

  private static void checkInputs(List<KeyValue> pairs) {
    Set<String> fed = new HashSet<>();
    for (KeyValue pair : pairs) {
      if (!fed.add(pair.value())) {
        throw new UsageException(MAP.label() + ": '" + pair.value() + "' is fed twice");
      }
    }
  }

  private static String sizes(Model first, Model second, Model whole) {
    return "nodes: %,d + %,d → %,d"
        .formatted(
            ModelSize.of(first).nodes(), ModelSize.of(second).nodes(), ModelSize.of(whole).nodes());
  }

  private static Map<String, Object> json(ModelEdit edit, Model whole, DataTable connected) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("after", ModelSize.of(edit.after()).row());
    json.put("connected", connected.toRows());
    json.put("inputs", Tables.inputs(whole).toRows());
    json.put("outputs", Tables.outputs(whole).toRows());
    return json;
  }
}
