package dev.oplab.ort.internal;

import ai.onnxruntime.OrtException;
import dev.oplab.worker.JobContext;
import dev.oplab.worker.JsonObject;
import dev.oplab.worker.WorkerJob;
import java.util.Map;

/// Loads ONNX Runtime, which is most of what its first use takes.
public final class StartJob implements WorkerJob {
  static final String NAME = "ort-start";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JsonObject run(JobContext context) throws OrtException {
    return new JsonObject(Map.of("version", Sessions.environment().getVersion()));
  }
}
