package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A process that is killed while it writes leaves what was there whole.
class OnnxIo_CrashTest {
  private static final long WEIGHT = 1L << 30;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"inside", "external"})
  void theOldFilesAreWholeAfterTheWriterIsKilled(String layout) throws Exception {
    Path file = folder.resolve("m.onnx");
    model(file);
    byte[] before = Files.readAllBytes(file);
    Map<String, Long> there = sizes();
    Process writer = start(file, layout);
    assertThat(writer.inputReader().readLine()).isEqualTo("writing");
    long written = 0;
    while (written == 0 && writer.isAlive()) {
      written = sizes().getOrDefault("part", 0L);
    }
    writer.destroyForcibly().waitFor();
    assertThat(written).as("what was written when it was killed").isBetween(1L, WEIGHT - 1);
    assertThat(file).hasBinaryContent(before);
    Map<String, Long> left = sizes();
    left.remove("part");
    assertThat(left).isEqualTo(there);
    Model read = OnnxIo.read(file);
    read.graph().nodes().getFirst().rename("again");
    OnnxIo.write(read, file);
    assertThat(OnnxIo.read(file).graph().nodes()).hasToString("[Relu 'again']");
  }

  /// Writes a model with one weight, in a data file that is one hole and takes no room.
  private void model(Path file) throws IOException {
    try (RandomAccessFile data = new RandomAccessFile(folder.resolve("w.bin").toFile(), "rw")) {
      data.setLength(WEIGHT);
    }
    long count = WEIGHT / Float.BYTES;
    OnnxBytes.model(
            new GraphBytes("g")
                .initializer(OnnxBytes.external("w", OnnxBytes.FLOAT, "w.bin", 0L, WEIGHT, count))
                .node(NodeBytes.of("Relu").name("relu").inputs("w").outputs("y"))
                .output("y", OnnxBytes.FLOAT, count))
        .write(file);
  }

  /// {@return the files in the folder with their sizes, those not complete as `part`}
  private Map<String, Long> sizes() throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        sizes.put(name.endsWith(".part") ? "part" : name, Files.size(file));
      }
    }
    return sizes;
  }

  private static Process start(Path file, String layout) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath,
            CrashWriter.class.getName(),
            file.toString(),
            layout)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
