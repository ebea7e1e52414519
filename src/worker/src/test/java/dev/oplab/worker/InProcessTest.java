package dev.oplab.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InProcessTest {
  private final InProcess here = new InProcess();

  @Test
  void theSameJobRunsHere() throws InterruptedException {
    List<Integer> steps = new ArrayList<>();
    JsonObject result =
        here.call(
            "echo", new JsonObject(Map.of("steps", 2)), (phase, done, total) -> steps.add(done));
    assertThat(result.number("pid")).isEqualTo(ProcessHandle.current().pid());
    assertThat(steps).containsExactly(1, 2);
  }

  @Test
  void whatTheJobThrowsLooksAsFromAWorker() {
    assertThatExceptionOfType(JobException.class)
        .isThrownBy(
            () -> here.call("trouble", new JsonObject(Map.of("kind", "throw")), JobProgress.NONE))
        .withMessageContaining("a bug in the job")
        .satisfies(e -> assertThat(e.code()).isEqualTo("java.lang.IllegalStateException"))
        .withCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void anInterruptIsSeenAtTheNextProgress() {
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() ->
            here.call(
                "echo",
                new JsonObject(Map.of("steps", 2)),
                (phase, done, total) -> Thread.currentThread().interrupt()));
    assertThat(Thread.interrupted()).isFalse();
  }
}
