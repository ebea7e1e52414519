package dev.oplab.worker;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Map;

/// Everything that goes wrong in a worker, by the argument `kind`.
public final class TroubleJob implements WorkerJob {
  @Override
  public String name() {
    return "trouble";
  }

  @Override
  public JsonObject run(JobContext context) throws Exception {
    switch (context.arguments().string("kind")) {
      case "halt" -> {
        System.out.println("\u001b[0;93mthe last words\u001b[m");
        System.out.flush();
        Runtime.getRuntime().halt(context.arguments().integer("status"));
      }
      case "segfault" -> signal("SEGV");
      case "killed" -> signal("KILL");
      case "hang" -> hang();
      case "garbage" -> send(context, "\u0001\u0002 no message");
      case "strange" -> send(context, "{\"type\":\"unheard-of\",\"id\":1}");
      case "foreign" -> send(context, "{\"type\":\"result\",\"id\":4711,\"result\":{}}");
      case "flood" -> flood();
      case "throw" -> throw new IllegalStateException("a bug in the job");
      case "error" -> throw new InternalError("a mapped file became shorter");
      case "interrupted" -> throw new InterruptedException("by a thread of its own");
      case "refuse" -> throw new JobException("no-way", "it cannot be done", Map.of("why", "test"));
      case "unspeakable" -> {
        return new JsonObject(Map.of("object", new Unspeakable()));
      }
      default -> throw new IllegalArgumentException(context.arguments().toJson());
    }
    return JsonObject.EMPTY;
  }

  /// What JSON has no words for: it contains itself.
  static final class Unspeakable {
    public Unspeakable getSelf() {
      return this;
    }
  }

  private static void signal(String name) throws IOException, InterruptedException {
    String pid = String.valueOf(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
    hang();
  }

  private static void hang() {
    while (true) {
      try {
        Thread.sleep(60_000);
      } catch (InterruptedException e) {
        // A native call does not listen either.
      }
    }
  }

  private static void flood() {
    String line = "x".repeat(200);
    for (int i = 0; i < 50_000; i++) {
      System.out.println(line + i);
      System.err.println(line + i);
    }
  }

  /// Reaches behind the context for the channel, which a job has no business with.
  private static void send(JobContext context, String line) throws Exception {
    Method lines = context.getClass().getDeclaredMethod("lines");
    lines.setAccessible(true);
    Object channel = lines.invoke(context);
    Method write = channel.getClass().getDeclaredMethod("write", String.class);
    write.setAccessible(true);
    write.invoke(channel, line);
    hang();
  }
}
