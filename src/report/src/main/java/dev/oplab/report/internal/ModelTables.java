package dev.oplab.report.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.report.ColumnView.Format;
import dev.oplab.report.DataTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The tables about a model as a whole.
public final class ModelTables {
  private ModelTables() {}

  /// {@return one row per property, named `model`}
  public static DataTable model(Model model) {
    Model.Header header = model.header();
    List<Scopes> scopes = Scopes.of(model);
    List<Tensor> weights = scopes.stream().flatMap(s -> s.graph().initializers().stream()).toList();
    int nodes = scopes.stream().mapToInt(scope -> scope.graph().nodes().size()).sum();
    Properties rows = new Properties();
    rows.add("file", header.path().map(Object::toString).orElse(""));
    rows.add("size", sized(header.byteSize()));
    rows.add("IR version", Long.toString(header.irVersion()));
    rows.add("opsets", opsets(header));
    rows.add("producer", (header.producerName() + " " + header.producerVersion()).strip());
    rows.add("domain", header.domain());
    rows.add("model version", header.modelVersion() == 0 ? "" : "" + header.modelVersion());
    rows.add("graph", model.graph().name());
    rows.add("inputs", signature(model.graph().requiredInputs()));
    rows.add("outputs", signature(model.graph().outputs()));
    rows.add("nodes", "%,d".formatted(nodes) + inSubgraphs(model, scopes, nodes));
    rows.add("functions", functions(model));
    rows.add("initializers", "%,d".formatted(weights.size()));
    rows.add(
        "parameters", "%,d".formatted(weights.stream().mapToLong(ModelTables::elements).sum()));
    rows.add("initializer bytes", sized(weights.stream().mapToLong(Tensor::byteSize).sum()));
    header.metadata().forEach((key, value) -> rows.add("metadata " + key, value));
    rows.add("description", header.docString());
    return rows.table("model", model.name());
  }

  /// {@return one row per graph input, named `inputs`}
  public static DataTable inputs(Model model) {
    List<Value> inputs = model.graph().inputs();
    Table table = values(model, inputs);
    table.addColumns(
        StringColumn.create(
            "default",
            inputs.stream().map(v -> v.initializer().isPresent() ? "initializer" : "").toList()));
    DataTable view = DataTable.of(table).named("inputs").titled(model.name() + ": inputs").cap(0);
    boolean none = inputs.stream().allMatch(value -> value.initializer().isEmpty());
    return none ? view.hide("default") : view;
  }

  /// {@return one row per graph output, named `outputs`}
  public static DataTable outputs(Model model) {
    return DataTable.of(values(model, model.graph().outputs()))
        .named("outputs")
        .titled(model.name() + ": outputs")
        .cap(0);
  }

  /// {@return one row per operator and domain, named `operators`}
  public static DataTable operators(Model model) {
    List<Scopes.Placed> nodes = Scopes.nodes(model);
    Map<List<String>, Integer> counts = new TreeMap<>(Comparator.comparing(List::toString));
    for (Scopes.Placed placed : nodes) {
      counts.merge(List.of(placed.node().opType(), placed.node().domain()), 1, Integer::sum);
    }
    List<Map.Entry<List<String>, Integer>> sorted = new ArrayList<>(counts.entrySet());
    sorted.sort(Map.Entry.<List<String>, Integer>comparingByValue().reversed());
    Table table =
        Table.create(
            model.name(),
            StringColumn.create("operator", sorted.stream().map(e -> e.getKey().get(0)).toList()),
            StringColumn.create("domain", sorted.stream().map(e -> e.getKey().get(1)).toList()),
            IntColumn.create("count", sorted.stream().mapToInt(Map.Entry::getValue).toArray()),
            DoubleColumn.create(
                "share",
                sorted.stream().mapToDouble(e -> e.getValue() / (double) nodes.size()).toArray()));
    DataTable view =
        DataTable.of(table)
            .named("operators")
            .titled(
                "%s: %,d nodes of %,d operators"
                    .formatted(model.name(), nodes.size(), sorted.size()))
            .show("count", column -> column.format(Format.COUNT))
            .show("share", column -> column.format(Format.PERCENT).withBar());
    if (sorted.stream().allMatch(entry -> entry.getKey().get(1).isEmpty())) {
      view = view.hide("domain");
    }
    int inside = nodes.size() - model.graph().nodes().size();
    if (inside > 0) {
      view = view.footnote("%,d of the nodes are in subgraphs.".formatted(inside));
    }
    int functions = model.functions().size();
    return functions == 0
        ? view
        : view.footnote(
            "The nodes inside the model's %,d functions are not counted.".formatted(functions));
  }

  private static Table values(Model model, List<Value> values) {
    return Table.create(
        model.name(),
        StringColumn.create("name", values.stream().map(Value::name).toList()),
        StringColumn.create(
            "type", values.stream().map(v -> ValueTable.typeName(v.type())).toList()),
        StringColumn.create(
            "shape", values.stream().map(v -> ValueTable.shapeOf(v.type())).toList()));
  }

  private static String signature(List<Value> values) {
    return values.stream().map(v -> v.name() + " " + v.type()).collect(Collectors.joining(", "));
  }

  private static String opsets(Model.Header header) {
    return header.opsets().entrySet().stream()
        .map(e -> (e.getKey().isEmpty() ? "ai.onnx" : e.getKey()) + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String inSubgraphs(Model model, List<Scopes> scopes, int nodes) {
    Graph main = model.graph();
    int inside = nodes - main.nodes().size();
    return scopes.size() == 1
        ? ""
        : ", %,d of them in %,d subgraphs".formatted(inside, scopes.size() - 1);
  }

  private static String functions(Model model) {
    return model.functions().stream()
        .map(function -> Visible.of(function.name()))
        .collect(Collectors.joining(", "));
  }

  private static long elements(Tensor tensor) {
    return tensor.shape().elementCount().orElse(0);
  }

  private static String sized(long bytes) {
    return bytes < 1024 ? bytes + " B" : "%s (%,d B)".formatted(Cells.bytes(bytes), bytes);
  }
}
