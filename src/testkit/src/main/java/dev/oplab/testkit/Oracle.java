package dev.oplab.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// An independent opinion: ONNX's own packages for Python, in the environment that `./oplab test`
/// makes and names in OPLAB_PYTHON. A test that asks is skipped where none is named, and fails
/// where that one lacks the packages.
public final class Oracle {
  private static final String PACKAGES =
      "import onnx, onnxruntime; print(onnx.__version__, end='')";

  private Oracle() {}

  /// Runs one of the scripts beside this class's sources, `compare.py` say.
  ///
  /// @return what it printed, line by line
  public static List<String> run(String script, Path... arguments) {
    List<String> command = new ArrayList<>(List.of(python(), script(script).toString()));
    Stream.of(arguments).map(Path::toString).forEach(command::add);
    return output(command).lines().toList();
  }

  /// {@return the models of ONNX's own backend tests, each with the inputs for it beside it (see
  /// `corpus.py`)}
  public static List<Path> corpus() {
    String version = output(List.of(python(), "-c", PACKAGES));
    Path folder = Fixtures.projectRoot().resolve("target/oracle/onnx-" + version);
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder.resolveSibling("."));
        run("corpus.py", folder);
      }
      return modelsIn(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + folder, e);
    }
  }

  /// {@return every `.onnx` file in `folder` and those inside it, in order}
  public static List<Path> modelsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
    }
  }

  /// {@return the Python that has the packages}
  public static String python() {
    String python = System.getenv("OPLAB_PYTHON");
    Assumptions.assumeTrue(
        python != null && !python.isBlank(),
        "skipped: OPLAB_PYTHON names no Python with onnx and onnxruntime; ./oplab test does");
    return python;
  }

  /// {@return a script of the oracle's}
  public static Path script(String name) {
    return Fixtures.projectRoot().resolve("src/testkit/src/main/python").resolve(name);
  }

  private static String output(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      try (InputStream out = process.getInputStream()) {
        String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new AssertionError(
              "%s failed.%nFix: see its message; './oplab test' installs what it needs.%n%s"
                  .formatted(String.join(" ", command), text));
        }
        return text;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command + " ran", e);
    }
  }
}
