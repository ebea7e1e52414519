package dev.oplab.worker.internal;

import dev.oplab.worker.JobProgress;
import dev.oplab.worker.JsonObject;
import dev.oplab.worker.WorkerException;
import dev.oplab.worker.WorkerKind;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The caller's end of one worker process, from its start to its end.
public final class WorkerProcess {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final String STARTING = "while it started";
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration TRAINING = Duration.ofSeconds(60);

  private final WorkerKind kind;
  private final Path socket;
  private final Process process;
  private final LogTail log;
  private final ServerSocketChannel server;
  private final CompletableFuture<Void> ended;
  private final LinkedBlockingQueue<Event> inbox = new LinkedBlockingQueue<>();
  private volatile @Nullable SocketChannel channel;
  private volatile @Nullable Lines lines;
  private volatile boolean disconnected;
  private boolean greeted;
  private long lastId;

  /// What the reading thread found.
  private sealed interface Event {
    record Message(JsonObject message) implements Event {}

    record Garbage(String line) implements Event {}

    record Closed(String why) implements Event {}
  }

  private WorkerProcess(WorkerKind kind) throws IOException {
    this.kind = kind;
    Path folder = Folders.root();
    socket = folder.resolve("w" + COUNT.incrementAndGet());
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      Files.createDirectory(LaunchCommand.temporary(socket));
      server.bind(UnixDomainSocketAddress.of(socket));
      ProcessBuilder builder =
          new ProcessBuilder(LaunchCommand.of(kind, socket, folder)).redirectErrorStream(true);
      builder.environment().putAll(kind.environment());
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException | RuntimeException e) {
      server.close();
      removeFiles();
      throw e;
    }
    log = new LogTail(process.getInputStream(), "oplab-" + kind.name() + "-log");
    ended = process.onExit().thenRun(this::closeServer);
    Thread reader = new Thread(this::listen, "oplab-" + kind.name());
    reader.setDaemon(true);
    reader.start();
  }

  /// Starts a process without waiting for it to be ready.
  public static WorkerProcess start(WorkerKind kind) {
    try {
      return new WorkerProcess(kind);
    } catch (IOException e) {
      throw new WorkerException(
          "the worker process '%s' could not be started: %s%nFix: check that this machine can start %s."
              .formatted(kind.name(), e.getMessage(), System.getProperty("java.home")),
          e);
    }
  }

  public boolean isAlive() {
    return !disconnected && !ended.isDone() && process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /// Runs one job. After any exception but a [dev.oplab.worker.JobException] this process must be
  /// destroyed.
  ///
  /// @param longestSilence how long to wait for a sign of life; zero: forever
  public JsonObject call(
      String job, JsonObject arguments, JobProgress progress, Duration longestSilence)
      throws InterruptedException {
    awaitHello();
    long id = ++lastId;
    String during = "during '" + job + "'";
    send(Messages.call(id, job, arguments), during);
    while (true) {
      JsonObject message = next(during, longestSilence);
      if (!message.has("id") || message.number("id") != id) {
        throw Reports.garbage(kind, during, message.toJson(), log.lines());
      }
      switch (message.string("type")) {
        case Messages.PROGRESS ->
            progress.update(
                message.string("phase"), message.integer("done"), message.integer("total"));
        case Messages.RESULT -> {
          return message.object("result");
        }
        case Messages.FAILURE -> throw Messages.failure(message);
        default -> throw Reports.garbage(kind, during, message.toJson(), log.lines());
      }
    }
  }

  /// Ends the process: at once, or where its JVM is to write an AOT cache, when it has done so.
  public void end() {
    Lines open = lines;
    if (LaunchCommand.isTraining() && open != null && isAlive()) {
      try {
        open.write(Messages.exit().toJson());
        process.waitFor(TRAINING.toSeconds(), TimeUnit.SECONDS);
      } catch (IOException ended) {
        // It cannot write a cache any more.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    destroy();
  }

  /// Ends the process and what it started, at once.
  public void destroy() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    closeServer();
    awaitEnd();
    SocketChannel open = channel;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException ignored) {
      // The other end is gone anyway.
    }
    removeFiles();
  }

  private void removeFiles() {
    Folders.delete(LaunchCommand.temporary(socket));
    Folders.delete(LaunchCommand.crashFile(socket));
    Folders.delete(socket);
  }

  /// What the process held, such as a GPU's memory, is free once it is gone.
  private void awaitEnd() {
    try {
      process.waitFor(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitHello() throws InterruptedException {
    if (greeted) {
      return;
    }
    JsonObject hello = next(STARTING, LONGEST_START);
    if (!hello.string("type").equals(Messages.HELLO)
        || hello.integer("protocol") != Messages.PROTOCOL) {
      throw Reports.garbage(kind, STARTING, hello.toJson(), log.lines());
    }
    greeted = true;
  }

  private void send(JsonObject message, String during) throws InterruptedException {
    Lines open = lines;
    try {
      if (open == null) {
        throw new IOException("not connected");
      }
      open.write(message.toJson());
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted " + during);
      }
      throw crash(during, String.valueOf(e.getMessage()));
    }
  }

  private JsonObject next(String during, Duration longestSilence) throws InterruptedException {
    @Nullable Event event =
        longestSilence.isZero()
            ? inbox.take()
            : inbox.poll(longestSilence.toMillis(), TimeUnit.MILLISECONDS);
    return switch (event) {
      case null -> throw Reports.hang(kind, during, longestSilence, log.lines());
      case Event.Message(JsonObject message) -> message;
      case Event.Garbage(String line) -> throw Reports.garbage(kind, during, line, log.lines());
      case Event.Closed(String why) -> throw crash(during, why);
    };
  }

  private WorkerException crash(String during, String why) throws InterruptedException {
    if (!process.waitFor(3, TimeUnit.SECONDS)) {
      return Reports.closed(kind, during, why, log.lines());
    }
    log.await(500);
    return Reports.crash(
        kind, during, process.exitValue(), LaunchCommand.crashFile(socket), log.lines());
  }

  private void closeServer() {
    try {
      server.close();
    } catch (IOException ignored) {
      // Nobody is connecting any more.
    }
  }

  private void listen() {
    try {
      SocketChannel accepted = server.accept();
      channel = accepted;
      Lines open = new Lines(accepted);
      lines = open;
      closeServer();
      for (String line = open.read(); line != null; line = open.read()) {
        inbox.add(event(line));
      }
      disconnected = true;
      inbox.add(new Event.Closed("end of channel"));
    } catch (IOException e) {
      disconnected = true;
      inbox.add(new Event.Closed(String.valueOf(e)));
    }
  }

  private static Event event(String line) {
    try {
      JsonObject message = JsonObject.parse(line);
      return message.has("type") ? new Event.Message(message) : new Event.Garbage(line);
    } catch (WorkerException e) {
      return new Event.Garbage(line);
    }
  }
}
