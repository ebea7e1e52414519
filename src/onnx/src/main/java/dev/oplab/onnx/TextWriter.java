package dev.oplab.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Prints a model in the manner of ONNX's own text syntax, one line a node; constants of more than
/// a few elements are cut. Used once.
final class TextWriter {
  private static final int DEEPEST_INDENT = 8;

  private final StringBuilder out = new StringBuilder();
  private final TextOptions options;
  private final TextValues values;

  TextWriter(TextOptions options) {
    this.options = options;
    this.values = new TextValues(options.elements());
  }

  /// A graph being printed, with the nodes still to come.
  private record Open(Graph graph, Iterator<Node> nodes, String label) {}

  String model(Model model) {
    if (options.graph().isEmpty()) {
      header(model);
      graph(model.graph(), "");
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
    function.ifPresentOrElse(this::function, () -> graph(only, ""));
    return out.toString();
  }

  private void header(Model model) {
    Model.Header header = model.header();
    out.append("<\n  ir_version: ").append(header.irVersion());
    out.append(",\n  opset_import: ").append(opsets(header.opsets()));
    text("producer_name", header.producerName());
    text("producer_version", header.producerVersion());
    text("domain", header.domain());
    text("doc_string", header.docString());
    if (header.modelVersion() != 0) {
      out.append(",\n  model_version: ").append(header.modelVersion());
    }
    if (!header.metadata().isEmpty()) {
      out.append(",\n  metadata_props: ").append(notes(header.metadata()));
    }
    out.append("\n>\n");
  }

  private void function(LocalFunction function) {
    out.append("<\n  domain: ").append(quoted(function.domain()));
    out.append(",\n  opset_import: ").append(opsets(function.opsets()));
    text("overload", function.overload());
    out.append("\n>\n");
    graph(function.body(), attributes(function));
  }

  private String attributes(LocalFunction function) {
    List<String> all = new ArrayList<>();
    function.attributes().forEach(name -> all.add(TextNames.of(name)));
    function
        .attributeDefaults()
        .forEach((name, value) -> all.add(TextNames.of(name) + " = " + values.of(value)));
    return all.isEmpty() ? "" : " <" + String.join(", ", all) + ">";
  }

  /// Prints the graph and those inside it: under the node that holds them, a step further in.
  private void graph(Graph outermost, String attributes) {
    Deque<Open> open = new ArrayDeque<>();
    Deque<Open> waiting = new ArrayDeque<>();
    begin(outermost, attributes, "", open);
    while (!open.isEmpty()) {
      Open current = open.peek();
      if (!waiting.isEmpty() && waiting.peek().graph().parent == current.graph()) {
        Open next = waiting.pop();
        begin(next.graph(), "", next.label(), open);
      } else if (current.nodes().hasNext()) {
        Node node = current.nodes().next();
        node(node, indent(open.size()));
        for (Attributes.Named one : node.attributes.all().reversed()) {
          for (Graph inner : Attributes.of(List.of(one)).graphs().reversed()) {
            waiting.push(new Open(inner, inner.nodes.iterator(), one.name()));
          }
        }
      } else {
        open.pop();
        if (open.isEmpty()) {
          hidden(current.graph().nodes.size() - options.to(), "nodes after these", "  ");
        }
        out.append(indent(open.size())).append("}\n");
      }
    }
  }

  private void begin(Graph graph, String attributes, String label, Deque<Open> open) {
    String indent = indent(open.size());
    out.append(indent).append(label.isEmpty() ? "" : label + " = ");
    out.append(TextNames.of(graph.name())).append(attributes).append(' ');
    out.append(ends(graph.inputs())).append(" => ").append(ends(graph.outputs())).append('\n');
    Iterator<Node> nodes = graph.nodes.iterator();
    Predicate<String> shown = _ -> true;
    boolean part = open.isEmpty() && !options.isWhole(graph);
    if (part) {
      List<Node> some = some(graph);
      nodes = some.iterator();
      shown = taken(some)::contains;
    }
    constants(graph, shown, indent);
    out.append(indent).append("{\n");
    if (part) {
      hidden(Math.min(options.from(), graph.nodes.size()), "nodes before these", "  ");
    }
    open.push(new Open(graph, nodes, label));
  }

  private void constants(Graph graph, Predicate<String> shown, String indent) {
    int hidden = 0;
    for (Tensor tensor : graph.initializers()) {
      if (shown.test(tensor.name())) {
        out.append(indent).append("  <").append(values.typed(tensor)).append(">\n");
      } else {
        hidden++;
      }
    }
    for (SparseTensor sparse : graph.sparseInitializers()) {
      if (shown.test(sparse.name())) {
        out.append(indent).append("  <").append(sparse).append(">\n");
      } else {
        hidden++;
      }
    }
    hidden(hidden, "constants of other nodes", indent + "  ");
  }

  private void hidden(int count, String what, String indent) {
    if (count > 0) {
      out.append("%s# %,d %s\n".formatted(indent, count, what));
    }
  }

  private List<Node> some(Graph graph) {
    return graph.nodes.stream()
        .skip(options.from())
        .limit((long) options.to() - options.from())
        .toList();
  }

  /// {@return the names that the nodes and the graphs inside them take in}
  private static Set<String> taken(List<Node> nodes) {
    Set<String> names = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>(nodes);
    while (!open.isEmpty()) {
      Node node = open.pop();
      node.inputs().forEach(input -> input.ifPresent(value -> names.add(value.name())));
      for (Graph inner : node.subgraphs()) {
        inner.outputs().forEach(value -> names.add(value.name()));
        open.addAll(inner.nodes);
      }
    }
    return names;
  }

  private void node(Node node, String indent) {
    out.append(indent);
    if (!node.name().isEmpty()) {
      out.append('[').append(TextNames.of(node.name())).append("] ");
    }
    String outputs = names(node.outputs());
    out.append(outputs).append(outputs.isEmpty() ? "" : " = ");
    out.append(node.domain().isEmpty() ? "" : node.domain() + ".").append(node.opType());
    out.append(node.overload().isEmpty() ? "" : ":" + node.overload());
    String attributes =
        node.attributes().entrySet().stream()
            .map(one -> TextNames.of(one.getKey()) + " = " + values.of(one.getValue()))
            .collect(Collectors.joining(", "));
    out.append(attributes.isEmpty() ? "" : " <" + attributes + ">");
    out.append(" (").append(names(node.inputs())).append(")\n");
  }

  private static String names(List<Optional<Value>> values) {
    return values.stream()
        .map(value -> value.map(given -> TextNames.of(given.name())).orElse("\"\""))
        .collect(Collectors.joining(", "));
  }

  private static String ends(List<Value> values) {
    return values.stream()
        .map(value ->
            value.type() instanceof ValueType.UnknownType
                ? TextNames.of(value.name())
                : TextValues.type(value.type()) + " " + TextNames.of(value.name()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String indent(int depth) {
    return "  ".repeat(Math.min(depth, DEEPEST_INDENT));
  }

  private void text(String field, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      out.append(",\n  ").append(field).append(": ").append(quoted(text));
    }
  }

  private static String quoted(String text) {
    return TextNames.quoted(text);
  }

  private static String opsets(Map<String, Long> opsets) {
    return opsets.entrySet().stream()
        .map(one -> quoted(one.getKey()) + " : " + one.getValue())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String notes(Map<String, String> notes) {
    return notes.entrySet().stream()
        .map(one -> quoted(one.getKey()) + " : " + quoted(one.getValue()))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
