package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a layer puts out at one place: a value that is there already and that nothing defines, or a
/// new one of this name, or of any name where that is null, or nothing where it is empty.
public record Result(@Nullable Value value, @Nullable String name) {

  /// {@return a new output of this name, or of any name if that is empty}
  public static Result named(String name) {
    return new Result(null, name.isEmpty() ? null : name);
  }

  /// {@return what `given` stands for: how many, a name, a value, or several of these}
  // The first pattern switch in a process takes as long as hundreds of layers.
  @SuppressWarnings("IfChainToSwitch")
  public static List<Result> of(@Nullable Object given) {
    if (given == null) {
      return List.of(new Result(null, ""));
    } else if (given instanceof String name) {
      return List.of(new Result(null, name));
    } else if (given instanceof Value value) {
      return List.of(new Result(value, null));
    } else if (given instanceof Integer count) {
      return Collections.nCopies(count, new Result(null, null));
    } else if (given instanceof Collection<?> several) {
      return all(several);
    } else if (given instanceof Object[] several) {
      return several.length == 1 ? of(several[0]) : all(Arrays.asList(several));
    }
    throw Refusal.of(
        "%s (%s) cannot be an output".formatted(given, given.getClass().getSimpleName()),
        "give a name, a value without a producer, a count, or a list of these");
  }

  private static List<Result> all(Collection<?> several) {
    List<Result> all = new ArrayList<>();
    for (Object one : several) {
      all.addAll(of(one));
    }
    return all;
  }

  void check(Graph graph) {
    if (value == null) {
      return;
    }
    if (value.graph() != graph
        || value.producer().isPresent()
        || value.isInput()
        || value.initializer().isPresent()
        || value.sparseInitializer().isPresent()) {
      throw Refusal.at(
          graph,
          "a layer cannot put out %s: %s".formatted(value, definer(value, graph)),
          "give a name; or release the value from its node first, with release(value)");
    }
  }

  private static String definer(Value value, Graph graph) {
    if (value.graph() != graph) {
      return "it belongs to " + Refusal.where(value.graph());
    }
    return value
        .producer()
        .map(node -> "node %s does already".formatted(node))
        .orElse(value.isInput() ? "it is an input of the graph" : "it is a constant");
  }

  void addTo(Node node) {
    if (value != null) {
      node.addOutput(value);
    } else if (name != null && name.isEmpty()) {
      node.addOutput("");
    } else {
      node.addOutput(node.graph().freshName(name == null ? node.name() + "_output" : name));
    }
  }
}
