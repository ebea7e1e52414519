package dev.oplab.worker;

/// Told how far a job has come.
@FunctionalInterface
public interface JobProgress {
  JobProgress NONE = (phase, done, total) -> {};

  /// Called at each step, on the thread that called the job.
  ///
  /// @param phase what is being done, in words
  /// @param done how much of `total`
  /// @param total 0 where it is not known
  void update(String phase, int done, int total);
}
