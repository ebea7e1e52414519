package dev.oplab.command;

import dev.oplab.command.testing.FakeHost;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import java.nio.file.Path;
import java.util.List;

/// What became of a command line.
///
/// @param status the exit status on a terminal
/// @param out everything shown
/// @param err the error message, or else the remarks, one a line
public record Ran(int status, String out, String err) {

  /// {@return what the words do on a terminal}
  public static Ran oplab(Object... words) {
    return on(FakeHost.terminal(), words);
  }

  /// {@return what the words do on `host`}
  public static Ran on(FakeHost host, Object... words) {
    List<String> line = java.util.Arrays.stream(words).map(Object::toString).toList();
    try {
      boolean good = new CommandLine(host).run(line);
      return new Ran(good ? 0 : 1, host.text(), String.join("\n", host.notes));
    } catch (CommandFailure failure) {
      return new Ran(failure.status(), host.text(), String.valueOf(failure.getMessage()));
    }
  }

  /// {@return the model in a file, read anew}
  public static Model read(Path file) {
    return OnnxIo.read(file);
  }
}
