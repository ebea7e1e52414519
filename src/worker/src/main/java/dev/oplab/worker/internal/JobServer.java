package dev.oplab.worker.internal;

import dev.oplab.worker.JobContext;
import dev.oplab.worker.JobException;
import dev.oplab.worker.JsonObject;
import dev.oplab.worker.WorkerException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;

/// The worker's end of the channel: one thread reads, another runs the jobs, so that the end of the
/// channel is noticed in the middle of a native call.
public final class JobServer {
  private static final long JOB_STACK_BYTES = 64L << 20;

  private final Lines lines;
  private final Path folder;
  private final LinkedBlockingQueue<JsonObject> calls = new LinkedBlockingQueue<>();

  private JobServer(Lines lines, Path folder) {
    this.lines = lines;
    this.folder = folder;
  }

  /// Connects to the caller and serves it until it is gone; then ends this process.
  public static void serve(Path socket, Path folder, Optional<String> firstJob) {
    try {
      SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      new JobServer(new Lines(channel), folder).serve(firstJob);
    } catch (IOException e) {
      // The caller was gone before, or went in the middle of a message.
      System.err.println("the caller cannot be reached: " + e);
    } finally {
      leaveAtOnce(folder);
    }
  }

  private void serve(Optional<String> firstJob) throws IOException {
    Thread runner = new Thread(null, () -> runJobs(firstJob), "oplab-job", JOB_STACK_BYTES);
    runner.setDaemon(true);
    runner.start();
    lines.write(Messages.hello().toJson());
    for (String line = lines.read(); line != null; line = lines.read()) {
      JsonObject message = JsonObject.parse(line);
      if (message.string("type").equals(Messages.EXIT)) {
        System.exit(0);
      }
      calls.add(message);
    }
  }

  /// The caller is gone: nobody else is left to tidy up, and nothing may keep this process.
  private static void leaveAtOnce(Path folder) {
    Thread tidy = new Thread(() -> Folders.delete(folder), "oplab-clean-up");
    tidy.setDaemon(true);
    tidy.start();
    try {
      tidy.join(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(0);
  }

  private void runJobs(Optional<String> firstJob) {
    try {
      firstJob.ifPresent(JobServer::prepare);
      while (true) {
        runJob(calls.take());
      }
    } catch (InterruptedException | IOException e) {
      leaveAtOnce(folder);
    }
  }

  private static void prepare(String job) {
    try {
      Jobs.run(job, new Alone());
    } catch (JobException e) {
      // What is wrong will go wrong again, and be told, when somebody asks for something.
      System.err.println("could not prepare '" + job + "': " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runJob(JsonObject call) throws IOException {
    long id = call.number("id");
    String reply;
    try {
      JsonObject result =
          Jobs.run(call.string("job"), new Context(id, call.object("arguments"), lines));
      reply = Messages.result(id, result).toJson();
    } catch (JobException e) {
      reply = Messages.failure(id, e, trace(e)).toJson();
    } catch (WorkerException e) {
      reply = failure(id, "bad-result", e);
    } catch (InterruptedException e) {
      reply = failure(id, "interrupted", e);
    }
    lines.write(reply);
  }

  private static String failure(long id, String code, Exception e) {
    JobException wrapped = new JobException(code, String.valueOf(e.getMessage()), Map.of(), "", e);
    return Messages.failure(id, wrapped, trace(e)).toJson();
  }

  private static String trace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private record Context(long id, JsonObject arguments, Lines lines) implements JobContext {
    @Override
    public void progress(String phase, int done, int total) {
      try {
        lines.write(Messages.progress(id, phase, done, total).toJson());
      } catch (IOException callerGone) {
        // The reading thread sees the same and ends this process.
      }
    }
  }

  /// The context of a job that nobody called.
  private record Alone() implements JobContext {
    @Override
    public JsonObject arguments() {
      return JsonObject.EMPTY;
    }

    @Override
    public void progress(String phase, int done, int total) {
      // Nobody listens.
    }
  }
}
