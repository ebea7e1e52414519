package dev.oplab.onnx.internal;

import org.jspecify.annotations.Nullable;

/// Bytes that are not the protobuf wire format, or end too early. Caught by the code that knows
/// which field was being read; users never see it.
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long position;
  private final long missing;

  private WireException(String message, long position, long missing, @Nullable Throwable cause) {
    super(message, cause);
    this.position = position;
    this.missing = missing;
  }

  /// {@return the file ends at byte `position`, `missing` bytes before the current field does}
  public static WireException truncated(long position, long missing) {
    return new WireException("the file ends too early", position, missing, null);
  }

  /// {@return the bytes at `position` cannot be what they should be}
  public static WireException malformed(String message, long position) {
    return new WireException(message, position, 0, null);
  }

  /// {@return whether the bytes were fine as far as they went}
  public boolean isTruncated() {
    return missing > 0;
  }

  /// {@return the file offset where reading stopped}
  public long position() {
    return position;
  }

  /// {@return how many more bytes the current field needs, 0 unless truncated}
  public long missing() {
    return missing;
  }
}
