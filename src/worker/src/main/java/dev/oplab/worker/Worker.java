package dev.oplab.worker;

import dev.oplab.worker.internal.WorkerProcess;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A worker process that is replaced when it ends: after a crash, an interrupt or a hang the next
/// call starts a fresh one. Runs one job at a time; other callers wait in the order they came.
public final class Worker implements JobRunner, AutoCloseable {
  private final WorkerKind kind;
  private final ReentrantLock oneAtATime = new ReentrantLock(true);
  private @Nullable WorkerProcess process;

  Worker(WorkerKind kind) {
    this.kind = kind;
  }

  /// Starts the process if it is not running, without waiting until it is ready. A failure is left
  /// for the next call to tell, which tries again.
  public void warmUp() {
    try {
      running();
    } catch (WorkerException e) {
      // Nobody has asked for anything yet.
    }
  }

  @Override
  public JsonObject call(String job, JsonObject arguments, JobProgress progress)
      throws InterruptedException {
    return call(job, arguments, progress, Duration.ZERO);
  }

  /// Runs a job, and ends the process when it says nothing for too long.
  ///
  /// @param longestSilence how long to wait for a result or a progress message; zero: forever
  public JsonObject call(
      String job, JsonObject arguments, JobProgress progress, Duration longestSilence)
      throws InterruptedException {
    oneAtATime.lockInterruptibly();
    try {
      return call(running(), job, arguments, progress, longestSilence);
    } finally {
      oneAtATime.unlock();
    }
  }

  private JsonObject call(
      WorkerProcess current,
      String job,
      JsonObject arguments,
      JobProgress progress,
      Duration longestSilence)
      throws InterruptedException {
    boolean usable = false;
    try {
      JsonObject result = current.call(job, arguments, progress, longestSilence);
      usable = true;
      return result;
    } catch (JobException e) {
      usable = true;
      throw e;
    } finally {
      if (!usable) {
        discard(current);
      }
    }
  }

  /// {@return the process's id, empty when none runs}
  public synchronized OptionalLong pid() {
    WorkerProcess current = process;
    return current != null && current.isAlive()
        ? OptionalLong.of(current.pid())
        : OptionalLong.empty();
  }

  /// Ends the process, whatever it does; a later call starts a fresh one.
  @Override
  public synchronized void close() {
    WorkerProcess current = process;
    process = null;
    if (current != null) {
      current.end();
    }
  }

  private synchronized WorkerProcess running() {
    WorkerProcess current = process;
    if (current != null && !current.isAlive()) {
      discard(current);
      current = null;
    }
    if (current == null) {
      current = WorkerProcess.start(kind);
      process = current;
    }
    return current;
  }

  /// A process that is slow to die, such as one that a driver holds, must not get another call.
  private synchronized void discard(WorkerProcess ended) {
    if (process == ended) {
      process = null;
    }
    ended.destroy();
  }
}
