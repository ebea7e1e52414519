package dev.oplab.worker;

import java.util.LinkedHashMap;
import java.util.Map;

/// Gives its arguments back, with the process it ran in and the value of a variable asked for;
/// reports progress as often as asked.
public final class EchoJob implements WorkerJob {
  @Override
  public String name() {
    return "echo";
  }

  @Override
  public JsonObject run(JobContext context) throws InterruptedException {
    JsonObject arguments = context.arguments();
    int steps = arguments.has("steps") ? arguments.integer("steps") : 0;
    for (int step = 1; step <= steps; step++) {
      context.progress("counting", step, steps);
    }
    Map<String, Object> result = new LinkedHashMap<>(arguments.fields());
    if (arguments.has("variable")) {
      result.put("value", String.valueOf(System.getenv(arguments.string("variable"))));
    }
    result.put("pid", ProcessHandle.current().pid());
    return new JsonObject(result);
  }
}
