package dev.oplab.command.onnx;

import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.command.Positional;
import dev.oplab.command.internal.DidYouMean;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.report.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `onnx show MODEL`: what is in a model.
public final class OnnxShow implements Command {
  private static final Positional<ModelSource> MODEL = ModelSource.argument();
  private static final Option<Boolean> NODES =
      Option.flag("nodes", "list the nodes instead: operator, inputs, outputs, attributes");
  private static final Option<Boolean> WEIGHTS =
      Option.flag("weights", "list the weights instead, the largest first");
  private static final Option<List<String>> OPS =
      Option.list("op", ArgumentTypes.text("TYPE"), "list the nodes of this operator only");

  @Override
  public Declaration declaration() {
    return Declaration.of("onnx", "show", "Show what is in an ONNX model")
        .description(
            """
            Prints the model's size, versions and opsets, its inputs and outputs, and how often it
            uses each operator; with --nodes, --op or --weights, those lists instead. Weights stay
            on disk: a model of any size opens at once.

            --json always has every table, each under its name: model (an object), inputs, outputs,
            opsets, operators, nodes and weights (lists of rows). --op leaves only the nodes asked
            for in it.
            """)
        .positional(MODEL)
        .option(NODES)
        .option(WEIGHTS)
        .option(OPS)
        .tables("nodes", "weights", "operators", "inputs", "outputs", "model")
        .example("onnx show model.onnx", "Inputs, outputs, opsets, operators and size.")
        .example("onnx show model.onnx --op Conv --rows 0", "Every convolution.")
        .example("onnx show model.onnx -o nodes.csv", "All nodes, for a spreadsheet.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    Model model = arguments.value(MODEL).open();
    List<String> ops = arguments.value(OPS);
    remarkOnAbsent(ops, model, host);
    boolean nodes = arguments.value(NODES) || !ops.isEmpty();
    boolean weights = arguments.value(WEIGHTS);
    boolean overview = !nodes && !weights;
    return CommandResult.of(model)
        .properties("model", overview, () -> Tables.model(model))
        .table("inputs", overview, () -> Tables.inputs(model))
        .table("outputs", overview, () -> Tables.outputs(model))
        .table("operators", overview, () -> Tables.operators(model))
        .table("nodes", nodes, () -> Tables.nodes(model, ops))
        .table("weights", weights, () -> Tables.weights(model))
        .main(weights && !nodes ? "weights" : "nodes")
        .json(() -> json(model, ops));
  }

  private static void remarkOnAbsent(List<String> ops, Model model, NotebookHost host) {
    List<String> there = model.allNodes().stream().map(Node::opType).distinct().toList();
    for (String op : ops) {
      if (!there.contains(op)) {
        host.note("no node is a '%s'%s".formatted(op, DidYouMean.question(op, there)));
      }
    }
  }

  private static Map<String, Object> json(Model model, List<String> ops) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("model", header(model));
    json.put("inputs", Tables.inputs(model).toRows());
    json.put("outputs", Tables.outputs(model).toRows());
    json.put("opsets", opsets(model));
    json.put("operators", Tables.operators(model).toRows());
    json.put("nodes", Tables.nodes(model, ops).toRows());
    json.put("weights", Tables.weights(model).toRows());
    return json;
  }

  private static Map<String, Object> header(Model model) {
    Model.Header header = model.header();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", model.name());
    header.path().ifPresent(path -> json.put("path", path.toString()));
    json.put("bytes", header.byteSize());
    json.put("ir_version", header.irVersion());
    json.put("producer_name", header.producerName());
    json.put("producer_version", header.producerVersion());
    json.put("domain", header.domain());
    json.put("model_version", header.modelVersion());
    json.put("doc_string", header.docString());
    json.put("graph", model.graph().name());
    json.put("metadata", header.metadata());
    return json;
  }

  private static List<Map<String, Object>> opsets(Model model) {
    List<Map<String, Object>> rows = new ArrayList<>();
    model
        .header()
        .opsets()
        .forEach((domain, version) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("domain", domain.isEmpty() ? "ai.onnx" : domain);
          row.put("version", version);
          rows.add(row);
        });
    return rows;
  }
}
