package dev.oplab.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Worker_StartTest {
  private final WorkerKind kind = WorkerKind.of("start", EchoJob.class);

  @AfterEach
  void forgetProperties() {
    System.clearProperty("oplab.worker.aot");
  }

  @Test
  void aWarmWorkerIsTheOneThatTheFirstCallGets() throws InterruptedException {
    try (Worker worker = new Worker(kind)) {
      worker.warmUp();
      long started = worker.pid().orElseThrow();
      assertThat(echo(worker)).isEqualTo(started);
    }
  }

  @Test
  void aWorkerWithoutItsClassesSaysWhatTheJvmSaid() {
    try (Worker worker =
        new Worker(new WorkerKind("bare", List.of(), List.of(), Map.of(), Optional.empty()))) {
      assertThatExceptionOfType(WorkerCrashedException.class)
          .isThrownBy(() -> echo(worker))
          .withMessageContaining("'bare' ended while it started: exit status 1")
          .withMessageContaining("dev.oplab.worker.WorkerMain");
    }
  }

  @Test
  void aVariableOfTheKindReachesTheProcess() throws InterruptedException {
    try (Worker worker = new Worker(kind.withEnvironment("OPLAB_TEST", "on"))) {
      JsonObject asked = new JsonObject(Map.of("variable", "OPLAB_TEST"));
      assertThat(worker.call("echo", asked, JobProgress.NONE).string("value")).isEqualTo("on");
    }
  }

  @Test
  void aStartThatFailsLeavesTheWorkerFreeForOtherThreads() throws Exception {
    String home = System.getProperty("java.home");
    try (Worker worker = new Worker(kind);
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      System.setProperty("java.home", "/no/such/jdk");
      assertThatExceptionOfType(WorkerException.class)
          .isThrownBy(() -> echo(worker))
          .withMessageContaining("'start' could not be started")
          .withMessageContaining("Fix: check that this machine can start /no/such/jdk.");
      System.setProperty("java.home", home);
      try {
        assertThat(other.submit(() -> echo(worker)).get(20, TimeUnit.SECONDS)).isPositive();
      } finally {
        other.shutdownNow();
      }
    } finally {
      System.setProperty("java.home", home);
    }
  }

  @Test
  void aFlagThatTheJvmDoesNotKnowIsShown() {
    try (Worker worker = new Worker(kind.withJvmFlags("-XX:+NoSuchFlag"))) {
      assertThatExceptionOfType(WorkerCrashedException.class)
          .isThrownBy(() -> echo(worker))
          .withMessageContaining("NoSuchFlag");
    }
  }

  @Test
  void aFirstJobThatFailsDoesNotHinderTheNext() throws InterruptedException {
    try (Worker worker = new Worker(kind.startingWith("trouble"))) {
      assertThat(echo(worker)).isPositive();
    }
  }

  @Test
  void anAotCacheThatIsMissingOrDamagedDoesNoHarm(@TempDir Path folder)
      throws IOException, InterruptedException {
    for (String content : List.of("", "no cache")) {
      Path cache = folder.resolve("worker.aot");
      if (!content.isEmpty()) {
        Files.writeString(cache, content);
      }
      System.setProperty("oplab.worker.aot", cache.toString());
      try (Worker worker = new Worker(kind)) {
        assertThat(echo(worker)).isPositive();
      }
    }
  }

  private static long echo(Worker worker) throws InterruptedException {
    return worker.call("echo", JsonObject.EMPTY, JobProgress.NONE).number("pid");
  }
}
