package dev.oplab.kernel;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.jspecify.annotations.Nullable;

/// Finds the words in what a kernel throws when code does not run.
final class CellErrors {
  private CellErrors() {}

  /// {@return what the compiler or the code itself said, in one line}
  ///
  /// @param kernel the kernel that ran the code
  static String message(Throwable thrown, Object kernel) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return tidy(compilerMessage(cause, kernel).orElse(own(cause)));
  }

  private static String own(Throwable cause) {
    if (cause.getClass().getSimpleName().equals("IncompleteSourceException")) {
      return "the expression is not complete";
    }
    String type =
        cause instanceof EvalException thrown
            ? thrown.getExceptionClassName()
            : cause.getClass().getName();
    String message = cause.getMessage();
    return message == null || message.isBlank() ? type : type + ": " + message;
  }

  /// One line, without the line in which the compiler names the class around a cell.
  private static String tidy(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("location:"))
        .map(line -> line.replaceAll("\\s+", " "))
        .collect(Collectors.joining(", "));
  }

  /// The kernel's exception for code that does not compile holds JShell's snippet; JShell knows
  /// what was wrong with it. Neither class is among those that the kernel publishes.
  private static Optional<String> compilerMessage(Throwable cause, Object kernel) {
    try {
      if (call(cause, "getBadSnippetCompilation") instanceof SnippetEvent event
          && call(kernel, "getJShell") instanceof JShell shell) {
        return Optional.of(diagnostics(shell, event.snippet())).filter(text -> !text.isBlank());
      }
    } catch (ReflectiveOperationException | IllegalStateException e) {
      // another exception, or another kernel: its own message has to do
    }
    return Optional.empty();
  }

  private static String diagnostics(JShell shell, Snippet snippet) {
    return shell
        .diagnostics(snippet)
        .map(problem -> problem.getMessage(Locale.ROOT))
        .collect(Collectors.joining("; "));
  }

  private static @Nullable Object call(Object target, String method)
      throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }
}
