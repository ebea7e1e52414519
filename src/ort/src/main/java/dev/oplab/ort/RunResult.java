package dev.oplab.ort;

import dev.oplab.onnx.Datum;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.feed.FeedValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What came out of one run of a model. Immutable.
///
/// @param model what the model is called
/// @param feed what went in
/// @param outputs every output by name, in the model's order
/// @param tensors the values inside the graph that were asked for, in the order asked; all of them
///   in the order of the nodes
/// @param seconds what the run took, loading aside
/// @param version of ONNX Runtime
public record RunResult(
    String model,
    FeedValues feed,
    Map<String, Datum> outputs,
    Map<String, Datum> tensors,
    double seconds,
    String version) {
  public RunResult {
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /// {@return outputs and inner values}
  public Map<String, Datum> all() {
    Map<String, Datum> all = new LinkedHashMap<>(outputs);
    all.putAll(tensors);
    return all;
  }

  /// {@return the output or inner value called `name`, a tensor}
  ///
  /// @throws OrtException if there is none of that name, or it is no tensor
  public Tensor tensor(String name) {
    Datum found = outputs.containsKey(name) ? outputs.get(name) : tensors.get(name);
    if (found instanceof Tensor tensor) {
      return tensor;
    }
    throw new OrtException(
        found == null
            ? "%s: the run brought back no '%s'; it has %s%nFix: ask for it with RunOptions.tensors(...)."
                .formatted(model, name, all().keySet())
            : "%s: '%s' is a %s, no tensor%nFix: take it from outputs() or tensors()."
                .formatted(model, name, found));
  }
}
