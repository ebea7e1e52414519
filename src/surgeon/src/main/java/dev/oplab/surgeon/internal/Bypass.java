package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.onnx.ValueType.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Removes a node whose outputs are used, by feeding its users what it took in.
public final class Bypass {
  private Bypass() {}

  /// Removes `node`; each used output is replaced by the only input that is no constant, or the
  /// only input there is, if its type agrees.
  public static void remove(Node node) {
    Map<Integer, Integer> inputs = new LinkedHashMap<>();
    for (int i = 0; i < node.outputs().size(); i++) {
      Optional<Value> output = node.outputs().get(i);
      if (output.isPresent() && !output.get().isUnused()) {
        inputs.put(i, choose(node, output.get()));
      }
    }
    remove(node, inputs);
  }

  /// Removes `node`; `inputs` says by which input each output is replaced.
  public static void remove(Node node, Map<Integer, Integer> inputs) {
    Map<Value, Value> replacements = new LinkedHashMap<>();
    inputs.forEach((output, input) -> {
      Value value =
          node.input(input)
              .orElseThrow(() ->
                  Refusal.at(
                      node,
                      "it takes in nothing at place %d".formatted(input),
                      "name one of its inputs()"));
      check(node, node.output(output), value, replacements);
      replacements.put(node.output(output), value);
    });
    for (Optional<Value> output : node.outputs()) {
      if (output.filter(one -> !one.isUnused() && !replacements.containsKey(one)).isPresent()) {
        throw Refusal.at(
            node,
            "its output %s is used, and no input is named for it".formatted(output.get()),
            "say which input takes its place, or give its users another value first");
      }
    }
    replacements.forEach((old, now) -> {
      Ends.moveOutputs(old, now);
      old.replaceAllUses(now);
    });
    node.graph().remove(node);
  }

  private static void check(Node node, Value output, Value input, Map<Value, Value> others) {
    if (!output.isOutput()) {
      return;
    }
    if (Ends.isFixed(input)
        || input.isOutput()
        || input.graph() != output.graph()
        || others.containsValue(input)) {
      throw Refusal.at(
          node,
          "its output '%s' is an output of the graph, whose name %s cannot take"
              .formatted(output.name(), input),
          "keep an Identity node here, or make that value the graph's output with outputs(...)");
    }
  }

  private static int choose(Node node, Value output) {
    List<Integer> all = places(node);
    List<Integer> fitting =
        all.stream().filter(i -> fits(node.input(i).orElseThrow().type(), output.type())).toList();
    if (fitting.size() > 1) {
      List<Integer> equal =
          fitting.stream().filter(i -> isSame(node.input(i).orElseThrow(), output)).toList();
      fitting = equal.size() == 1 ? equal : fitting;
    }
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    List<Value> shown = all.stream().map(i -> node.input(i).orElseThrow()).toList();
    throw Refusal.at(
        node,
        "%s of its inputs %s can take the place of %s"
            .formatted(fitting.isEmpty() ? "none" : "more than one", shown, output),
        "say which one: removeNode(node, index), or removeNode(node, Map.of(output, input))");
  }

  /// {@return the inputs that are no constants; an only input may be one}
  private static List<Integer> places(Node node) {
    boolean only = node.inputs().size() == 1;
    return IntStream.range(0, node.inputs().size())
        .filter(i ->
            node.input(i)
                .filter(one -> only || one.isInput() || one.initializer().isEmpty())
                .isPresent())
        .boxed()
        .toList();
  }

  private static boolean isSame(Value input, Value output) {
    return input.type().equals(output.type()) && !(input.type() instanceof ValueType.UnknownType);
  }

  /// {@return whether nothing that is known of the two types speaks against it}
  static boolean fits(ValueType a, ValueType b) {
    if (a instanceof ValueType.UnknownType || b instanceof ValueType.UnknownType) {
      return true;
    }
    if (a instanceof TensorType one && b instanceof TensorType other) {
      return one.dataType() == other.dataType() && fits(one.shape(), other.shape());
    }
    return a.equals(b);
  }

  private static boolean fits(@Nullable Shape a, @Nullable Shape b) {
    if (a == null || b == null) {
      return true;
    }
    boolean fits = a.rank() == b.rank();
    for (int i = 0; fits && i < a.rank(); i++) {
      fits =
          !a.dims().get(i).isKnown()
              || !b.dims().get(i).isKnown()
              || Objects.equals(a.dims().get(i), b.dims().get(i));
    }
    return fits;
  }
}
