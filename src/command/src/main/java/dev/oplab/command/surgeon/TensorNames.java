package dev.oplab.command.surgeon;

import dev.oplab.command.ArgumentType;
import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.Option;
import dev.oplab.command.UsageException;
import java.util.List;

/// Tensors by name, several words after one option: `--inputs x 'y:float32[1,3]'`. A name may hold
/// `:` and `/`; single quotes around it, or around all, are taken off.
final class TensorNames {
  private TensorNames() {}

  /// {@return an option of this name for one tensor or more}
  static Option<List<String>> option(String name, String help) {
    return Option.list(name, type("TENSOR"), help).takingMore(TensorNames::belongs);
  }

  /// {@return the type of one tensor's name, with its type and shape perhaps}
  static ArgumentType<String> type(String metavar) {
    return ArgumentTypes.of(metavar, TensorNames::unquoted);
  }

  /// A word that can only be a file ends the list.
  private static boolean belongs(String word) {
    return !word.endsWith(".onnx");
  }

  private static String unquoted(String text) {
    String name = text;
    if (text.startsWith("'")) {
      int end = text.lastIndexOf('\'');
      boolean closed = end > 0 && (end == text.length() - 1 || text.charAt(end + 1) == ':');
      name = closed ? text.substring(1, end) + text.substring(end + 1) : text;
    }
    if (name.isEmpty()) {
      throw new UsageException("expected the name of a tensor, found nothing");
    }
    return name;
  }
}
