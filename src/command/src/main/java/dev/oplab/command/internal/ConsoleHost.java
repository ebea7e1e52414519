package dev.oplab.command.internal;

import dev.oplab.command.CommandException;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Progress;
import dev.oplab.command.ThrottledProgress;
import dev.oplab.report.MimeBundle;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The terminal: results as text on one stream, everything else on the other.
public final class ConsoleHost implements NotebookHost {
  private static final int DEFAULT_WIDTH = 100;
  private final PrintStream out;
  private final PrintStream err;

  public ConsoleHost(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public boolean isNotebook() {
    return false;
  }

  /// The terminal's width where the shell says it (`COLUMNS`), otherwise 100.
  @Override
  public int width() {
    String columns = System.getenv("COLUMNS");
    try {
      return columns == null ? DEFAULT_WIDTH : Math.max(40, Integer.parseInt(columns.strip()));
    } catch (NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }

  @Override
  public void show(MimeBundle result) {
    String text = result.data().getOrDefault(MimeBundle.TEXT, "");
    out.print(text.endsWith("\n") ? text : text + "\n");
  }

  @Override
  public void note(String line) {
    err.println(line);
  }

  /// One line that is written over again; nothing where the error stream goes to a file.
  @Override
  public Progress progress(String title) {
    if (!errorIsTerminal()) {
      return Progress.NONE;
    }
    return new ThrottledProgress(
        Duration.ofMillis(500),
        Duration.ofMillis(100),
        new ThrottledProgress.Sink() {
          @Override
          public void show(String line) {
            String whole = title + ": " + line;
            int room = width() - 1;
            err.print("\r" + (whole.length() > room ? whole.substring(0, room) : whole) + "\033[K");
            err.flush();
          }

          @Override
          public void finish(Duration took) {
            err.print("\r\033[K");
            err.flush();
          }
        });
  }

  @Override
  public @Nullable Object evaluate(String expression) {
    throw new CommandException(
        "{" + expression + "} is a Java expression, and there is no Java here");
  }

  @Override
  public void bind(String name, Object value) {
    throw new CommandException("--as " + name + " needs a notebook");
  }

  private static boolean errorIsTerminal() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      // not Linux: the best that Java itself can say
      return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
  }
}
