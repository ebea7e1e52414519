package dev.oplab.command.internal;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// What Ctrl-C does on a terminal: the command's thread is interrupted and has a moment to end its
/// worker before Java leaves, with the status that the signal gives (130).
public final class InterruptHook implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 3;
  private static volatile boolean stopping;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook;

  private InterruptHook(Thread worker, PrintStream err) {
    hook =
        new Thread(
            () -> {
              if (done.getCount() == 0) {
                return;
              }
              stopping = true;
              worker.interrupt();
              try {
                boolean ended = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                err.println(ended ? "interrupted" : "interrupted, and not waiting any longer");
              } catch (InterruptedException e) {
                err.println("interrupted");
              }
              err.flush();
            },
            "oplab-interrupt");
  }

  /// {@return a hook that interrupts the calling thread until it is closed}
  public static InterruptHook install(PrintStream err) {
    InterruptHook hook = new InterruptHook(Thread.currentThread(), err);
    Runtime.getRuntime().addShutdownHook(hook.hook);
    return hook;
  }

  /// {@return whether the user stopped the command; what fails from then on fails because of it}
  public static boolean stopping() {
    return stopping;
  }

  @Override
  public void close() {
    done.countDown();
  }
}
