package dev.oplab.surgeon.diff;

import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The difference between two models. Immutable. Nodes are matched by name, then by what they do:
/// operator, inputs and outputs. The time taken grows with the models, not with their product.
///
/// What is not compared: fields of a file that the model does not show, such as training
/// information and quantization notes.
public record ModelDiff(List<DiffRow> rows) {
  public ModelDiff {
    rows = List.copyOf(rows);
  }

  /// {@return what changed from `before` to `after`; no rows for models that say the same}
  public static ModelDiff of(Model before, Model after) {
    Rows rows = new Rows();
    heads(before, after, rows);
    GraphDiff graphs = new GraphDiff(rows);
    graphs.compare("graph '" + before.graph().name() + "'", before.graph(), after.graph());
    functions(before, after, rows, graphs);
    return new ModelDiff(rows.all());
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  private static void heads(Model before, Model after, Rows rows) {
    Model.Header a = before.header();
    Model.Header b = after.header();
    rows.changed("ir version", "model", a.irVersion(), b.irVersion());
    rows.changed("producer", "model", a.producerName(), b.producerName());
    rows.changed("producer version", "model", a.producerVersion(), b.producerVersion());
    rows.changed("domain", "model", a.domain(), b.domain());
    rows.changed("version", "model", a.modelVersion(), b.modelVersion());
    rows.changed("documentation", "model", a.docString(), b.docString());
    rows.maps("opset", "model", a.opsets(), b.opsets());
    rows.maps("metadata", "model", a.metadata(), b.metadata());
  }

  private static void functions(Model before, Model after, Rows rows, GraphDiff graphs) {
    Map<String, LocalFunction> old = byName(before);
    Map<String, LocalFunction> now = byName(after);
    old.forEach((name, function) -> {
      LocalFunction other = now.get(name);
      if (other == null) {
        rows.removed("function", name, function.toString());
        return;
      }
      String where = "function " + name;
      rows.changed("attributes", where, function.attributes(), other.attributes());
      rows.maps("opset", where, function.opsets(), other.opsets());
      rows.changed("documentation", where, function.docString(), other.docString());
      graphs.attributes(where, function.attributeDefaults(), other.attributeDefaults());
      graphs.compare(where, function.body(), other.body());
    });
    now.forEach((name, function) -> {
      if (!old.containsKey(name)) {
        rows.added("function", name, function.toString());
      }
    });
  }

  private static Map<String, LocalFunction> byName(Model model) {
    Map<String, LocalFunction> all = new LinkedHashMap<>();
    for (LocalFunction function : model.functions()) {
      String name = function.domain() + "." + function.name();
      all.put(function.overload().isEmpty() ? name : name + ":" + function.overload(), function);
    }
    return all;
  }

  @Override
  public String toString() {
    return rows.isEmpty()
        ? "no differences"
        : rows.stream().map(DiffRow::toString).collect(Collectors.joining("\n"));
  }
}
