package dev.oplab.ort;

import org.jspecify.annotations.Nullable;

/// What goes wrong when ONNX Runtime is asked to run a model: what happened, where, expected and
/// found, and a `Fix:` line.
public class OrtException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OrtException(String message) {
    this(message, null);
  }

  public OrtException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
