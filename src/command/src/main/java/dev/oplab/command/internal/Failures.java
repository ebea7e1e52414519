package dev.oplab.command.internal;

import dev.oplab.command.CommandException;
import dev.oplab.command.CommandFailure;
import dev.oplab.command.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/// Turns what was thrown into the one message that a user reads.
public final class Failures {
  private Failures() {}

  /// {@return the failure to show for `thrown`}
  ///
  /// @param command the words that name the command: `onnx`, `show`
  public static CommandFailure of(Throwable thrown, List<String> command, Spelling spelling) {
    if (thrown instanceof UsageException) {
      return CommandFailure.usage(
          usage(String.valueOf(thrown.getMessage()), command, spelling), thrown);
    }
    if (interrupted(thrown)) {
      return CommandFailure.interrupted(thrown);
    }
    return CommandFailure.failed(message(thrown), thrown);
  }

  private static String usage(String message, List<String> command, Spelling spelling) {
    String name = command.isEmpty() ? "oplab" : String.join(" ", command);
    String shown = command.isEmpty() && !spelling.notebook() ? "oplab" : spelling.line(name);
    String end = message.endsWith("?") ? "" : ".";
    return shown + ": " + message + end + "\nFix: see '" + spelling.help(name) + "'.";
  }

  private static boolean interrupted(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
  }

  private static String message(Throwable thrown) {
    String own = String.valueOf(thrown.getMessage());
    return switch (thrown) {
      case CommandException e -> own;
      case UncheckedIOException e -> e.getCause() == null ? own : message(e.getCause());
      case NoSuchFileException e -> "no such file: " + own;
      case AccessDeniedException e -> "not allowed: " + own;
      case IOException e -> e.getClass().getSimpleName() + ": " + own;
      case OutOfMemoryError e ->
          "out of memory: " + own + "\nFix: give Java more, with JDK_JAVA_OPTIONS=-Xmx4g.";
      default ->
          // an exception of ours speaks for itself; any other one is a mistake in OpLab
          thrown.getClass().getName().startsWith("dev.oplab.")
              ? own
              : "internal error: "
                  + thrown
                  + "\nFix: run it again with --debug and report the trace.";
    };
  }
}
