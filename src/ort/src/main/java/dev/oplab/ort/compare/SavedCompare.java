package dev.oplab.ort.compare;

import dev.oplab.onnx.Datum;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.ort.OrtProfiler.Progress;
import dev.oplab.ort.OrtRunner;
import dev.oplab.ort.RunOptions;
import dev.oplab.ort.RunResult;
import dev.oplab.ort.feed.Feed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs a model and compares what it puts out with what was saved. Values inside the graph that
/// were saved too are brought back.
final class SavedCompare {
  private SavedCompare() {}

  static ModelComparison run(
      Model model,
      String name,
      Map<String, ? extends Datum> saved,
      Feed feed,
      CompareOptions options,
      Progress progress)
      throws InterruptedException {
    Graph graph = model.graph();
    List<String> outputs = graph.outputs().stream().map(Value::name).toList();
    List<String> inner =
        saved.keySet().stream()
            .filter(each -> !outputs.contains(each) && graph.value(each).isPresent())
            .map(String::valueOf)
            .toList();
    RunOptions run = options.found();
    List<String> wanted = new ArrayList<>(run.tensors());
    wanted.addAll(inner);
    RunResult found =
        OrtRunner.run(
            model,
            feed,
            new RunOptions(wanted, run.allTensors(), run.threads(), run.optimization()),
            progress);
    progress.update("comparing", 0, 0);
    Map<String, Datum> expectedOutputs = new LinkedHashMap<>();
    Map<String, Datum> expectedInner = new LinkedHashMap<>();
    saved.forEach((each, value) ->
        (inner.contains(each) ? expectedInner : expectedOutputs).put(each, value));
    Comparison comparison =
        Compare.outputs(found.outputs(), expectedOutputs, options.tolerance());
    return new ModelComparison(
        found,
        new RunResult(name, found.feed(), expectedOutputs, expectedInner, 0, ""),
        comparison,
        layers(graph, found, expectedInner, options.tolerance()),
        found.feed().notes());
  }

  private static List<LayerComparison> layers(
      Graph graph, RunResult found, Map<String, Datum> expected, Tolerance tolerance) {
    List<LayerComparison> layers = new ArrayList<>();
    for (Node node : graph.nodes()) {
      for (Optional<Value> output : node.outputs()) {
        String name = output.map(Value::name).orElse("");
        if (expected.containsKey(name)) {
          Datum there = expected.get(name);
          for (OutputComparison each :
              Compare.values(name, name, found.tensors().get(name), there, tolerance)) {
            layers.add(new LayerComparison(node.name(), node.opType(), true, each));
          }
        }
      }
    }
    return layers;
  }
}
