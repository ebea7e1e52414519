package dev.oplab.command;

/// Why a command line came to nothing, ready to be shown: the whole message, and the exit status.
public final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /// The work failed.
  public static final int FAILED = 1;

  /// The command was written wrongly.
  public static final int USAGE = 2;

  /// The user stopped it.
  public static final int INTERRUPTED = 130;

  private final int status;
  private final String text;

  private CommandFailure(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
    this.text = message;
  }

  /// {@return the failure of a command that was written wrongly}
  public static CommandFailure usage(String message, Throwable cause) {
    return new CommandFailure(USAGE, message, cause);
  }

  /// {@return the failure of a command's work}
  public static CommandFailure failed(String message, Throwable cause) {
    return new CommandFailure(FAILED, message, cause);
  }

  /// {@return the end of a command that the user stopped}
  public static CommandFailure interrupted(Throwable cause) {
    return new CommandFailure(INTERRUPTED, "interrupted", cause);
  }

  /// {@return the exit status for a terminal}
  public int status() {
    return status;
  }

  /// {@return everything that the user has to read}
  @Override
  public String getMessage() {
    return text;
  }
}
