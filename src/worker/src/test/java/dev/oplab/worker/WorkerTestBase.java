package dev.oplab.worker;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/// A worker of its own for each test.
abstract class WorkerTestBase {
  final Worker worker = new Worker(WorkerKind.of("test", EchoJob.class));

  @AfterEach
  void endWorker() {
    worker.close();
  }

  long pid() throws InterruptedException {
    return worker.call("echo", JsonObject.EMPTY, JobProgress.NONE).number("pid");
  }

  JsonObject trouble(String kind) throws InterruptedException {
    return worker.call("trouble", new JsonObject(Map.of("kind", kind)), JobProgress.NONE);
  }
}
