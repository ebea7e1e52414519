package dev.oplab.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Worker_CallTest extends WorkerTestBase {

  @Test
  void aJobRunsInAnotherProcessAndItsResultComesBack() throws InterruptedException {
    JsonObject arguments = new JsonObject(Map.of("text", "ünïcode\n\"", "list", List.of(1, 2.5)));
    JsonObject result = worker.call("echo", arguments, JobProgress.NONE);
    assertThat(result.string("text")).isEqualTo("ünïcode\n\"");
    assertThat(result.decimals("list")).containsExactly(1, 2.5);
    assertThat(result.number("pid")).isNotEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void twoCallsShareOneProcess() throws InterruptedException {
    assertThat(pid()).isEqualTo(pid());
    assertThat(worker.pid()).hasValue(pid());
  }

  @Test
  void progressArrivesInOrderOnTheCallingThread() throws InterruptedException {
    List<String> seen = new ArrayList<>();
    Thread caller = Thread.currentThread();
    worker.call(
        "echo",
        new JsonObject(Map.of("steps", 3)),
        (phase, done, total) -> {
          assertThat(Thread.currentThread()).isSameAs(caller);
          seen.add(phase + " " + done + "/" + total);
        });
    assertThat(seen).containsExactly("counting 1/3", "counting 2/3", "counting 3/3");
  }

  @Test
  void aLargeMessageArrivesWhole() throws InterruptedException {
    String text = "0123456789".repeat(500_000);
    JsonObject result = worker.call("echo", new JsonObject(Map.of("text", text)), JobProgress.NONE);
    assertThat(result.string("text").equals(text)).isTrue();
  }

  @Test
  void largeDataTravelsThroughAMappedFileThatIsGoneAfterwards()
      throws IOException, InterruptedException {
    Scratch scratch = Scratch.create();
    try (scratch) {
      byte[] ones = new byte[16 << 20];
      Arrays.fill(ones, (byte) 1);
      Files.write(scratch.file("tensor"), ones);
      JsonObject arguments = new JsonObject(Map.of("file", scratch.file("tensor").toString()));
      JsonObject result = worker.call("sum", arguments, JobProgress.NONE);
      assertThat(result.number("sum")).isEqualTo(16 << 20);
      assertThat(result.number("bytes")).isEqualTo(16 << 20);
    }
    assertThat(scratch.path()).doesNotExist();
  }

  @Test
  void jobsOfSeveralThreadsRunOneAfterTheOther() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<JsonObject>> results = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        results.add(
            threads.submit(() -> worker.call("overlap", JsonObject.EMPTY, JobProgress.NONE)));
      }
      for (Future<JsonObject> result : results) {
        assertThat(result.get().integer("beside")).isZero();
      }
    }
  }

  @Test
  void whatAJobThrowsOnPurposeArrivesWhole() throws InterruptedException {
    long before = pid();
    assertThatExceptionOfType(JobException.class)
        .isThrownBy(() -> trouble("refuse"))
        .withMessage("it cannot be done")
        .satisfies(e -> {
          assertThat(e.code()).isEqualTo("no-way");
          assertThat(e.details().string("why")).isEqualTo("test");
        });
    assertThat(pid()).as("the worker goes on").isEqualTo(before);
  }

  @Test
  void anUnexpectedExceptionNamesItsClassAndBringsItsTrace() {
    assertThatExceptionOfType(JobException.class)
        .isThrownBy(() -> trouble("throw"))
        .withMessageContaining("a bug in the job")
        .satisfies(e -> {
          assertThat(e.code()).isEqualTo("java.lang.IllegalStateException");
          assertThat(e.remoteTrace()).contains("TroubleJob.java");
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "interrupted"})
  void aJobThatEndsInAnyOtherWayStillAnswersAndTheWorkerGoesOn(String kind)
      throws InterruptedException {
    long before = pid();
    assertThatExceptionOfType(JobException.class).isThrownBy(() -> trouble(kind));
    assertThat(pid()).isEqualTo(before);
  }

  @Test
  void aResultThatJsonCannotSayIsAnError() throws InterruptedException {
    assertThatExceptionOfType(JobException.class).isThrownBy(() -> trouble("unspeakable"));
    pid();
  }

  @Test
  void anUnknownJobNamesTheJobsThereAre() {
    assertThatExceptionOfType(JobException.class)
        .isThrownBy(() -> worker.call("ecko", JsonObject.EMPTY, JobProgress.NONE))
        .withMessageContaining("no job 'ecko'")
        .withMessageContaining("echo, overlap, sum, trouble")
        .withMessageContaining("Fix: ");
  }
}
