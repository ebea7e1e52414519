package dev.oplab.ort.internal;

import dev.oplab.onnx.Model;
import dev.oplab.ort.OrtException;
import dev.oplab.worker.JobException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Explains what ONNX Runtime said: where, in its own words, and what to do about it.
final class Failures {
  private static final Pattern PREAMBLE =
      Pattern.compile("^Error code - \\w+ - message: |Load model from .*? failed:");

  /// Where in its own sources ONNX Runtime was: file, line and the signature of a C++ function.
  private static final Pattern SOURCE =
      Pattern.compile("\\S*/onnxruntime_src/\\S+:\\d+ .*?\\)(?:::<lambda\\(.*?\\)>)? (?=[A-Z])");

  /// The ways in which ONNX Runtime names a node.
  private static final List<Pattern> NODES =
      Stream.of(
              "In Node, \\(\"([^\"]+)\"",
              "Name:'([^']+)'",
              "node with name '([^']+)'",
              "in node \\(([^)]+)\\)",
              "Node \\(([^)]+)\\)")
          .map(Pattern::compile)
          .toList();

  /// What to do about a message, the first that fits; `$1` is a group of the message.
  private enum Remedy {
    IR(
        "Unsupported model IR version: (\\d+), max supported IR version: (\\d+)",
        "save the model with IR version $2 or lower, as an earlier exporter does."),
    OPSET(
        "Opset (\\d+) is under development.* till opset (\\d+)",
        "export the model with opset $2 or lower, or convert it."),
    DOMAIN(
        "No opset import for domain '([^']+)'",
        "add an opset import for '$1' to the model, with the version it was made for."),
    CUSTOM(
        "error: (\\S+:\\S+?)\\(-?\\d+\\) is not a registered function/op",
        "ONNX Runtime has no operator $1: replace it by ONNX operators, or put a function of that name into the model."),
    OPERATOR(
        "No Op registered for (\\S+) with domain_version of (\\d+)",
        "$1 does not exist in opset $2: check its spelling, or export with the opset that has it."),
    KERNEL(
        "Could not find an implementation for ([^(\\s]+)",
        "ONNX Runtime's CPU has no $1 for these types: put a Cast to float32 before it and one back behind it."),
    LINKED(
        "External data path escapes model directory.*?allowed directory: \"([^\"]+)\"",
        "open the model in $1 itself and not through a link, with its weights beside it."),
    EXTERNAL(
        "(?i)external data.*?\"([^\"]+)\"",
        "put the file with the weights back where the model expects it: $1"),
    TYPES("Type Error", "make the types agree, with a Cast in front of the node."),
    TWICE(
        "Duplicate definition of name \\(([^)]+)\\)",
        "let one node only put out '$1': rename the other's output."),
    NAMED_TWICE(
        "two nodes with same node name \\(([^)]+)\\)",
        "give each node a name of its own; more than one is called '$1'."),
    LOCALE(
        "Failed to construct locale with name:([\\w.-]+)",
        "install the locale $1 on this machine, or give the node another in its attribute 'locale'."),
    NOWHERE(
        "Node input '([^']+)' is not a graph input",
        "make '$1' an input or an initializer of the model, or connect the node to a value that exists."),
    INDICES(
        "indices element out of data bounds",
        "give real indices with --inputs NAME=FILE.npy; random integers are 0 or 1."),
    MEMORY(
        "(?i)bad_?alloc|failed to allocate|out of memory",
        "use smaller shapes, or a machine with more memory.");

    private final Pattern said;
    private final String fix;

    Remedy(String said, String fix) {
      this.said = Pattern.compile(said, Pattern.DOTALL);
      this.fix = fix;
    }

    private Optional<String> fixFor(String message) {
      Matcher matcher = said.matcher(message);
      if (!matcher.find()) {
        return Optional.empty();
      }
      String text = fix;
      for (int group = 1; group <= matcher.groupCount(); group++) {
        text = text.replace("$" + group, matcher.group(group));
      }
      return Optional.of(text);
    }
  }

  private Failures() {}

  static OrtException explain(Model model, JobException e) {
    String message = String.valueOf(e.getMessage());
    String said = SOURCE.matcher(PREAMBLE.matcher(message).replaceAll("")).replaceAll("").strip();
    String place = model.header().path().map(Object::toString).orElse(model.name());
    return new OrtException(
        "%s%s: %s.%nONNX Runtime: %s%nFix: %s"
            .formatted(place, node(said), what(e.code()), said, fix(e.code(), said)),
        e);
  }

  private static String what(String code) {
    return switch (code) {
      case Sessions.LOAD -> "ONNX Runtime cannot load this model";
      case Sessions.RUN -> "ONNX Runtime cannot run this model";
      case ProfileJob.BAD_TRACE -> "its profile cannot be read";
      case RunJob.BAD_OUTPUT -> "an output cannot be brought back";
      default -> "something unexpected happened in the worker (" + code + ")";
    };
  }

  private static String node(String said) {
    return NODES.stream()
        .map(pattern -> pattern.matcher(said))
        .filter(Matcher::find)
        .findFirst()
        .map(matcher -> " > node '" + matcher.group(1) + "'")
        .orElse("");
  }

  private static String fix(String code, String said) {
    return Stream.of(Remedy.values())
        .flatMap(remedy -> remedy.fixFor(said).stream())
        .findFirst()
        .orElse(
            switch (code) {
              case Sessions.LOAD -> "correct the model there, or export it anew.";
              case Sessions.RUN ->
                  "give shapes and values that the model is made for, with --shapes and --inputs.";
              case ProfileJob.BAD_TRACE ->
                  "let the model's loops go round less often, since ONNX Runtime records a million events at most; ask for fewer iterations; or free some disk space.";
              case RunJob.BAD_OUTPUT -> "cut that output off the model, or put a Cast behind it.";
              default -> "try again; if it happens again, report it with the lines above.";
            });
  }
}
