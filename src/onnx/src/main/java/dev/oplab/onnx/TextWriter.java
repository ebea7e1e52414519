package dev.oplab.onnx;

import static java.util.stream.Collectors.joining;

import dev.oplab.onnx.internal.Sizes;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Prints a model in ONNX's own text syntax, one line a node; graphs inside a node stand among its
/// attributes, a step further in. Used once.
final class TextWriter {
  private static final int DEEPEST_INDENT = 12;
  private static final long MOST_BYTES = 200_000_000;

  private final StringBuilder out = new StringBuilder();
  private final TextOptions options;
  private final TextValues values;
  private final TextTensors tensors;
  private long held;

  TextWriter(TextOptions options) {
    this.options = options;
    this.values = new TextValues(options.elements());
    this.tensors = new TextTensors(options.elements());
  }

  String model(Model model) {
    if (options.graph().isEmpty()) {
      out.append(TextHeader.of(model.header())).append('\n');
      graph(model.graph());
      model.functions().forEach(this::function);
      return out.toString();
    }
    Graph only = options.graph().get();
    Optional<LocalFunction> function =
        model.functions().stream().filter(one -> one.body() == only).findFirst();
    if (function.isEmpty() && !model.allGraphs().contains(only)) {
      throw Refused.at(
          only,
          "it is no graph of the model " + model.name(),
          "take a graph of this model, a subgraph of it or the body of one of its functions");
    }
    function.ifPresentOrElse(this::function, () -> graph(only));
    return out.toString();
  }

  private void graph(Graph graph) {
    Deque<Open> open = new ArrayDeque<>();
    out.append(TextNames.of(graph.name()));
    begin(graph, open);
    print(open);
  }

  private void function(LocalFunction function) {
    out.append(TextHeader.of(function)).append('\n').append(TextNames.of(function.name()));
    List<Attributes.Named> defaults = FunctionHead.defaults(function);
    if (Attributes.of(defaults).graphs().isEmpty()) {
      out.append(TextHeader.attributes(function, values));
    } else {
      Open head = new Open(null, Collections.emptyIterator());
      String names = function.attributes().stream().map(TextNames::plain).collect(joining(", "));
      out.append(" <").append(names).append(names.isEmpty() ? "\n" : ",\n");
      pieces(defaults, "", head.pieces);
      head.pieces.add(new Piece("\n>", null));
      print(new ArrayDeque<>(List.of(head)));
    }
    Deque<Open> open = new ArrayDeque<>();
    begin(function.body(), open);
    print(open);
  }

  /// A piece of something that holds graphs: some text, and perhaps a graph behind it.
  private record Piece(String text, @Nullable Graph graph) {}

  /// A graph being printed, with the nodes still to come, and what is left of the one before them.
  /// Without a graph it is the head of a function.
  private static final class Open {
    final @Nullable Graph graph;
    final Iterator<Node> nodes;
    final Deque<Piece> pieces = new ArrayDeque<>();

    Open(@Nullable Graph graph, Iterator<Node> nodes) {
      this.graph = graph;
      this.nodes = nodes;
    }
  }

  /// Prints what is open and the graphs inside it; depth costs no stack.
  private void print(Deque<Open> open) {
    while (!open.isEmpty()) {
      Open current = open.peek();
      if (!current.pieces.isEmpty()) {
        Piece piece = current.pieces.pop();
        out.append(piece.text());
        if (piece.graph() != null) {
          out.append(TextNames.of(piece.graph().name()));
          begin(piece.graph(), open);
        }
      } else if (current.nodes.hasNext()) {
        node(current.nodes.next(), indent(2 * open.size() - 1), current.pieces);
      } else {
        open.pop();
        if (current.graph != null) {
          end(current.graph, open);
        }
      }
    }
  }

  /// Prints a graph up to its nodes; its name is printed already.
  private void begin(Graph graph, Deque<Open> open) {
    String indent = indent(2 * open.size());
    boolean exact = options.types();
    out.append(' ').append(TextEnds.of(graph.inputs, exact));
    out.append(" => ").append(TextEnds.of(graph.outputs, exact)).append('\n');
    boolean part = open.isEmpty() && !options.isWhole(graph);
    TextPart shown = part ? new TextPart(graph, options) : TextPart.ALL;
    constants(graph, shown, indent);
    out.append(indent).append("{\n");
    if (part) {
      hidden(shown.before(), "nodes before these", "  ");
    }
    open.push(new Open(graph, part ? shown.nodes().iterator() : graph.nodes.iterator()));
  }

