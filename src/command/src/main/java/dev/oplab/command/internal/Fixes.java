package dev.oplab.command.internal;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Says errors of the model and the surgeon as a command should: with the model they are about, and
/// with options where they advise a method.
public final class Fixes {
  private static final List<Map.Entry<String, String>> WORDS =
      List.of(
          Map.entry("tensors() lists the names", "'onnx show MODEL --nodes' lists the names"),
          Map.entry(
              "nodes() lists the nodes; some have no name",
              "'onnx show MODEL --nodes' lists them; one without a name goes by that of an output"),
          Map.entry(
              "say which one: removeNode(node, index), or removeNode(node, Map.of(output, input))",
              "say which one, counted from 0, with --input"),
          Map.entry(
              "say which input takes its place, or give its users another value first",
              "'surgeon replace' puts another node in its place"),
          Map.entry("name one of its inputs()", "count its inputs from 0"),
          Map.entry("use insertAfter", "use --after"),
          Map.entry(
              "make the new value an output yourself, with outputs(...)", "name another tensor"),
          Map.entry(
              "keep an Identity node here, or make that value the graph's output with outputs(...)",
              "'surgeon replace' puts another node in its place"),
          Map.entry(
              "name the dimensions one by one, with shape(value, ...)",
              "state the shapes one by one, as NAME:[N,3,224,224]"),
          Map.entry(
              "state both, with type(value, DataType.FLOAT, ...)",
              "state both, as NAME:float32[N,3,224,224]"),
          Map.entry("state the whole type with value.type(...)", "name a tensor"),
          Map.entry(
              "keep the weights in a data file with WriteOptions.external(), or allow it with"
                  + " over2GiB(true)",
              "keep the weights in a data file with --external, or allow it with --over-2gib"));

  private static final String ONE_OF_SEVERAL =
      "take the one you mean from nodes\\(\"[^\"]*\"\\), or from its output's producer\\(\\)";

  private Fixes() {}

  /// {@return what `work` on `model` gives}
  ///
  /// @throws OnnxException if it fails, in the words of a command
  public static <T> T within(Model model, Supplier<T> work) {
    try {
      return work.get();
    } catch (OnnxException e) {
      String message = inOptions(String.valueOf(e.getMessage()));
      boolean nameless = message.startsWith("graph '");
      throw new OnnxException(nameless ? model.name() + " > " + message : message, e);
    }
  }

  private static String inOptions(String message) {
    String said = message.replaceAll(ONE_OF_SEVERAL, "name one of its outputs instead");
    for (Map.Entry<String, String> words : WORDS) {
      said = said.replace(words.getKey(), words.getValue());
    }
    return said;
  }
}
