package dev.oplab.worker;

import org.jspecify.annotations.Nullable;

/// What goes wrong with a worker process itself, as opposed to what a job says ([JobException]).
public class WorkerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WorkerException(String message) {
    this(message, null);
  }

  public WorkerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
