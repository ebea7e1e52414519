package dev.oplab.worker;

import java.util.Map;

/// A program that starts a worker, prints its pid and the private folder, and then as told: waits
/// for a job that never ends, to be killed (`hang`), ends (`end`), or dies at once (`early`).
public final class WorkerParent {
  private WorkerParent() {}

  public static void main(String[] args) throws InterruptedException {
    Worker worker = WorkerPool.worker(WorkerKind.of("orphan", EchoJob.class));
    if (args[0].equals("early")) {
      worker.warmUp();
      System.out.println(worker.pid().orElseThrow() + " " + Scratch.create().path().getParent());
      System.out.flush();
      Runtime.getRuntime().halt(9);
    }
    long pid = worker.call("echo", JsonObject.EMPTY, JobProgress.NONE).number("pid");
    System.out.println(pid + " " + Scratch.create().path().getParent());
    System.out.flush();
    if (args[0].equals("hang")) {
      worker.call("trouble", new JsonObject(Map.of("kind", "hang")), JobProgress.NONE);
    }
  }
}
