package dev.oplab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.oplab.testkit.Fixtures;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A real kernel process, driven over the Jupyter protocol through `drive_kernel.py`. Needs the
/// Python environment that `./oplab test` sets up and names in OPLAB_PYTHON.
final class KernelSession implements AutoCloseable {
  private final Process driver;
  private final BufferedReader answers;
  private final BufferedWriter requests;
  final long pid;

  private KernelSession(Process driver) throws IOException {
    this.driver = driver;
    this.answers = driver.inputReader();
    this.requests = driver.outputWriter();
    this.pid = ((Number) Objects.requireNonNull(answer().get("pid"), "pid")).longValue();
  }

  static KernelSession start() throws IOException {
    Path root = Fixtures.projectRoot();
    return new KernelSession(
        new ProcessBuilder(
                python(), root.resolve("kernel-ext/src/test/python/drive_kernel.py").toString())
            .directory(root.resolve("notebooks").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /// {@return the Python of the environment that notebooks run in; skips the test without it}
  static String python() {
    String python = System.getenv("OPLAB_PYTHON");
    assumeTrue(python != null, "no notebook environment: run ./oplab test");
    return Objects.requireNonNull(python);
  }

  Reply run(String code) throws IOException {
    return send(new LinkedHashMap<>(Map.of("code", code)));
  }

  Reply runAndInterrupt(String code, double afterSeconds) throws IOException {
    return send(new LinkedHashMap<>(Map.of("code", code, "interrupt_after", afterSeconds)));
  }

  private Reply send(Map<String, Object> request) throws IOException {
    requests.write(JSON.std.asString(request));
    requests.newLine();
    requests.flush();
    return new Reply(answer());
  }

  private Map<String, Object> answer() throws IOException {
    String line = answers.readLine();
    assertThat(line).as("the kernel driver ended; its last words are on stderr").isNotNull();
    return JSON.std.mapFrom(line);
  }

  @Override
  public void close() throws IOException {
    requests.close(); // the driver then ends the kernel, for which it needs a moment
    try {
      driver.waitFor(15, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      driver.destroy();
    }
  }

  /// What one cell brought.
  record Reply(Map<String, Object> json) {
    boolean ok() {
      return "ok".equals(json.get("status"));
    }

    double seconds() {
      return ((Number) Objects.requireNonNull(json.get("seconds"))).doubleValue();
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> outputs() {
      return (List<Map<String, Object>>) Objects.requireNonNull(json.get("outputs"));
    }

    /// {@return the renderings of MIME type `mime`, one a display}
    @SuppressWarnings("unchecked")
    List<String> rendered(String mime) {
      return outputs().stream()
          .map(output -> (Map<String, String>) output.get("data"))
          .filter(data -> data != null && data.containsKey(mime))
          .map(data -> Objects.requireNonNull(data.get(mime)))
          .toList();
    }

    /// {@return everything a person would read as text}
    String text() {
      return outputs().stream()
              .map(output -> (String) output.getOrDefault("text", ""))
              .collect(Collectors.joining())
          + String.join("\n", rendered("text/plain"));
    }

    /// {@return the traceback of the cell's error, empty if there is none}
    String error() {
      return outputs().stream()
          .filter(output -> "error".equals(output.get("type")))
          .map(output -> String.valueOf(output.get("traceback")))
          .collect(Collectors.joining("\n"))
          .replaceAll("\u001b\\[[0-9;]*m", "");
    }
  }
}
