package dev.oplab.worker;

/// What a [WorkerJob] is given: its arguments and a way to say how far it has come.
public interface JobContext {

  /// {@return what the caller passed}
  JsonObject arguments();

  /// Tells the caller how far the job has come. Cheap, but not free: leave it out of what is timed.
  ///
  /// @param total 0 where it is not known
  /// @throws InterruptedException if the job runs in the caller's process and was interrupted
  void progress(String phase, int done, int total) throws InterruptedException;
}
