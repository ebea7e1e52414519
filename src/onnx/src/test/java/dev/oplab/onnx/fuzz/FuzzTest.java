package dev.oplab.onnx.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.testkit.Fixtures;
import dev.oplab.testkit.Oracle;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A bounded run of what `./oplab bench fuzz` does for as long as one likes, in a JVM with little
/// memory: every mutant of a real model reads, and then everything else works on it too, or it is
/// refused with an error that says where it is broken. What Python's parser takes is read and
/// written back as an equal message.
class FuzzTest {
  private static final int ALONE = 4_000;
  private static final int JUDGED = 20_000;
  private static final long SEED = 2_026;

  @TempDir Path folder;

  @Test
  void everyMutantReadsOrIsRefusedWithAPlace() throws Exception {
    run(ALONE, List.of(Fixtures.mobilenet()), false);
  }

  @Test
  void whatPythonReadsIsReadAndWrittenBackTheSame() throws Exception {
    List<String> verdicts = run(JUDGED, Oracle.corpus(), true);
    assertThat(count(verdicts, "accepted by Python, read")).isGreaterThan(JUDGED / 2);
    assertThat(count(verdicts, "refused by Python, refused")).isGreaterThan(JUDGED / 10);
    assertThat(verdicts)
        .extracting(verdict -> verdict.split("\t", -1)[1])
        .containsExactly(
            "accepted by Python without any field, refused",
            "accepted by Python, read",
            "refused by Python, read",
            "refused by Python, refused");
  }

  private static int count(List<String> verdicts, String kind) {
    return verdicts.stream()
        .map(verdict -> verdict.split("\t", -1))
        .filter(parts -> parts[1].equals(kind))
        .mapToInt(parts -> Integer.parseInt(parts[2]))
        .sum();
  }

  /// Runs the mutator, and the judge behind it if there is to be one.
  ///
  /// @return what the judge says
  private List<String> run(int mutants, List<Path> models, boolean judged) throws Exception {
    Path list = Files.write(folder.resolve("models"), models.stream().map(Path::toString).toList());
    File said = folder.resolve("said").toFile();
    List<ProcessBuilder> line = new ArrayList<>();
    line.add(mutator(mutants, list, judged ? "-" : "/dev/null").redirectError(said));
    if (judged) {
      String faults = folder.resolve("judged").toString();
      line.add(
          new ProcessBuilder(Oracle.python(), Oracle.script("mutants.py").toString(), "-", faults));
      line.getLast().redirectError(ProcessBuilder.Redirect.INHERIT);
    }
    List<Process> processes = ProcessBuilder.startPipeline(line);
    String verdicts =
        new String(processes.getLast().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    for (Process process : processes) {
      int status = process.waitFor();
      assertThat(status)
          .as("seed %d: %s%s", SEED, Files.readString(said.toPath()), verdicts)
          .isZero();
    }
    return verdicts.lines().toList();
  }

  private ProcessBuilder mutator(int mutants, Path list, String records) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx64m",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        classPath,
        Fuzz.class.getName(),
        Integer.toString(mutants),
        Long.toString(SEED),
        folder.resolve("faults").toString(),
        records,
        list.toString());
  }
}
