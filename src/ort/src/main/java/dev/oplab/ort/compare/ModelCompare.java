package dev.oplab.ort.compare;

import dev.oplab.onnx.Datum;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.ort.OrtException;
import dev.oplab.ort.OrtProfiler.Progress;
import dev.oplab.ort.OrtRunner;
import dev.oplab.ort.RunOptions;
import dev.oplab.ort.RunResult;
import dev.oplab.ort.feed.Feed;
import dev.oplab.ort.feed.FeedValues;
import dev.oplab.ort.internal.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Runs two models on the same inputs and puts together what belongs together. Mutable, used once.
final class ModelCompare {
  private final Model found;
  private final Model expected;
  private final CompareOptions options;
  private final Progress progress;
  private final List<String> notes = new ArrayList<>();

  ModelCompare(Model found, Model expected, CompareOptions options, Progress progress) {
    this.found = found;
    this.expected = expected;
    this.options = options;
    this.progress = progress;
  }

  ModelComparison run(Feed feed) throws InterruptedException {
    FeedValues values = feed.values(found);
    notes.addAll(values.notes());
    Map<String, String> inputs = inputs(values.values().keySet());
    RunResult there = OrtRunner.run(expected, forExpected(values, inputs), options(false));
    RunResult here = OrtRunner.run(found, values.values(), options(true));
    RunResult run =
        new RunResult(
            here.model(), values, here.outputs(), here.tensors(), here.seconds(), here.version());
    progress.update("comparing", 0, 0);
    Comparison outputs = outputs(run, there);
    List<LayerComparison> layers = options.layers() ? layers(run, there, inputs) : List.of();
    return new ModelComparison(run, there, outputs, layers, notes);
  }

  private RunOptions options(boolean first) {
    progress.update(first ? "running " + found.name() : "running " + expected.name(), 0, 0);
    RunOptions own = first ? options.found() : options.expected();
    return options.layers() ? own.withAllTensors() : own;
  }

  /// {@return the inputs of `expected` that get the values of `found`'s}
  private Map<String, String> inputs(Set<String> given) {
    List<String> known = expected.graph().inputs().stream().map(Value::name).toList();
    List<String> required = expected.graph().requiredInputs().stream().map(Value::name).toList();
    Map<String, String> pairs = new LinkedHashMap<>();
    List<String> left = new ArrayList<>();
    for (String name : given) {
      if (known.contains(name)) {
        pairs.put(name, name);
      } else {
        left.add(name);
      }
    }
    List<String> open = required.stream().filter(name -> !pairs.containsKey(name)).toList();
    if (open.isEmpty()) {
      left.forEach(name ->
          notes.add(
              "Input '%s' of %s has no counterpart in %s, which needs none."
                  .formatted(name, found.name(), expected.name())));
      return pairs;
    }
    if (open.size() != left.size()) {
      throw new OrtException(
          "%s > input '%s': nothing was given for it; %s has the inputs %s%nFix: %scompare models with the same inputs, or rename them."
              .formatted(
                  expected.name(),
                  open.getFirst(),
                  found.name(),
                  given,
                  Names.didYouMean(open.getFirst(), given)));
    }
    for (int i = 0; i < open.size(); i++) {
      pairs.put(left.get(i), open.get(i));
      notes.add(byPlace("Input", left.get(i), open.get(i)));
    }
    return pairs;
  }

  private static Map<String, Datum> forExpected(FeedValues values, Map<String, String> inputs) {
    Map<String, Datum> renamed = new LinkedHashMap<>();
    inputs.forEach((name, other) -> {
      Datum value = values.values().get(name);
      if (value != null) {
        renamed.put(other, value instanceof Tensor tensor ? tensor.named(other) : value);
      }
    });
    return renamed;
  }

  private String byPlace(String what, String name, String other) {
    return "%s '%s' of %s goes with '%s' of %s, by its place."
        .formatted(what, name, found.name(), other, expected.name());
  }

  private Comparison outputs(RunResult here, RunResult there) {
    Map<String, Datum> finds = here.outputs();
    Map<String, Datum> expects = there.outputs();
    List<String> left = finds.keySet().stream().filter(name -> !expects.containsKey(name)).toList();
    List<String> open = expects.keySet().stream().filter(name -> !finds.containsKey(name)).toList();
    boolean byPlace = left.size() == open.size();
    List<OutputComparison> outputs = new ArrayList<>();
    for (Map.Entry<String, Datum> each : finds.entrySet()) {
      String name = each.getKey();
      int place = left.indexOf(name);
      String other = byPlace && place >= 0 ? open.get(place) : name;
      if (!other.equals(name)) {
        notes.add(byPlace("Output", name, other));
      }
      outputs.addAll(
          Compare.values(name, other, each.getValue(), expects.get(other), options.tolerance()));
    }
    if (!byPlace) {
      for (String name : open) {
        outputs.addAll(
            Compare.values(name, name, null, expects.get(name), options.tolerance()));
      }
    }
    return new Comparison(outputs, options.tolerance());
  }

  private List<LayerComparison> layers(
      RunResult here, RunResult there, Map<String, String> inputs) {
    Map<String, Datum> finds = here.all();
    Map<String, Datum> expects = there.all();
    Map<String, String> pairs = new Counterparts(found, expected, inputs).pairs();
    List<LayerComparison> layers = new ArrayList<>();
    int computed = 0;
    for (Node node : found.graph().nodes()) {
      for (Optional<Value> output : node.outputs()) {
        String name = output.map(Value::name).orElse("");
        String other = pairs.get(name);
        Datum value = finds.get(name);
        computed += value == null ? 0 : 1;
        if (value == null || other == null || !expects.containsKey(other)) {
          continue;
        }
        boolean byName = other.equals(name);
        for (OutputComparison each :
            Compare.values(name, other, value, expects.get(other), options.tolerance())) {
          layers.add(new LayerComparison(node.name(), node.opType(), byName, each));
        }
      }
    }
    long matched = pairs.keySet().stream().filter(finds::containsKey).count();
    notes.add(
        "%,d of the %,d values inside %s have a counterpart in %s; fusions across them are off while they are brought back."
            .formatted(matched, computed, found.name(), expected.name()));
    return layers;
  }
}
