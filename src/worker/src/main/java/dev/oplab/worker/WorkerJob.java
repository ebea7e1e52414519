package dev.oplab.worker;

/// A piece of work that a worker can do: found by [java.util.ServiceLoader], so it needs a public
/// constructor without arguments and a line in `META-INF/services/dev.oplab.worker.WorkerJob`.
public interface WorkerJob {

  /// {@return the name that callers ask for, unique on a class path}
  String name();

  /// Does the work.
  ///
  /// @return what goes back to the caller; anything JSON can say
  /// @throws JobException to tell the caller something it can act on
  /// @throws Exception anything else: it reaches the caller as a [JobException] too
  JsonObject run(JobContext context) throws Exception;
}
