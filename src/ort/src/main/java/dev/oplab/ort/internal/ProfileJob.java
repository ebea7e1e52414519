package dev.oplab.ort.internal;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.oplab.worker.JobContext;
import dev.oplab.worker.JobException;
import dev.oplab.worker.JsonObject;
import dev.oplab.worker.WorkerJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs a model twice over: without profiling for the time of whole runs, and with it for the time
/// of each node.
///
/// Arguments: `model`, `linked`, `threads`, `optimization`, `inputs`, `warmUp`, `iterations`,
/// `profiledWarmUp`, `profiledIterations`, `profiledSeconds` (0: no limit), `folder`. Result:
/// `version`, `endToEnd` (ms), `optimizedModel`, `trace`.
public final class ProfileJob implements WorkerJob {
  static final String NAME = "ort-profile";
  static final String BAD_TRACE = "ort-trace";
  private static final long PROGRESS_EVERY_NANOS = 100_000_000;

  /// @param warmUp how many runs came before those in `millis`
  private record Times(int warmUp, List<Double> millis) {}

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

  private static List<Double> endToEnd(
      OrtEnvironment environment, Map<String, OnnxTensor> inputs, JobContext context)
      throws OrtException, IOException, InterruptedException {
    JsonObject arguments = context.arguments();
    context.progress("loading", 0, 0);
    try (SessionOptions options = Sessions.options(arguments);
        OrtSession session = Sessions.open(environment, arguments, options)) {
      return time(
              session,
              inputs,
              context,
              "timing",
              arguments.integer("warmUp"),
              arguments.integer("iterations"),
              0)
          .millis();
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
    Path trace;
    Times times;
    try (SessionOptions options = Sessions.options(arguments)) {
      options.enableProfiling(folder.resolve("profile").toString());
      // What it warns of was said in the session before; that the file is for this machine is no
      // news.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      options.setOptimizedModelFilePath(optimized.toString());
      // A model of over 2 GiB cannot be saved in one file.
      options.addConfigEntry(
          "session.optimized_model_external_initializers_file_name", "optimized.weights");
      options.addConfigEntry(
          "session.optimized_model_external_initializers_min_size_in_bytes", "4096");
      context.progress("loading", 0, 0);
      try (OrtSession session = Sessions.open(environment, arguments, options)) {
        times =
            time(
                session,
                inputs,
                context,
                "profiling",
                arguments.integer("profiledWarmUp"),
                arguments.integer("profiledIterations"),
                arguments.integer("profiledSeconds"));
        trace = Path.of(session.endProfiling());
      }
    }
    context.progress("reading the profile", 0, 0);
    try {
      result.put("trace", TraceJson.of(TraceReader.read(trace, times.warmUp())));
    } catch (TraceException e) {
      throw new JobException(BAD_TRACE, String.valueOf(e.getMessage()), Map.of(), "", e);
    }
    result.put("optimizedModel", optimized.toString());
  }

  /// {@return the time of each run after the warm-up, in milliseconds}
  ///
  /// @param seconds when to stop though runs are left, if there was one of each kind; 0: never
  private static Times time(
      OrtSession session,
      Map<String, OnnxTensor> inputs,
      JobContext context,
      String phase,
      int warmUp,
      int iterations,
      int seconds)
      throws InterruptedException {
    int total = warmUp + iterations;
    double[] millis = new double[total];
    int warm = warmUp;
    int done = 0;
    double spent = 0;
    long told = System.nanoTime() - PROGRESS_EVERY_NANOS;
    while (done < warm + iterations && (done <= warm || seconds == 0 || spent < 1e3 * seconds)) {
      if (System.nanoTime() - told >= PROGRESS_EVERY_NANOS) {
        context.progress(phase, done, total);
        told = System.nanoTime();
      }
      millis[done] = runOnce(session, inputs);
      spent += millis[done++];
      if (seconds > 0 && done < warm && spent > 250.0 * seconds) {
        warm = done;
      }
    }
    context.progress(phase, total, total);
    return new Times(warm, Arrays.stream(millis, warm, done).boxed().toList());
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
