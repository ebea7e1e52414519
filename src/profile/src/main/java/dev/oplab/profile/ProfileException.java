package dev.oplab.profile;

import org.jspecify.annotations.Nullable;

/// What goes wrong with a profile: the message says what happened, where (`file > layer > number`),
/// what was found, and ends with a `Fix:` line.
public class ProfileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ProfileException(String message) {
    this(message, null);
  }

  public ProfileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
