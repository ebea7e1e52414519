package dev.oplab.command;

import org.jspecify.annotations.Nullable;

/// The work of a command failed: what happened, where, expected and found, and a `Fix:` line.
public class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CommandException(String message) {
    this(message, null);
  }

  public CommandException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
