package dev.oplab.onnx;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The folders that models are in.
final class Folders {
  private Folders() {}

  /// {@return the folder of this file, without links; null if it does not exist}
  static @Nullable Path of(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? null : real(folder);
  }

  /// {@return this folder without links; null if it does not exist}
  static @Nullable Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException missing) {
      return null;
    }
  }
}
