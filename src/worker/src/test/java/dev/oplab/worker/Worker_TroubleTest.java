package dev.oplab.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// After each of these the next call works.
@DisabledOnOs(OS.WINDOWS)
final class Worker_TroubleTest extends WorkerTestBase {

  @AfterEach
  void theNextCallWorks() throws InterruptedException {
    assertThat(pid()).isPositive();
  }

  @Test
  void aWorkerThatEndsTellsItsStatusAndLastWords() {
    assertThatExceptionOfType(WorkerCrashedException.class)
        .isThrownBy(() ->
            worker.call(
                "trouble", new JsonObject(Map.of("kind", "halt", "status", 3)), JobProgress.NONE))
        .withMessageContaining("'test' ended during 'trouble': exit status 3")
        .withMessageContaining("the last words")
        .withMessageContaining("Fix: ")
        .satisfies(e -> {
          assertThat(e.exitStatus()).isEqualTo(3);
          assertThat(e.log()).contains("the last words");
        });
  }

  @Test
  void aStatusThatStandsForASignalIsNamed() {
    assertThatExceptionOfType(WorkerCrashedException.class)
        .isThrownBy(() ->
            worker.call(
                "trouble", new JsonObject(Map.of("kind", "halt", "status", 139)), JobProgress.NONE))
        .withMessageContaining("signal 11 (SIGSEGV)");
  }

  @Test
  void aRealSegmentationFaultIsNamedFromTheCrashFile() {
    assertThatExceptionOfType(WorkerCrashedException.class)
        .isThrownBy(() -> trouble("segfault"))
        .withMessageContaining("'test' ended during 'trouble': native code crashed: SIGSEGV (0xb)")
        .withMessageContaining("libc")
        .withMessageContaining("Fix: the model");
  }

  @Test
  void aWorkerKilledFromOutsideHintsAtMemory() {
    assertThatExceptionOfType(WorkerCrashedException.class)
        .isThrownBy(() -> trouble("killed"))
        .withMessageContaining("SIGKILL")
        .withMessageContaining("memory");
  }

  @Test
  void aWorkerThatDiedBetweenTwoCallsIsReplaced() throws InterruptedException {
    long first = pid();
    ProcessHandle.of(first).orElseThrow().destroyForcibly();
    ProcessHandle.of(first).ifPresent(handle -> handle.onExit().join());
    assertThat(pid()).isNotEqualTo(first);
  }

  @Test
  void silenceBeyondThePatienceEndsTheWorker() throws InterruptedException {
    long first = pid();
    assertThatExceptionOfType(WorkerException.class)
        .isThrownBy(() ->
            worker.call(
                "trouble",
                new JsonObject(Map.of("kind", "hang")),
                JobProgress.NONE,
                Duration.ofMillis(300)))
        .withMessageContaining("said nothing for 0.3 s during 'trouble'")
        .withMessageContaining("Fix: ");
    assertThat(ProcessHandle.of(first)).isEmpty();
  }

  @Test
  void bytesThatAreNoMessageAreAnErrorThatShowsThem() {
    assertThatExceptionOfType(WorkerException.class)
        .isThrownBy(() -> trouble("garbage"))
        .withMessageContaining("sent something that is no message during 'trouble'")
        .withMessageContaining("?? no message");
  }

  @Test
  void aMessageOfUnknownTypeIsAnError() {
    assertThatExceptionOfType(WorkerException.class)
        .isThrownBy(() -> trouble("strange"))
        .withMessageContaining("unheard-of");
  }

  @Test
  void anAnswerToAnotherCallIsAnError() {
    assertThatExceptionOfType(WorkerException.class)
        .isThrownBy(() -> trouble("foreign"))
        .withMessageContaining("4711");
  }

  @Test
  void twentyMegabytesOnStdoutAndStderrDisturbNothing() throws InterruptedException {
    assertThat(trouble("flood").fields()).isEmpty();
  }

  @Test
  void aProgressListenerThatThrowsEndsTheCall() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            worker.call(
                "echo",
                new JsonObject(Map.of("steps", 2)),
                (phase, done, total) -> {
                  throw new IllegalStateException("enough");
                }))
        .withMessage("enough");
  }
}
