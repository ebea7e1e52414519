package dev.oplab.kernel;

/// Stops the cell whose magic failed. An error, not an exception, and without a stack trace: the
/// kernel then shows its message and nothing else.
final class OpLabError extends Error {
  private static final long serialVersionUID = 1L;

  OpLabError(String message) {
    super(message, null, false, false);
  }

  /// {@return the message alone: the kernel prints this, and a person reads it}
  @Override
  @SuppressWarnings("OverrideThrowableToString") // getMessage is right already
  public String toString() {
    return String.valueOf(getMessage());
  }
}
