package dev.oplab.ort.internal;

import java.nio.channels.ClosedByInterruptException;

/// Tells an interrupt from a failure: a thread that is interrupted while it reads or writes a file
/// sees the file fail.
final class Interrupts {
  private Interrupts() {}

  /// {@return `e`, to be thrown, if it is a failure}
  ///
  /// @throws InterruptedException if it comes from an interrupt of this thread
  static RuntimeException unlessInterrupted(RuntimeException e) throws InterruptedException {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof ClosedByInterruptException) {
        Thread.interrupted();
        InterruptedException interrupt = new InterruptedException("interrupted: " + e.getMessage());
        interrupt.initCause(e);
        throw interrupt;
      }
    }
    return e;
  }
}
