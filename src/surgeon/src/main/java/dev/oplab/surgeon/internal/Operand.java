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
  public static Operand of(Graph graph, @Nullable Object item) {
    return switch (item) {
      case null -> OMITTED;
      case Value value -> new Operand(value, null);
      case String name -> name.isEmpty() ? OMITTED : new Operand(Lookup.value(graph, name), null);
      case Optional<?> optional -> of(graph, optional.orElse(null));
      case List<?> list when list.size() == 1 && list.getFirst() instanceof Value value ->
          new Operand(value, null);
      case List<?> list when list.stream().anyMatch(Value.class::isInstance) ->
          throw Refusal.at(
              graph,
              "a list of %d values stands where one input is expected".formatted(list.size()),
              "take one of them with get(index), or give the list itself as the inputs");
      default ->
          new Operand(
              null,
              ConstantOf.of("", item)
                  .orElseThrow(() ->
                      Refusal.at(
                          graph,
                          "%s (%s) cannot be an input"
                              .formatted(item, item.getClass().getSimpleName()),
                          "give a value, the name of one, a Tensor, or numbers")));
    };
  }
}
