package dev.oplab.kernel;

import dev.oplab.command.CommandFailure;
import dev.oplab.command.CommandLine;
import dev.oplab.command.CommonOptions;
import dev.oplab.command.NotebookHost;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs command lines for magics: the result is shown, a failure stops the cell with one message.
final class Magics {
  private Magics() {}

  /// @param first the words that the magic's own name stands for: `onnx`, nothing for `oplab`
  /// @throws OpLabError with the whole message if the work could not be done
  static void run(
      NotebookHost host, List<String> first, List<String> arguments, Optional<String> body) {
    List<String> words = new ArrayList<>(first);
    words.addAll(arguments);
    try {
      new CommandLine(host).run(words, body);
    } catch (CommandFailure failure) {
      if (!words.contains(CommonOptions.DEBUG.label())) {
        throw new OpLabError(failure.getMessage());
      }
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      throw new OpLabError(trace.toString());
    }
  }
}
