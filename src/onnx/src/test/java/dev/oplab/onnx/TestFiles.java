package dev.oplab.onnx;

import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.OnnxBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Model files with data files beside them.
final class TestFiles {
  private TestFiles() {}

  /// {@return a model file whose only weight, `float32[4]`, is in a data file of `length` bytes}
  static Path withExternal(Path model, String data, int length) throws IOException {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i + 1);
    }
    Files.write(model.resolveSibling(data), bytes);
    GraphBytes graph =
        new GraphBytes("g").initializer(OnnxBytes.external("far", 1, data, 0L, 16L, 4));
    return OnnxBytes.model(graph).write(model);
  }
}
