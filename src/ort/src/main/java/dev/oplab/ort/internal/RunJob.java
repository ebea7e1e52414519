package dev.oplab.ort.internal;

import ai.onnxruntime.OrtException;
import dev.oplab.ort.ProfileOptions.Optimization;
import dev.oplab.ort.internal.capi.RuntimeSession;
import dev.oplab.ort.internal.capi.RuntimeValue;
import dev.oplab.ort.internal.capi.StatusException;
import dev.oplab.worker.JobContext;
import dev.oplab.worker.JobException;
import dev.oplab.worker.JsonObject;
import dev.oplab.worker.WorkerJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Runs a model once and leaves its outputs in files.
///
/// Arguments: `model`, `linked` (may be missing), `threads`, `optimization`, `inputs`, `tensors`
/// (values inside the graph to put out too, may be missing), `folder`. Result: `outputs`, and then
/// those values; `seconds`, `version`.
public final class RunJob implements WorkerJob {
  static final String NAME = "ort-run";
  static final String BAD_OUTPUT = "ort-output";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JsonObject run(JobContext context) throws OrtException, IOException, InterruptedException {
    JsonObject arguments = context.arguments();
    String version = Sessions.environment().getVersion();
    Path model = Path.of(arguments.string("model"));
    boolean linked = arguments.has("linked") && arguments.bool("linked");
    Set<String> inner =
        new LinkedHashSet<>(arguments.has("tensors") ? arguments.strings("tensors") : List.of());
    RuntimeSession.Settings settings = settings(arguments);
    context.progress("loading", 0, 0);
    try (RunValues values = new RunValues(Path.of(arguments.string("folder")), settings);
        RuntimeSession session = OutputModel.open(model, linked, inner, settings)) {
      Map<String, RuntimeValue> inputs = values.inputs(arguments.objects("inputs"));
      context.progress("running", 0, 0);
      Set<String> names = new LinkedHashSet<>(session.outputs());
      names.addAll(inner);
      long start = System.nanoTime();
      List<RuntimeValue> outputs = run(session, inputs, List.copyOf(names));
      double seconds = (System.nanoTime() - start) / 1e9;
      List<Map<String, Object>> described = new ArrayList<>();
      for (String name : names) {
        try (RuntimeValue output = outputs.get(described.size())) {
          described.add(values.output(name, output));
        }
      }
      return new JsonObject(
          Map.of("outputs", described, "seconds", seconds, "version", version));
    } catch (StatusException e) {
      throw failure(Sessions.LOAD, e);
    }
  }

  private static List<RuntimeValue> run(
      RuntimeSession session, Map<String, RuntimeValue> inputs, List<String> outputs) {
    try {
      return session.run(inputs, outputs);
    } catch (StatusException e) {
      throw failure(Sessions.RUN, e);
    }
  }

  private static JobException failure(String code, StatusException e) {
    return new JobException(
        code, String.valueOf(e.getMessage()), Map.of("ort", e.codeName()), "", e);
  }

  private static RuntimeSession.Settings settings(JsonObject arguments) {
    int level =
        switch (Optimization.valueOf(arguments.string("optimization"))) {
          case NONE -> 0;
          case BASIC -> 1;
          case EXTENDED -> 2;
          case ALL -> 99;
        };
    return new RuntimeSession.Settings(level, arguments.integer("threads"), new HashMap<>());
  }
}
