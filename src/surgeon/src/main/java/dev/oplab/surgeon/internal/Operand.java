package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a layer takes in at one place: a value of the graph, a constant yet to be added, or, with
/// neither, nothing.
public record Operand(@Nullable Value value, @Nullable Tensor constant) {
  private static final Operand OMITTED = new Operand(null, null);

  /// {@return what `item` stands for in `graph`, which is not changed}
  // The first pattern switch in a process takes as long as hundreds of layers.
  @SuppressWarnings("IfChainToSwitch")
  public static Operand of(Graph graph, @Nullable Object item) {
    if (item == null) {
      return OMITTED;
    } else if (item instanceof Value value) {
      return new Operand(value, null);
    } else if (item instanceof String name) {
      return name.isEmpty() ? OMITTED : new Operand(Lookup.value(graph, name), null);
    } else if (item instanceof Optional<?> optional) {
      return of(graph, optional.orElse(null));
    } else if (item instanceof List<?> list && hasValue(list)) {
      return new Operand(only(graph, list), null);
    }
    return new Operand(
        null,
        ConstantOf.of("", item)
            .orElseThrow(() ->
                Refusal.at(
                    graph,
                    "%s (%s) cannot be an input".formatted(item, item.getClass().getSimpleName()),
                    "give a value, the name of one, a Tensor, or numbers")));
  }

  private static boolean hasValue(List<?> list) {
    return list.stream().anyMatch(Value.class::isInstance);
  }

  /// {@return the one value that the result of a former layer holds}
  private static Value only(Graph graph, List<?> list) {
    if (list.size() == 1 && list.getFirst() instanceof Value value) {
      return value;
    }
    throw Refusal.at(
        graph,
        "a list of %d values stands where one input is expected".formatted(list.size()),
        "take one of them with get(index), or give the list itself as the inputs");
  }
}
