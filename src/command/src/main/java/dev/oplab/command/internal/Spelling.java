package dev.oplab.command.internal;

/// How a command is written where it runs: `oplab onnx show` on a terminal, `%onnx show` in a cell.
public record Spelling(boolean notebook) {

  /// {@return a command line, given without its first word `oplab`}
  public String line(String words) {
    return notebook ? "%" + words : "oplab " + words;
  }

  /// {@return how to ask for the help page of a command or group}
  public String help(String words) {
    return notebook
        ? "%" + words + "?"
        : words.equals("oplab") ? "oplab --help" : line(words) + " --help";
  }
}
