package dev.oplab.command;

/// A command was written wrongly. The message is one line that names the option or value; where it
/// is shown, the command's name goes before it and a `Fix:` line with its help page below it.
public class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }

  /// {@return the error for a value that is not what its place asks for}
  public static UsageException expected(String expected, String found) {
    return new UsageException("expected " + expected + ", found '" + found + "'");
  }
}
