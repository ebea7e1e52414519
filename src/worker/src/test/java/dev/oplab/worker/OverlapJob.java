package dev.oplab.worker;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Says how many jobs ran beside it.
public final class OverlapJob implements WorkerJob {
  private static final AtomicInteger RUNNING = new AtomicInteger();

  @Override
  public String name() {
    return "overlap";
  }

  @Override
  public JsonObject run(JobContext context) throws InterruptedException {
    int beside = RUNNING.getAndIncrement();
    Thread.sleep(50);
    RUNNING.decrementAndGet();
    return new JsonObject(Map.of("beside", beside));
  }
}
