package dev.oplab.ort.internal;

import org.jspecify.annotations.Nullable;

/// A profile file that does not say what it should.
final class TraceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TraceException(String message) {
    this(message, null);
  }

  TraceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