  private void end(Graph graph, Deque<Open> open) {
    if (open.isEmpty()) {
      hidden(graph.nodes.size() - options.to(), "nodes after these", "  ");
      out.append("}\n");
    } else {
      out.append(indent(2 * open.size())).append('}');
    }
  }

  /// Prints the constants, and the types of values where those are wanted, in one list.
  private void constants(Graph graph, TextPart shown, String indent) {
    String separator = indent + "  <";
    int hidden = 0;
    for (Tensor tensor : graph.initializers()) {
      if (shown.takes(tensor.name())) {
        count(tensor);
        out.append(separator).append(tensors.named(tensor));
        separator = ",\n" + indent + "   ";
      } else {
        hidden++;
      }
    }
    for (SparseTensor sparse : graph.sparseInitializers()) {
      if (shown.takes(sparse.name())) {
        out.append(separator).append(tensors.named(sparse));
        separator = ",\n" + indent + "   ";
      } else {
        hidden++;
      }
    }
    if (options.types()) {
      for (String type : TextEnds.infos(graph)) {
        out.append(separator).append(type);
        separator = ",\n" + indent + "   ";
      }
    }
    out.append(separator.startsWith(",") ? ">\n" : "");
    hidden(hidden, "constants of other nodes", indent + "  ");
  }

  /// A text cannot be of any length.
  private void count(Tensor tensor) {
    held +=
        switch (tensor.bytes()) {
          case TensorBytes.InPlace(MemorySegment all) -> all.byteSize();
          case TensorBytes.Typed(MemorySegment message) -> message.byteSize();
          case TensorBytes.Text(List<MemorySegment> all) ->
              all.stream().mapToLong(MemorySegment::byteSize).sum();
          case TensorBytes.External _ -> 0;
        };
    if (options.elements() == Integer.MAX_VALUE && held > MOST_BYTES) {
      throw tensor.error(
          "is one constant too many for a text: together they take more than "
              + Sizes.text(MOST_BYTES),
          "print fewer elements of each, as with TextOptions.all(), or write the model to a file.");
    }
  }

  private void hidden(int count, String what, String indent) {
    if (count > 0) {
      out.append("%s# %,d %s\n".formatted(indent, count, what));
    }
  }

  /// Prints a node, or only its head if it holds graphs; then the rest goes to `rest`.
  private void node(Node node, String indent, Deque<Piece> rest) {
    out.append(indent);
    if (!node.name().isEmpty()) {
      out.append('[').append(TextNames.of(node.name())).append("] ");
    }
    String outputs = TextEnds.names(node.outputs());
    out.append(outputs).append(outputs.isEmpty() ? "= " : " = ");
    out.append(node.domain().isEmpty() ? "" : TextNames.dotted(node.domain()) + ".");
    out.append(TextNames.plain(node.opType()));
    out.append(node.overload().isEmpty() ? "" : ":" + TextNames.plain(node.overload()));
    String inputs = " (" + TextEnds.names(node.inputs()) + ")";
    List<Attributes.Named> all = node.attributes.all();
    if (!node.attributes.graphs().isEmpty()) {
      out.append(inputs).append(" <\n");
      pieces(all, indent, rest);
      rest.add(new Piece("\n" + indent + ">\n", null));
      return;
    }
    List<String> texts = new ArrayList<>(all.size());
    all.forEach(one -> texts.add(values.of(one.name(), one.value())));
    out.append(texts.isEmpty() ? "" : " <" + String.join(", ", texts) + ">");
    out.append(inputs).append('\n');
  }

  /// A line for each attribute.
  private void pieces(List<Attributes.Named> all, String indent, Deque<Piece> rest) {
    String separator = "";
    for (Attributes.Named one : all) {
      String head = separator + indent + "  ";
      String name = TextNames.plain(one.name()) + " = ";
      switch (one.value()) {
        case Attribute.GraphValue(Graph graph) -> rest.add(new Piece(head + name, graph));
        case Attribute.Graphs(List<Graph> graphs) when !graphs.isEmpty() -> {
          String before = head + name + "[";
          for (Graph graph : graphs) {
            rest.add(new Piece(before, graph));
            before = ", ";
          }
          rest.add(new Piece("]", null));
        }
        default -> rest.add(new Piece(head + values.of(one.name(), one.value()), null));
      }
      separator = ",\n";
    }
  }

  private static String indent(int depth) {
    return "  ".repeat(Math.min(depth, DEEPEST_INDENT));
  }
}
