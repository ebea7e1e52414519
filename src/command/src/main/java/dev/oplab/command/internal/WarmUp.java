package dev.oplab.command.internal;

import dev.oplab.command.Main;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs what people run first, into nothing. A start-up cache trained with it holds the classes
/// that those commands need.
public final class WarmUp {
  /// The word for it, known to the launcher alone.
  public static final String VERB = "warm-up";

  private WarmUp() {}

  /// {@return 0 if every line worked with the model that `arguments` name, otherwise 1}
  public static int run(List<String> arguments) {
    PrintStream nothing =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    int worst = 0;
    for (List<String> line : lines(arguments)) {
      worst = Math.max(worst, Main.run(line, nothing, System.err));
    }
    return Math.min(worst, 1);
  }

  private static List<List<String>> lines(List<String> arguments) {
    List<String> help = List.of("--help");
    if (arguments.isEmpty()) {
      return List.of(help);
    }
    String model = arguments.getFirst();
    try {
      Path page = Files.createTempFile("oplab", ".html");
      page.toFile().deleteOnExit();
      return List.of(
          help,
          List.of("onnx", "show", "--help"),
          List.of("onnx", "show", model),
          List.of("onnx", "show", model, "--nodes", "--weights"),
          List.of("onnx", "show", model, "--json"),
          List.of("onnx", "show", model, "--csv"),
          List.of("onnx", "text", model, "--nodes", "0-9"),
          List.of("onnx", "diff", model, model),
          List.of("surgeon", "cleanup", "--help"),
          List.of("surgeon", "run", model, "remove-identity", "--dry-run"),
          List.of("surgeon", "insert", model, "--after", "input0", "--op", "Relu", "-q"),
          List.of("ort", "profile", model, "--warm-up", "0", "--iterations", "2"),
          List.of(
              "ort",
              "profile",
              model,
              "--warm-up",
              "0",
              "--iterations",
              "2",
              "--html",
              page.toString()));
    } catch (IOException e) {
      return List.of(help, List.of("onnx", "show", model));
    }
  }
}
