package dev.oplab.command;

import dev.oplab.command.internal.ConsoleHost;
import dev.oplab.command.internal.InterruptHook;
import dev.oplab.command.internal.StandardStream;
import dev.oplab.command.internal.WarmUp;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The terminal's way in: `oplab onnx show model.onnx`. Results go to standard output, one error
/// message and progress to standard error. Exit status: 0 done, 1 a check said no or the work
/// failed, 2 wrong usage, 130 interrupted.
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    StandardStream stream = StandardStream.out();
    PrintStream out = new PrintStream(stream, false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int status;
    try (InterruptHook _ = InterruptHook.install(err)) {
      status = run(List.of(args), out, err);
      out.flush();
    }
    Optional<IOException> failure = stream.failure();
    if (failure.isPresent()) {
      err.println("cannot write to standard output: " + failure.get().getMessage());
      status = CommandFailure.FAILED;
    }
    System.exit(status);
  }

  /// {@return the exit status of a command line}
  public static int run(List<String> words, PrintStream out, PrintStream err) {
    if (!words.isEmpty() && words.getFirst().equals(WarmUp.VERB)) {
      return WarmUp.run(words.subList(1, words.size()));
    }
    try {
      return new CommandLine(new ConsoleHost(out, err)).run(words) ? 0 : CommandFailure.FAILED;
    } catch (CommandFailure failure) {
      out.flush();
      if (InterruptHook.stopping()) {
        return CommandFailure.INTERRUPTED;
      }
      if (words.contains(CommonOptions.DEBUG.label())) {
        failure.printStackTrace(err);
      } else {
        err.println(failure.getMessage());
      }
      return failure.status();
    }
  }
}
