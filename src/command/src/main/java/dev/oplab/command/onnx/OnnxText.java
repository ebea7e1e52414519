package dev.oplab.command.onnx;

import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.command.Option;
import dev.oplab.command.Positional;
import dev.oplab.command.Product;
import dev.oplab.command.internal.FileWriter;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.TextOptions;
import dev.oplab.report.MimeBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// `onnx text MODEL`: a model as text, one line a node.
public final class OnnxText implements Command {
  private static final int NOTEBOOK_LINES = 300;
  private static final Positional<ModelSource> MODEL = ModelSource.argument();
  private static final Option<Optional<NodeRange>> NODES =
      Option.optional(
          "nodes",
          NodeRange.type(),
          "these nodes alone, counted from 0, with the constants they take in: 10-19, 40- or 40");
  private static final Option<Integer> ELEMENTS =
      Option.value(
          "elements",
          ArgumentTypes.integer(0, Integer.MAX_VALUE),
          TextOptions.all().elements(),
          "the most elements of a constant or list that are written out");
  private static final Option<Optional<Integer>> LINES =
      Option.optional(
          "lines",
          ArgumentTypes.integer(0, Integer.MAX_VALUE),
          "the most lines shown, 0 for all; if not said all, in a notebook " + NOTEBOOK_LINES);
  private static final Product TEXT = Product.of("text", "FILE", "write the text to this file");

  @Override
  public Declaration declaration() {
    return Declaration.of("onnx", "text", "Print an ONNX model as text, one line a node")
        .description(
            """
            Prints the model in the manner of ONNX's own text syntax: the header, then each graph
            with its inputs and outputs, its constants, and one line for each node. Subgraphs stand
            under their node, functions below the main graph. Of a long constant only the type and
            shape are printed.
            """)
        .positional(MODEL)
        .option(GraphChoice.GRAPH)
        .option(NODES)
        .option(ELEMENTS)
        .option(LINES)
        .makes(TEXT)
        .example("onnx text model.onnx", "The whole model.")
        .example("onnx text model.onnx --nodes 0-9", "The first ten nodes and their constants.")
        .example("onnx text model.onnx -o model.txt", "Into a file, to compare with diff or git.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    Model model = arguments.value(MODEL).open();
    TextOptions options = TextOptions.all().elements(arguments.value(ELEMENTS));
    if (arguments.given(GraphChoice.GRAPH) || arguments.given(NODES)) {
      options = options.graph(GraphChoice.of(model, arguments.value(GraphChoice.GRAPH)));
    }
    if (arguments.value(NODES).isPresent()) {
      NodeRange range = arguments.value(NODES).get();
      int there = options.graph().map(graph -> graph.nodes().size()).orElse(0);
      if (range.first() >= there) {
        host.note("the graph has %,d nodes, counted from 0".formatted(there));
      }
      options = options.nodes(range.first(), range.end());
    }
    String text = model.toText(options);
    CommandResult result = CommandResult.of(text).json(() -> Map.of("text", text));
    Optional<Path> file = TEXT.asked(arguments);
    if (file.isEmpty()) {
      int lines =
          arguments.value(LINES).orElse(host.isNotebook() ? NOTEBOOK_LINES : Integer.MAX_VALUE);
      return result.show(() -> () -> MimeBundle.text(first(text, lines)));
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    FileWriter.write(file.get(), bytes);
    return result.wrote(new CommandResult.Written(file.get(), bytes.length));
  }

  /// {@return the first lines, and how many are left out}
  private static String first(String text, int lines) {
    int end = 0;
    for (int i = 0; i < lines && end < text.length(); i++) {
      end = text.indexOf('\n', end) + 1;
    }
    if (lines == 0 || end == text.length()) {
      return text;
    }
    long left = text.substring(end).lines().count();
    return text.substring(0, end)
        + "... %,d more lines; --lines 0 shows all, -o FILE writes them\n".formatted(left);
  }
}
