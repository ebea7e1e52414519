package dev.oplab.worker;

import java.util.List;

/// A worker process that ended in the middle of a job. The message names the exit status or signal,
/// the native frame where the JVM recorded one, and the last lines the process printed.
public final class WorkerCrashedException extends WorkerException {
  private static final long serialVersionUID = 1L;

  private final int exitStatus;
  private final transient List<String> log;

  public WorkerCrashedException(String message, int exitStatus, List<String> log) {
    super(message);
    this.exitStatus = exitStatus;
    this.log = List.copyOf(log);
  }

  /// {@return the exit status; 128 and a signal's number after a signal}
  public int exitStatus() {
    return exitStatus;
  }

  /// {@return the last lines that the process printed}
  public List<String> log() {
    return log;
  }
}
