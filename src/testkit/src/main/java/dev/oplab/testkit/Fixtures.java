package dev.oplab.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Where tests find the files they read.
public final class Fixtures {
  private Fixtures() {}

  /// {@return the project's top folder, wherever in it the tests run}
  public static Path projectRoot() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no folder above " + start + " holds a .mvn folder");
  }

  /// {@return a real network that is part of the project: an image classifier with 146 nodes}
  public static Path mobilenet() {
    return projectRoot().resolve("notebooks/models/mobilenet-v3-small.onnx");
  }

  /// {@return a file or folder of the models that may lie beside the project; without it the test
  /// that asked is skipped}
  public static Path sharedModel(String relative) {
    Path path = projectRoot().resolveSibling("shared").resolve("models").resolve(relative);
    Assumptions.assumeTrue(Files.exists(path), () -> "skipped: there is no " + path);
    return path;
  }
}
