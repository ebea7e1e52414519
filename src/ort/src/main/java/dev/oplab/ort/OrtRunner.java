package dev.oplab.ort;

import dev.oplab.onnx.Datum;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.feed.Feed;
import dev.oplab.ort.feed.FeedValues;
import dev.oplab.ort.internal.Inputs;
import dev.oplab.ort.internal.RunCall;
import dev.oplab.ort.internal.feed.FeedResolver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs a model with ONNX Runtime on the CPU, in a worker process.
public final class OrtRunner {
  private OrtRunner() {}

  /// Runs `model` once.
  ///
  /// @param inputs a tensor for each input that the model requires, such as [InputFactory#random]
  ///   makes
  /// @return every output by name, in the model's order
  /// @throws OrtException if the inputs do not fit, an output is no tensor, or ONNX Runtime cannot
  ///   run the model
  /// @throws InterruptedException if the thread was interrupted; the worker is then gone
  public static Map<String, Tensor> run(Model model, Map<String, Tensor> inputs)
      throws InterruptedException {
    Map<String, Tensor> fitting = Inputs.of(model, inputs).tensors();
    RunResult result =
        RunCall.run(
            model,
            new FeedValues(new LinkedHashMap<>(fitting), List.of(), List.of()),
            RunOptions.defaults(),
            OrtProfiler.Progress.NONE);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    result.outputs().keySet().forEach(name -> outputs.put(name, result.tensor(name)));
    return outputs;
  }

  /// Runs `model` once on exactly these values, which may be sequences, maps and optionals too.
  ///
  /// @throws OrtException if the inputs do not fit, or ONNX Runtime cannot run the model
  /// @throws InterruptedException if the thread was interrupted; the worker is then gone
  public static RunResult run(Model model, Map<String, ? extends Datum> inputs, RunOptions options)
      throws InterruptedException {
    FeedValues values = FeedResolver.exactly(model, inputs);
    return RunCall.run(model, values, options, OrtProfiler.Progress.NONE);
  }

  /// Runs `model` once on what `feed` gives and makes up.
  ///
  /// @throws OrtException if the inputs do not fit, or ONNX Runtime cannot run the model
  /// @throws InterruptedException if the thread was interrupted; the worker is then gone
  public static RunResult run(Model model, Feed feed, RunOptions options)
      throws InterruptedException {
    return run(model, feed, options, OrtProfiler.Progress.NONE);
  }

  /// Runs `model` once on what `feed` gives and makes up.
  ///
  /// @param progress told of each phase; may be called from another thread
  /// @throws OrtException if the inputs do not fit, or ONNX Runtime cannot run the model
  /// @throws InterruptedException if the thread was interrupted; the worker is then gone
  public static RunResult run(
      Model model, Feed feed, RunOptions options, OrtProfiler.Progress progress)
      throws InterruptedException {
    return RunCall.run(model, feed.values(model), options, progress);
  }
}
