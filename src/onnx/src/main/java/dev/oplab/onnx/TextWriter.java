package dev.oplab.onnx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Prints a model in the manner of ONNX's own text syntax, one line a node; constants of more than
/// a few elements are cut. Used once.
final class TextWriter {
  private static final int LONGEST_LIST = 8;

  private final StringBuilder out = new StringBuilder();

  /// A graph being printed, with the nodes still to come.
  private record Open(Graph graph, Iterator<Node> nodes, String label) {}

  String model(Model model) {
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
    graph(model.graph(), "");
    for (LocalFunction function : model.functions()) {
      out.append("<\n  domain: ").append(quoted(function.domain()));
      out.append(",\n  opset_import: ").append(opsets(function.opsets()));
      text("overload", function.overload());
      out.append("\n>\n");
      graph(function.body(), attributes(function));
    }
    return out.toString();
  }

  private static String attributes(LocalFunction function) {
    List<String> all = new java.util.ArrayList<>();
    function.attributes().forEach(name -> all.add(TextNames.of(name)));
    function
        .attributeDefaults()
        .forEach((name, value) -> all.add(TextNames.of(name) + " = " + TextValues.of(value)));
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
        out.append(indent(open.size())).append("}\n");
      }
    }
  }

  private void begin(Graph graph, String attributes, String label, Deque<Open> open) {
    String indent = indent(open.size());
    out.append(indent).append(label.isEmpty() ? "" : label + " = ");
    out.append(TextNames.of(graph.name())).append(attributes).append(' ');
    out.append(values(graph.inputs())).append(" => ").append(values(graph.outputs())).append('\n');
    for (Tensor tensor : graph.initializers()) {
      out.append(indent).append("  <").append(TextValues.typed(tensor)).append(">\n");
    }
    for (SparseTensor sparse : graph.sparseInitializers()) {
      out.append(indent).append("  <").append(sparse).append(">\n");
    }
    out.append(indent).append("{\n");
    open.push(new Open(graph, graph.nodes.iterator(), label));
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
            .map(one -> TextNames.of(one.getKey()) + " = " + TextValues.of(one.getValue()))
            .collect(Collectors.joining(", "));
    out.append(attributes.isEmpty() ? "" : " <" + attributes + ">");
    out.append(" (").append(names(node.inputs())).append(")\n");
  }

  private static String names(List<Optional<Value>> values) {
    return values.stream()
        .map(value -> value.map(given -> TextNames.of(given.name())).orElse("\"\""))
        .collect(Collectors.joining(", "));
  }

  private static String values(List<Value> values) {
    return values.stream()
        .map(value ->
            value.type() instanceof ValueType.UnknownType
                ? TextNames.of(value.name())
                : TextValues.type(value.type()) + " " + TextNames.of(value.name()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String indent(int depth) {
    return "  ".repeat(Math.min(depth, LONGEST_LIST));
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
