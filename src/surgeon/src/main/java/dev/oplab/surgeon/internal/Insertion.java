package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.Arguments;
import dev.oplab.surgeon.Operation;
import dev.oplab.surgeon.Surgeon;
import java.util.List;

/// Puts layers into an edge, or into all edges of a value.
public final class Insertion {
  private Insertion() {}

  /// {@return what now feeds everything that `value` fed}
  public static Value after(Surgeon g, Value value, Operation build) {
    if (value.isOutput() && Ends.isFixed(value)) {
      throw Refusal.at(
          value.graph(),
          "'%s' is an output of the graph and no node puts it out, so its name cannot go to a new value"
              .formatted(value.name()),
          "make the new value an output yourself, with outputs(...)");
    }
    List<Value.Use> uses = List.copyOf(value.uses());
    Value result = one(build.apply(behind(g, value), Arguments.of(value)));
    Ends.moveOutputs(value, result);
    for (Value.Use use : uses) {
      use.node().setInput(use.index(), result);
    }
    return result;
  }

  /// Like [#after], and the name of the value goes to what now feeds the others.
  public static Value before(Surgeon g, Value value, Operation build) {
    if (Ends.isFixed(value)) {
      throw Refusal.at(
          value.graph(),
          "nothing can stand before %s: no node puts it out".formatted(value),
          "use insertAfter");
    }
    boolean output = value.isOutput();
    Value result = after(g, value, build);
    if (!output) {
      Ends.takeOver(value, result);
    }
    return result;
  }

  /// {@return what now feeds this one input of `node`}
  public static Value before(Surgeon g, Node node, int input, Operation build) {
    Value value =
        node.input(input)
            .orElseThrow(() ->
                Refusal.at(
                    node,
                    "it takes in nothing at place %d".formatted(input),
                    "name one of its inputs()"));
    Value result = one(build.apply(g.before(node), Arguments.of(value)));
    node.setInput(input, result);
    return result;
  }

  private static Surgeon behind(Surgeon g, Value value) {
    Graph graph = value.graph();
    if (value.producer().isPresent()) {
      return g.after(value.producer().get());
    }
    return graph.nodes().isEmpty() ? g.in(graph) : g.before(graph.nodes().getFirst());
  }

  private static Value one(Object built) {
    return Returned.one(
        "what was built to be inserted",
        built,
        "hand back the one value that takes the place of the old one");
  }
}
