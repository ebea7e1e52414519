package dev.oplab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottledProgressTest {
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

  private ThrottledProgress progress(int delayMillis, int paceMillis) {
    return new ThrottledProgress(
        Duration.ofMillis(delayMillis),
        Duration.ofMillis(paceMillis),
        new ThrottledProgress.Sink() {
          @Override
          public void show(String line) {
            seen.add(line);
          }

          @Override
          public void finish(Duration took) {
            seen.add("end");
          }
        });
  }

  @Test
  void shortWorkShowsNothing() {
    try (ThrottledProgress progress = progress(10_000, 10)) {
      progress.update("working", 1, 2);
    }
    assertThat(seen).isEmpty();
  }

  @Test
  void aStepThatReportsOnceAndTakesLongIsSeen() throws InterruptedException {
    try (ThrottledProgress progress = progress(1, 1)) {
      progress.update("working", 1, 2);
      waitForALine();
    }
    assertThat(seen).containsExactly("working 1/2", "end");
  }

  @Test
  void manyReportsMakeFewLines() throws InterruptedException {
    try (ThrottledProgress progress = progress(1, 10_000)) {
      for (int i = 0; i < 100_000; i++) {
        progress.update("step", i, 100_000);
      }
      waitForALine();
    }
    assertThat(seen).hasSize(2);
  }

  @Test
  void nothingIsShownAfterItIsClosed() {
    ThrottledProgress progress = progress(0, 1);
    progress.close();
    progress.update("late", 0, 0);
    assertThat(seen).isEmpty();
  }

  private void waitForALine() throws InterruptedException {
    for (int i = 0; i < 500 && seen.isEmpty(); i++) {
      Thread.sleep(10);
    }
  }
}
