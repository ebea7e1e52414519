package dev.oplab.command.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Standard output that remembers why it could not be written to, which a `PrintStream` forgets.
/// After a failure everything is dropped.
public final class StandardStream extends OutputStream {
  private final OutputStream target;
  private @Nullable IOException failure;

  public StandardStream(OutputStream target) {
    this.target = target;
  }

  public static StandardStream out() {
    return new StandardStream(new FileOutputStream(FileDescriptor.out));
  }

  /// {@return why writing failed; a reader that has gone away (`| head`) is no failure}
  public Optional<IOException> failure() {
    if (failure == null || String.valueOf(failure.getMessage()).contains("Broken pipe")) {
      return Optional.empty();
    }
    return Optional.of(failure);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (failure == null) {
      try {
        target.write(bytes, offset, length);
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  @Override
  public void flush() {
    if (failure == null) {
      try {
        target.flush();
      } catch (IOException e) {
        failure = e;
      }
    }
  }
}
