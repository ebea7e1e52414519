package dev.oplab.worker.internal;

import dev.oplab.worker.JobContext;
import dev.oplab.worker.JobException;
import dev.oplab.worker.JsonObject;
import dev.oplab.worker.WorkerJob;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;

/// The jobs on this class path.
public final class Jobs {
  private Jobs() {}

  /// Runs the job called `name` on this thread.
  ///
  /// @throws JobException whatever the job threw, unexpected exceptions included
  public static JsonObject run(String name, JobContext context) throws InterruptedException {
    try {
      return find(name).run(context);
    } catch (JobException | InterruptedException e) {
      throw e;
    } catch (Exception | Error e) {
      // An error too: a thread that ended silently would leave its caller waiting for ever.
      throw new JobException(e.getClass().getName(), e.toString(), Map.of(), "", e);
    }
  }

  private static WorkerJob find(String name) {
    TreeSet<String> known = new TreeSet<>();
    try {
      for (WorkerJob job : ServiceLoader.load(WorkerJob.class, WorkerJob.class.getClassLoader())) {
        if (job.name().equals(name)) {
          return job;
        }
        known.add(job.name());
      }
    } catch (ServiceConfigurationError e) {
      throw new JobException("bad-job", "a job cannot be loaded: " + e, Map.of(), "", e);
    }
    throw new JobException(
        "no-such-job",
        "the worker's class path has no job '%s'; it has %s%nFix: put the jar with that job on the worker's class path (-Doplab.worker.classpath=...)."
            .formatted(name, known),
        Map.of());
  }
}
