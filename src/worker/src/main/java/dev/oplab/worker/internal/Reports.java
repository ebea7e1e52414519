package dev.oplab.worker.internal;

import dev.oplab.worker.WorkerCrashedException;
import dev.oplab.worker.WorkerException;
import dev.oplab.worker.WorkerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Says what happened to a worker process, in words. `during` is what it was doing: `during 'job'`.
final class Reports {
  private static final int LOG_LINES_SHOWN = 12;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11,
          "SIGSEGV", 15, "SIGTERM");

  private Reports() {}

  static WorkerCrashedException crash(
      WorkerKind kind, String during, int status, Path crashFile, List<String> log) {
    List<String> crash = crashLines(crashFile);
    List<String> said = log.stream().filter(line -> !line.startsWith("#")).toList();
    String message =
        "the worker process '%s' ended %s: %s%s%n%s The next call starts a fresh worker."
            .formatted(
                kind.name(),
                during,
                crash.isEmpty()
                    ? cause(status)
                    : "native code crashed: " + String.join(" in ", crash),
                shown(crash.isEmpty() ? log : said),
                fix(status, !crash.isEmpty()));
    return new WorkerCrashedException(message, status, log);
  }

  static WorkerException hang(WorkerKind kind, String during, Duration silence, List<String> log) {
    return new WorkerException(
        "the worker process '%s' said nothing for %.1f s %s and was ended%s%nFix: try again; if it happens again, allow more time or give it less work."
            .formatted(kind.name(), silence.toMillis() / 1000.0, during, shown(log)));
  }

  static WorkerException garbage(WorkerKind kind, String during, String line, List<String> log) {
    String start = line.length() <= 120 ? line : line.substring(0, 120) + "...";
    return new WorkerException(
        "the worker process '%s' sent something that is no message %s: %s%s%nFix: the two sides may be of different versions; rebuild, or correct -Doplab.worker.classpath."
            .formatted(kind.name(), during, printable(start), shown(log)));
  }

  static WorkerException closed(WorkerKind kind, String during, String why, List<String> log) {
    return new WorkerException(
        "the worker process '%s' closed its channel %s (%s) and was ended%s%nFix: run it again; the next call starts a fresh worker."
            .formatted(kind.name(), during, why, shown(log)));
  }

  private static String cause(int status) {
    String signal = status > 128 ? SIGNALS.get(status - 128) : null;
    return signal == null
        ? "exit status " + status
        : "exit status %d, killed by signal %d (%s)".formatted(status, status - 128, signal);
  }

  private static String fix(int status, boolean crashed) {
    if (status == 137) {
      return "Fix: something killed it, often the system when memory runs out: use a smaller model or batch, or free memory.";
    }
    return crashed || status > 128
        ? "Fix: the model or the options are what to change, or the crash to be reported."
        : "Fix: see the lines above.";
  }

  /// {@return from the JVM's crash file the line with the signal and that with the native frame}
  ///
  /// A JVM that catches a signal and writes this file ends with status 1.
  private static List<String> crashLines(Path crashFile) {
    if (!Files.isRegularFile(crashFile)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(crashFile, StandardCharsets.ISO_8859_1)) {
      return lines
          .limit(40)
          .map(line -> line.replaceFirst("^#", "").strip())
          .filter(line -> line.startsWith("SIG") || line.matches("[CVJj] +\\[?.*"))
          .limit(2)
          .toList();
    } catch (IOException e) {
      return List.of("its crash file could not be read: " + e);
    }
  }

  private static String shown(List<String> log) {
    if (log.isEmpty()) {
      return "";
    }
    List<String> last = log.subList(Math.max(0, log.size() - LOG_LINES_SHOWN), log.size());
    StringBuilder text = new StringBuilder();
    text.append(System.lineSeparator()).append("It printed last:");
    last.forEach(line -> text.append(System.lineSeparator()).append("  ").append(printable(line)));
    return text.toString();
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
