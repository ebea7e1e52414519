package dev.oplab.onnx;

import org.jspecify.annotations.Nullable;

/// What goes wrong with a model: the message says what happened, where (`file > graph > node >
/// input`), what was found, and ends with a `Fix:` line.
public class OnnxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OnnxException(String message) {
    this(message, null);
  }

  public OnnxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
