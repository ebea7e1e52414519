package dev.oplab.worker;

/// Where jobs run: in a [Worker] process, or [InProcess].
public interface JobRunner {

  /// Runs a job and waits for it.
  ///
  /// @param job the [WorkerJob#name()]
  /// @throws JobException what the job itself threw
  /// @throws WorkerException if the worker could not be started, crashed, or spoke nonsense
  /// @throws InterruptedException if the calling thread was interrupted; the job is then over
  JsonObject call(String job, JsonObject arguments, JobProgress progress)
      throws InterruptedException;
}
