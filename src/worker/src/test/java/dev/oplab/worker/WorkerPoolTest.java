package dev.oplab.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WorkerPoolTest {
  private final WorkerKind kind = WorkerKind.of("pool", EchoJob.class);

  @AfterEach
  void endWorkers() {
    System.clearProperty("oplab.worker");
    WorkerPool.closeAll();
  }

  @Test
  void equalKindsShareAWorkerAndOthersDoNot() {
    WorkerKind same = WorkerKind.of("pool", EchoJob.class);
    assertThat(WorkerPool.worker(same)).isSameAs(WorkerPool.worker(kind));
    assertThat(WorkerPool.worker(kind.withJvmFlags("-Xmx64m")))
        .isNotSameAs(WorkerPool.worker(kind));
  }

  @Test
  void closingAllEndsTheProcessesAndTheNextCallStartsAnew() throws InterruptedException {
    long first = pid();
    WorkerPool.closeAll();
    assertThat(ProcessHandle.of(first)).isEmpty();
    assertThat(pid()).isNotEqualTo(first);
  }

  @Test
  void aPropertyMovesTheJobsIntoThisProcess() throws InterruptedException {
    System.setProperty("oplab.worker", "in-process");
    assertThat(pid()).isEqualTo(ProcessHandle.current().pid());
  }

  private long pid() throws InterruptedException {
    return WorkerPool.runner(kind).call("echo", JsonObject.EMPTY, JobProgress.NONE).number("pid");
  }
}
