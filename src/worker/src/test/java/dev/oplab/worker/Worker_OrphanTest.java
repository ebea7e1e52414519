package dev.oplab.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

final class Worker_OrphanTest {

  @Test
  void aWorkerAndItsFilesAreGoneSoonAfterItsParentWasKilledInTheMiddleOfAJob()
      throws IOException, InterruptedException {
    checkGone("hang");
  }

  @Test
  void aWorkerWhoseParentDiedBeforeItWasReadyLeavesNothing()
      throws IOException, InterruptedException {
    checkGone("early");
  }

  @Test
  void aWorkerAndItsFilesAreGoneAfterItsParentEnded() throws IOException, InterruptedException {
    checkGone("end");
  }

  private static void checkGone(String mode) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WorkerParent.class.getName(),
            mode);
    Process parent =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader out = parent.inputReader()) {
      String[] words = out.readLine().split(" ", 2);
      long worker = Long.parseLong(words[0]);
      Path folder = Path.of(words[1]);
      if (mode.equals("hang")) {
        assertThat(ProcessHandle.of(worker)).isPresent();
        assertThat(folder).exists();
        parent.destroyForcibly();
      }
      parent.waitFor();
      assertThat(soon(() -> ProcessHandle.of(worker).isEmpty())).as("worker gone").isTrue();
      assertThat(soon(() -> !folder.toFile().exists())).as("folder gone").isTrue();
    }
  }

  private static boolean soon(BooleanSupplier condition) throws InterruptedException {
    Instant end = Instant.now().plus(Duration.ofSeconds(5));
    while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
      Thread.sleep(20);
    }
    return condition.getAsBoolean();
  }
}
