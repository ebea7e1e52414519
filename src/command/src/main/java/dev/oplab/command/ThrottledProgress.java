package dev.oplab.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Progress that stays silent for short work and shows its latest line at a steady pace for long
/// work. A thread of its own does the showing, so [#update] costs next to nothing and a step that
/// reports once and then takes long is seen too.
public final class ThrottledProgress implements Progress {
  private final Duration delay;
  private final Duration pace;
  private final Sink sink;
  private final long started = System.nanoTime();
  private @Nullable Thread ticker;
  private volatile String latest = "";
  private String shown = "";

  /// Where lines go. Called from one thread at a time.
  public interface Sink {
    /// Replaces the line shown before.
    void show(String line);

    /// Ends it; called only if something was shown.
    void finish(Duration took);
  }

  /// @param delay how long work must take before anything is shown
  /// @param pace the least time between two lines
  public ThrottledProgress(Duration delay, Duration pace, Sink sink) {
    this.delay = delay;
    this.pace = pace;
    this.sink = sink;
  }

  @Override
  public void update(String phase, int done, int total) {
    latest = total > 0 ? phase + " " + done + "/" + total : phase;
    synchronized (this) {
      if (ticker == null) {
        ticker = Thread.ofPlatform().daemon().name("oplab-progress").start(this::tick);
      }
    }
  }

  private void tick() {
    try {
      Thread.sleep(delay);
      while (true) {
        String line = latest + seconds();
        if (!line.equals(shown)) {
          shown = line;
          sink.show(line);
        }
        Thread.sleep(pace);
      }
    } catch (InterruptedException e) {
      // closed: there is nothing more to show
    }
  }

  private String seconds() {
    long seconds = elapsed().toSeconds();
    return seconds == 0 ? "" : ", " + seconds + " s";
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      running = ticker;
      ticker = Thread.currentThread();
    }
    if (running == null || running == Thread.currentThread()) {
      return;
    }
    running.interrupt();
    boolean interrupted = false;
    while (running.isAlive()) {
      try {
        running.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (!shown.isEmpty()) {
      sink.finish(elapsed());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
