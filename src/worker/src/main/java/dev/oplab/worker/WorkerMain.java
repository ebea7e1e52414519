package dev.oplab.worker;

import dev.oplab.worker.internal.JobServer;
import java.nio.file.Path;
import java.util.Optional;

/// The main class of a worker process.
public final class WorkerMain {
  private WorkerMain() {}

  /// Serves jobs until the caller closes the channel or dies.
  ///
  /// @param args the caller's socket, the caller's private folder, and possibly a job to start with
  public static void main(String[] args) {
    if (args.length < 2 || args.length > 3) {
      throw new IllegalArgumentException("usage: WorkerMain SOCKET FOLDER [JOB]");
    }
    Optional<String> firstJob = args.length == 3 ? Optional.of(args[2]) : Optional.empty();
    JobServer.serve(Path.of(args[0]), Path.of(args[1]), firstJob);
  }
}
