package dev.oplab.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.ProfileOptions.Optimization;
import dev.oplab.testkit.Fixtures;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class OrtProfiler_InterruptTest {

  @Test
  void aLongRunEndsWithinASecondAndTheNextOneWorks() throws InterruptedException {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    CountDownLatch running = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                OrtProfiler.profile(
                    model,
                    options(1_000_000),
                    (phase, done, total) -> {
                      if (phase.equals("timing") && done > 0) {
                        running.countDown();
                      }
                    });
              } catch (InterruptedException | OrtException e) {
                thrown.set(e);
              }
            });
    running.await();
    caller.interrupt();
    assertThat(caller.join(Duration.ofSeconds(1))).as("over within a second").isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    assertThat(OrtProfiler.profile(model, options(1), OrtProfiler.Progress.NONE).layers())
        .isNotEmpty();
  }

  @Test
  void anInterruptBeforeItStartsIsNoFailure() throws InterruptedException {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    Map<String, Tensor> inputs = InputFactory.random(model, 0);
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> OrtProfiler.profile(model, options(1)));
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> OrtRunner.run(model, inputs));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(OrtRunner.run(model, inputs)).isNotEmpty();
  }

  private static ProfileOptions options(int iterations) {
    return new ProfileOptions(Map.of(), Map.of(), 0, 0, iterations, 1, Optimization.ALL);
  }
}
