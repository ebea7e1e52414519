package dev.oplab.command.ort;

import dev.oplab.command.ArgumentType;
import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.UsageException;
import dev.oplab.command.internal.Quoted;
import java.util.ArrayList;
import java.util.List;

/// A shape for an input as trtexec writes it: `input:1x3x224x224`.
///
/// @param name the input, empty where only the shape was given
/// @param dims the sizes, outermost first; none for `input:scalar`
record NamedShape(String name, List<Long> dims) {

  NamedShape {
    dims = List.copyOf(dims);
  }

  /// {@return the type of `--shapes`: several with commas between, names with a `,` or `:` in
  /// single quotes}
  static ArgumentType<List<NamedShape>> type() {
    return ArgumentTypes.of("NAME:DIMS", NamedShape::parseAll);
  }

  private static List<NamedShape> parseAll(String text) {
    List<NamedShape> shapes = new ArrayList<>();
    for (String part : Quoted.split(text, ',')) {
      shapes.add(parse(part));
    }
    return shapes;
  }

  private static NamedShape parse(String text) {
    int colon = Quoted.last(text, ':');
    String name = colon < 0 ? "" : Quoted.strip(text.substring(0, colon));
    String dims = text.substring(colon + 1);
    if (dims.equals("scalar")) {
      return new NamedShape(name, List.of());
    }
    List<Long> sizes = new ArrayList<>();
    for (String dim : dims.split("x", -1)) {
      sizes.add(size(dim, text));
    }
    return new NamedShape(name, sizes);
  }

  private static long size(String dim, String text) {
    try {
      long size = Long.parseLong(dim);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      // falls through to the message that a negative size gets
    }
    throw UsageException.expected("NAME:DIMS such as input:1x3x224x224", text);
  }
}
