package dev.oplab.worker;

import dev.oplab.worker.internal.Jobs;
import java.util.concurrent.locks.ReentrantLock;

/// Runs jobs in the caller's own process and thread: nothing to start, and nothing between a native
/// crash and the caller. An interrupt is seen when the job next reports progress.
public final class InProcess implements JobRunner {
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock(true);

  @Override
  public JsonObject call(String job, JsonObject arguments, JobProgress progress)
      throws InterruptedException {
    ONE_AT_A_TIME.lockInterruptibly();
    try {
      // Both ways through JSON, so that a job sees and gives the same as in a worker.
      JsonObject passed = JsonObject.parse(arguments.toJson());
      return JsonObject.parse(Jobs.run(job, new Context(passed, progress)).toJson());
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  private record Context(JsonObject arguments, JobProgress progress) implements JobContext {
    @Override
    public void progress(String phase, int done, int total) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while " + phase);
      }
      progress.update(phase, done, total);
    }
  }
}
