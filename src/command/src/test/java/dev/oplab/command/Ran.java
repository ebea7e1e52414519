package dev.oplab.command;

import dev.oplab.command.testing.FakeHost;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

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
    List<String> line = Arrays.stream(words).map(Object::toString).toList();
    try {
      boolean good = new CommandLine(host).run(line);
      return new Ran(good ? 0 : 1, host.text(), String.join("\n", host.notes));
    } catch (CommandFailure failure) {
      return new Ran(failure.status(), host.text(), String.valueOf(failure.getMessage()));
    }
  }

  /// {@return what `--as` gave the variable called `name`}
  public static <T> T bound(FakeHost host, String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(host.variables.get(name), name));
  }
}
