package dev.oplab.ort.internal;

import dev.oplab.onnx.Datum;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.ort.OrtException;
import dev.oplab.ort.OrtProfiler;
import dev.oplab.ort.RunOptions;
import dev.oplab.ort.RunResult;
import dev.oplab.ort.feed.FeedValues;
import dev.oplab.worker.JsonObject;
import dev.oplab.worker.Scratch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One run of a model, from values to results.
public final class RunCall {
  private final Model model;
  private final FeedValues feed;
  private final RunOptions options;

  /// Values that are known without a run: inputs and initializers.
  private final Map<String, Datum> known = new LinkedHashMap<>();

  private RunCall(Model model, FeedValues feed, RunOptions options) {
    this.model = model;
    this.feed = feed;
    this.options = options;
  }

  public static RunResult run(
      Model model, FeedValues feed, RunOptions options, OrtProfiler.Progress progress)
      throws InterruptedException {
    try {
      return new RunCall(model, feed, options).run(progress);
    } catch (OrtException | OnnxException e) {
      throw Interrupts.unlessInterrupted(e);
    }
  }

  private RunResult run(OrtProfiler.Progress progress) throws InterruptedException {
    Set<String> asked = asked();
    Set<String> inner = new LinkedHashSet<>(asked);
    inner.removeAll(known.keySet());
    Map<String, ValueType> types = new LinkedHashMap<>();
    model.graph().inputs().forEach(input -> types.put(input.name(), input.type()));
    progress.update("starting ONNX Runtime", 0, 0);
    try (Scratch scratch = Scratch.create()) {
      Map<String, Object> arguments = new LinkedHashMap<>();
      arguments.put("model", Ort.file(model).toString());
      arguments.put("threads", options.threads());
      arguments.put("optimization", options.optimization().name());
      arguments.put("folder", scratch.path().toString());
      arguments.put("inputs", DatumFiles.write(feed.values(), types, scratch));
      arguments.put("tensors", new ArrayList<>(inner));
      JsonObject result = Ort.call(RunJob.NAME, model, arguments, progress::update);
      Map<String, Datum> outputs = DatumFiles.read(result.objects("outputs"));
      Map<String, Datum> tensors = new LinkedHashMap<>();
      for (String name : asked) {
        Datum value = inner.contains(name) ? outputs.remove(name) : known.get(name);
        if (value != null) {
          tensors.put(name, value);
        }
      }
      return new RunResult(
          model.name(),
          feed,
          outputs,
          tensors,
          result.decimal("seconds"),
          result.string("version"));
    }
  }

  /// {@return the values to bring back beside the outputs}
  private Set<String> asked() {
    Graph graph = model.graph();
    Set<String> outputs = new LinkedHashSet<>();
    graph.outputs().forEach(output -> outputs.add(output.name()));
    Set<String> asked = new LinkedHashSet<>();
    if (options.allTensors()) {
      for (Node node : graph.nodes()) {
        for (Optional<Value> output : node.outputs()) {
          output.map(Value::name).filter(name -> !name.isEmpty()).ifPresent(asked::add);
        }
      }
    }
    for (String name : options.tensors()) {
      Value value = graph.value(name).orElseThrow(() -> unknown(name));
      Optional<Tensor> constant = value.initializer();
      if (feed.values().containsKey(name)) {
        known.put(name, feed.values().get(name));
      } else if (value.producer().isEmpty()) {
        known.put(name, constant.orElseThrow(() -> valueless(name)));
      }
      asked.add(name);
    }
    asked.removeAll(outputs);
    return asked;
  }

  private OrtException valueless(String name) {
    return new OrtException(
        "%s: '%s' has no value in this run: it is an input that was left out, or sparse%nFix: give the input a value, or ask for another tensor."
            .formatted(model.name(), name));
  }

  private OrtException unknown(String name) {
    for (Graph graph : model.allGraphs()) {
      if (graph != model.graph() && graph.value(name).isPresent()) {
        String owner = graph.owner().map(GraphNames::label).orElse("a node");
        return new OrtException(
            "%s: the tensor '%s' is inside the body '%s' of %s, and only values of the main graph can be brought back%nFix: ask for an output of that node, or make the value an output of the body."
                .formatted(model.name(), name, graph.name(), owner));
      }
    }
    List<String> names = model.graph().values().stream().map(Value::name).toList();
    return new OrtException(
        "%s: there is no tensor '%s'; the graph has %,d, named as nodes' outputs, inputs and initializers%nFix: %s'onnx show --nodes' lists them."
            .formatted(model.name(), name, names.size(), Names.didYouMean(name, names)));
  }
}
