package dev.oplab.worker;

import dev.oplab.worker.internal.Folders;
import java.nio.file.Path;

/// A private temporary folder for what is too large for a message, such as tensors: the caller
/// makes it, passes its path to a job, and closes it. Gone in any case when this process is.
public final class Scratch implements AutoCloseable {
  private final Path path;

  private Scratch(Path path) {
    this.path = path;
  }

  /// {@return a new empty folder that only this user can read}
  ///
  /// @throws WorkerException if the temporary folder cannot be written
  public static Scratch create() {
    return new Scratch(Folders.child("scratch"));
  }

  public Path path() {
    return path;
  }

  public Path file(String name) {
    return path.resolve(name);
  }

  /// Removes the folder and what is in it. Closing twice is harmless.
  @Override
  public void close() {
    Folders.delete(path);
  }
}
