package dev.oplab.report.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where a value comes from and where it goes, in words.
final class Origin {
  private static final int USES = 3;

  private Origin() {}

  /// {@return what defines the value, as seen from graph `here`: the node that puts it out,
  /// `input`, `initializer`}
  @SuppressWarnings("ReferenceEquality")
  static String of(Value value, Graph here) {
    String origin = of(value);
    return value.graph() == here ? origin : origin + " of outer " + graph(value.graph());
  }

  private static String of(Value value) {
    Optional<Node> producer = value.producer();
    if (producer.isPresent()) {
      int output = producer.get().outputs().indexOf(Optional.of(value));
      return node(producer.get()) + (output > 0 ? ", output " + output : "");
    }
    String constant =
        value.initializer().isPresent()
            ? "initializer"
            : value.sparseInitializer().isPresent() ? "sparse initializer" : "";
    if (value.isInput()) {
      return constant.isEmpty() ? "graph input" : "graph input with a default";
    }
    return constant.isEmpty() ? "nothing" : constant;
  }

  /// {@return which nodes take the value in, the first few by name}
  static String usedBy(Value value) {
    List<Value.Use> uses = value.uses();
    String shown =
        Ends.of(uses, USES).first().stream()
            .map(use -> Scopes.label(use.node()))
            .distinct()
            .collect(Collectors.joining(", "));
    String all =
        uses.size() > USES ? "%s and %,d more".formatted(shown, uses.size() - USES) : shown;
    return !value.isOutput() ? all : all.isEmpty() ? "graph output" : "graph output, " + all;
  }

  /// {@return the node as `Conv /block/Conv`}
  static String node(Node node) {
    String operator = operator(node);
    String label = Scopes.label(node);
    return label.equals("(" + node.opType() + ")") ? operator : operator + " " + label;
  }

  /// {@return the operator with its domain, unless that is ONNX's own, and overload}
  static String operator(Node node) {
    String overload = node.overload().isEmpty() ? "" : ":" + node.overload();
    return (node.domain().isEmpty() ? "" : node.domain() + ".") + node.opType() + overload;
  }

  /// {@return the graph as `graph 'main'`}
  static String graph(Graph graph) {
    return graph.name().isEmpty() ? "graph without a name" : "graph '" + graph.name() + "'";
  }

  /// {@return words that say how many there are: `no nodes`, `1 node`, `1,024 nodes`}
  static String count(int count, String noun) {
    return count == 0
        ? "no " + noun + "s"
        : "%,d %s%s".formatted(count, noun, count == 1 ? "" : "s");
  }

  /// {@return what is not empty, with commas between}
  static String joined(String... parts) {
    return List.of(parts).stream()
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
