package dev.oplab.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class Worker_InterruptTest extends WorkerTestBase {

  @Test
  void anInterruptEndsTheWorkerWithinASecondAndTheNextCallGetsAFreshOne()
      throws InterruptedException {
    long first = pid();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        new Thread(() -> {
          try {
            trouble("hang");
          } catch (InterruptedException e) {
            thrown.set(e);
          }
        });
    caller.start();
    while (caller.getState() != Thread.State.WAITING) {
      Thread.sleep(5);
    }
    Thread.sleep(100);
    caller.interrupt();
    assertThat(caller.join(Duration.ofSeconds(1))).as("ended within a second").isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(ProcessHandle.of(first)).as("the worker is gone").isEmpty();
    assertThat(pid()).isNotEqualTo(first);
  }

  @Test
  void aThreadThatWaitsInTheQueueCanBeInterruptedWithoutHarmToTheOther()
      throws InterruptedException {
    AtomicReference<JsonObject> result = new AtomicReference<>();
    long first = pid();
    Thread busy =
        Thread.ofPlatform()
            .start(() -> {
              try {
                worker.call("overlap", JsonObject.EMPTY, JobProgress.NONE);
                result.set(worker.call("echo", JsonObject.EMPTY, JobProgress.NONE));
              } catch (InterruptedException e) {
                throw new AssertionError("not the one to be interrupted", e);
              }
            });
    Thread waiting =
        Thread.ofPlatform()
            .start(() -> {
              try {
                worker.call("trouble", new JsonObject(Map.of("kind", "x")), JobProgress.NONE);
              } catch (InterruptedException | JobException e) {
                // Either way it is over.
              }
            });
    waiting.interrupt();
    waiting.join();
    busy.join();
    assertThat(result.get().fields()).containsKey("pid");
    assertThat(first).isPositive();
  }
}
