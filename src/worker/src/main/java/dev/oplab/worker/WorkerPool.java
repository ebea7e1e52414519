package dev.oplab.worker;

import dev.oplab.worker.internal.Folders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The workers of this process: one for each [WorkerKind], started when first needed or warmed up,
/// kept between calls, ended with this process.
public final class WorkerPool {
  private static final Map<WorkerKind, Worker> WORKERS = new LinkedHashMap<>();

  private WorkerPool() {}

  /// Starts the worker of this kind if it is not running, without waiting for it. A failure to
  /// start is told to the next call.
  public static void warmUp(WorkerKind kind) {
    try {
      if (!inProcess()) {
        worker(kind).warmUp();
      }
    } catch (WorkerException e) {
      // This process is ending; nobody will ask for anything.
    }
  }

  /// {@return where jobs of this kind run: the worker, or this very process when the system
  /// property `oplab.worker` is `in-process`}
  public static JobRunner runner(WorkerKind kind) {
    return inProcess() ? new InProcess() : worker(kind);
  }

  /// {@return the worker of this kind}
  public static Worker worker(WorkerKind kind) {
    synchronized (WORKERS) {
      if (WORKERS.isEmpty()) {
        Folders.beforeRemoval(WorkerPool::closeAll);
      }
      return WORKERS.computeIfAbsent(kind, Worker::new);
    }
  }

  /// Ends every worker; a later call starts a fresh one.
  public static void closeAll() {
    List<Worker> all;
    synchronized (WORKERS) {
      all = List.copyOf(WORKERS.values());
    }
    all.forEach(Worker::close);
  }

  private static boolean inProcess() {
    return System.getProperty("oplab.worker", "").equals("in-process");
  }
}
