package dev.oplab.ort.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.oplab.worker.JobContext;
import dev.oplab.worker.JobException;
import dev.oplab.worker.JsonObject;
import dev.oplab.worker.WorkerJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Runs a model twice over: without profiling for the time of whole runs, and with it for the time
/// of each node.
///
/// Arguments: `model`, `threads`, `optimization`, `inputs`, `warmUp`, `iterations`,
/// `profiledWarmUp`, `profiledIterations`, `folder`. Result: `version`, `endToEnd` (ms),
/// `optimizedModel`, `trace`.
public final class ProfileJob implements WorkerJob {
  static final String NAME = "ort-profile";
  static final String BAD_TRACE = "ort-trace";
  private static final long PROGRESS_EVERY_NANOS = 100_000_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JsonObject run(JobContext context) throws OrtException, IOException, InterruptedException {
    JsonObject arguments = context.arguments();
    OrtEnvironment environment = Sessions.environment();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("version", environment.getVersion());
    try (Feeds feeds = Feeds.of(environment, arguments.objects("inputs"))) {
      result.put("endToEnd", endToEnd(environment, feeds.tensors(), context));
      profile(environment, feeds.tensors(), context, result);
    }
    return new JsonObject(result);
  }

  private static double[] endToEnd(
      OrtEnvironment environment, Map<String, OnnxTensor> inputs, JobContext context)
      throws OrtException, InterruptedException {
    JsonObject arguments = context.arguments();
    context.progress("loading", 0, 0);
    try (SessionOptions options = Sessions.options(arguments);
        OrtSession session = Sessions.open(environment, arguments.string("model"), options)) {
      return time(
          session,
          inputs,
          context,
          "timing",
          arguments.integer("warmUp"),
          arguments.integer("iterations"));
    }
  }

  private static void profile(
      OrtEnvironment environment,
      Map<String, OnnxTensor> inputs,
      JobContext context,
      Map<String, Object> result)
      throws OrtException, IOException, InterruptedException {
    JsonObject arguments = context.arguments();
    Path folder = Path.of(arguments.string("folder"));
    Path optimized = folder.resolve("optimized.onnx");
    int warmUp = arguments.integer("profiledWarmUp");
    Path trace;
    try (SessionOptions options = Sessions.options(arguments)) {
      options.enableProfiling(folder.resolve("profile").toString());
      options.setOptimizedModelFilePath(optimized.toString());
      // A model of over 2 GiB cannot be saved in one file.
      options.addConfigEntry(
          "session.optimized_model_external_initializers_file_name", "optimized.weights");
      options.addConfigEntry(
          "session.optimized_model_external_initializers_min_size_in_bytes", "4096");
      context.progress("loading", 0, 0);
      try (OrtSession session = Sessions.open(environment, arguments.string("model"), options)) {
        time(
            session, inputs, context, "profiling", warmUp, arguments.integer("profiledIterations"));
        trace = Path.of(session.endProfiling());
      }
    }
    context.progress("reading the profile", 0, 0);
    try {
      result.put("trace", TraceJson.of(TraceReader.read(trace, warmUp)));
    } catch (TraceException e) {
      throw new JobException(BAD_TRACE, String.valueOf(e.getMessage()), Map.of(), "", e);
    }
    result.put("optimizedModel", optimized.toString());
  }

  /// {@return the time of each run after the warm-up, in milliseconds}
  private static double[] time(
      OrtSession session,
      Map<String, OnnxTensor> inputs,
      JobContext context,
      String phase,
      int warmUp,
      int iterations)
      throws InterruptedException {
    double[] millis = new double[iterations];
    long told = System.nanoTime() - PROGRESS_EVERY_NANOS;
    for (int run = 0; run < warmUp + iterations; run++) {
      if (System.nanoTime() - told >= PROGRESS_EVERY_NANOS) {
        context.progress(phase, run, warmUp + iterations);
        told = System.nanoTime();
      }
      double took = runOnce(session, inputs);
      if (run >= warmUp) {
        millis[run - warmUp] = took;
      }
    }
    context.progress(phase, warmUp + iterations, warmUp + iterations);
    return millis;
  }

  private static double runOnce(OrtSession session, Map<String, OnnxTensor> inputs) {
    try {
      long start = System.nanoTime();
      OrtSession.Result outputs = session.run(inputs);
      long end = System.nanoTime();
      outputs.close();
      return (end - start) / 1e6;
    } catch (OrtException e) {
      throw Sessions.failure(Sessions.RUN, e);
    }
  }
}
