package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.OnnxIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Writes models so that a file is either the old one or the new one, never half of one.
public final class ModelFile {
  private ModelFile() {}

  public static void write(Model model, Path file) {
    byte[] bytes = OnnxIo.toBytes(model);
    Path target = file.toAbsolutePath();
    try {
      Path half =
          target.resolveSibling(".%s.%d.half".formatted(target.getFileName(), System.nanoTime()));
      try {
        Files.write(half, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(half);
      }
    } catch (IOException e) {
      throw new OnnxException(
          "%s: the model cannot be written (%s).%nFix: check that the folder exists and may be written to."
              .formatted(file, e),
          e);
    }
  }
}
