package dev.oplab.ort.internal;

import dev.oplab.onnx.Model;
import dev.oplab.ort.OrtException;
import dev.oplab.ort.ProfileOptions.Optimization;
import dev.oplab.worker.JobException;
import dev.oplab.worker.JobProgress;
import dev.oplab.worker.JsonObject;
import dev.oplab.worker.Scratch;
import dev.oplab.worker.WorkerException;
import dev.oplab.worker.WorkerKind;
import dev.oplab.worker.WorkerPool;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The caller's way to the jobs of this module.
public final class Ort {
  private Ort() {}

  /// The worker that ONNX Runtime lives in; found once, since looking for its class path takes
  /// time.
  private static final class Kind {
    static final WorkerKind KIND =
        WorkerKind.of(
                "onnxruntime",
                ProfileJob.class,
                Model.class,
                dev.oplab.profile.Timing.class,
                ai.onnxruntime.OrtEnvironment.class)
            // Builds for Linux report on their use to Microsoft unless told not to.
            .withEnvironment("ORT_DISABLE_TELEMETRY", "1")
            .startingWith(StartJob.NAME);
  }

  /// Starts the worker without waiting for it, not even for the search for its class path.
  public static void warmUp() {
    Thread thread = new Thread(new WarmUp(), "oplab-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  /// A class and no lambda: a program's first lambda takes longer than all the rest here.
  private static final class WarmUp implements Runnable {
    @Override
    public void run() {
      WorkerPool.warmUp(Kind.KIND);
    }
  }

  /// {@return the arguments that every job takes}
  static Map<String, Object> arguments(
      Model model, Inputs inputs, Scratch scratch, int threads, Optimization optimization) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("model", file(model).toString());
    arguments.put("threads", threads);
    arguments.put("optimization", optimization.name());
    arguments.put("folder", scratch.path().toString());
    arguments.put("inputs", TensorFiles.write(inputs.tensors(), scratch));
    return arguments;
  }

  static JsonObject call(
      String job, Model model, Map<String, Object> arguments, JobProgress progress)
      throws InterruptedException {
    try {
      return WorkerPool.runner(Kind.KIND).call(job, new JsonObject(arguments), progress);
    } catch (JobException e) {
      throw Failures.explain(model, e);
    } catch (WorkerException e) {
      throw new OrtException(model.name() + ": " + e.getMessage(), e);
    }
  }

  static Path file(Model model) {
    return model
        .header()
        .path()
        .map(Path::toAbsolutePath)
        .orElseThrow(() ->
            new OrtException(
                "%s: it has no file, and ONNX Runtime reads one%nFix: write the model to a file and read it back."
                    .formatted(model.name())));
  }
}
