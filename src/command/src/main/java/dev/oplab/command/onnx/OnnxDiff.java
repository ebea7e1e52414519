package dev.oplab.command.onnx;

import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.command.Positional;
import dev.oplab.onnx.Model;
import dev.oplab.report.DataTable;
import dev.oplab.report.MimeBundle;
import dev.oplab.report.Tables;
import dev.oplab.surgeon.diff.DiffRow;
import dev.oplab.surgeon.diff.ModelDiff;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// `onnx diff A B`: what differs between two models.
public final class OnnxDiff implements Command {
  private static final Positional<ModelSource> A = ModelSource.argument("A", "an ONNX file");
  private static final Positional<ModelSource> B =
      ModelSource.argument("B", "the one to compare it with");
  private static final Option<List<DiffPart>> ONLY =
      Option.list("only", ArgumentTypes.choice("PART", DiffPart.class), "compare this part only");

  @Override
  public Declaration declaration() {
    return Declaration.of("onnx", "diff", "Show what differs between two ONNX models")
        .description(
            """
            Compares two models and prints one row for each difference: added, removed or changed,
            what, where, before and after. Nodes are matched by name, then by what they do. Weights
            are compared byte for byte; where both are numbers of one type and shape, the row says
            how many differ and by how much at most.

            The exit status is 0 if the models say the same and 1 if they differ.

            The parts for --only: header (versions, opsets, producer, metadata), interface (inputs
            and outputs), types, nodes (with attributes and order), weights, functions, notes
            (names, documentation and metadata of graphs and nodes).

            --json prints equal (true or false), counts (rows of part, added, removed, changed) and
            differences (rows of part, change, what, where, before, after).
            """)
        .positional(A)
        .positional(B)
        .option(ONLY)
        .tables("differences", "counts")
        .example("onnx diff before.onnx after.onnx", "Every difference, with a count.")
        .example(
            "onnx diff before.onnx after.onnx --only weights --only nodes --rows 0",
            "Weights and nodes alone, all rows.")
        .example("onnx diff before.onnx after.onnx --json", "For programs.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    Model before = arguments.value(A).open();
    Model after = arguments.value(B).open();
    List<DiffPart> asked = arguments.value(ONLY);
    Set<DiffPart> parts = asked.isEmpty() ? EnumSet.allOf(DiffPart.class) : EnumSet.copyOf(asked);
    ModelDiff whole = ModelDiff.of(before, after);
    ModelDiff diff =
        new ModelDiff(
            whole.rows().stream().filter(row -> parts.contains(DiffPart.of(row))).toList());
    boolean equal = diff.isEmpty();
    String title = title(name(before, after), name(after, before));
    CommandResult result =
        CommandResult.of(diff)
            .table("counts", !equal, () -> DiffPart.counts(diff))
            .table("differences", !equal, () -> titled(title, Tables.diff(diff)))
            .main("differences")
            .json(() -> json(diff));
    return equal
        ? result.show(() -> () -> MimeBundle.text(same(before, after, asked)))
        : result.failed();
  }

  private static String same(Model before, Model after, List<DiffPart> asked) {
    String parts = asked.stream().map(DiffPart::label).collect(Collectors.joining(", "));
    return "%s and %s say the same%s"
        .formatted(name(before, after), name(after, before), parts.isEmpty() ? "" : " in " + parts);
  }

  /// {@return the line above the differences; two models of one file are told apart by place}
  private static String title(String before, String after) {
    return before.equals(after)
        ? "A → B, both of %s: ".formatted(before)
        : "%s → %s: ".formatted(before, after);
  }

  /// {@return the name of a model, with its folder where the other has the same}
  private static String name(Model model, Model other) {
    return model.name().equals(other.name())
        ? model.header().path().map(Path::toString).orElse(model.name())
        : model.name();
  }

  private static DataTable titled(String title, DataTable table) {
    return table.titled(title + table.title());
  }

  private static Map<String, Object> json(ModelDiff diff) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("equal", diff.isEmpty());
    json.put("counts", DiffPart.counts(diff).toRows());
    json.put("differences", diff.rows().stream().map(OnnxDiff::row).toList());
    return json;
  }

  private static Map<String, Object> row(DiffRow row) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("part", DiffPart.of(row).label());
    json.put("change", row.kind().name().toLowerCase(Locale.ROOT));
    json.put("what", row.what());
    json.put("where", row.where());
    json.put("before", row.before());
    json.put("after", row.after());
    return json;
  }
}
