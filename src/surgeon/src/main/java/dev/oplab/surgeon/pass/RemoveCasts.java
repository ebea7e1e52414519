package dev.oplab.surgeon.pass;

import static dev.oplab.onnx.DataType.BFLOAT16;
import static dev.oplab.onnx.DataType.DOUBLE;
import static dev.oplab.onnx.DataType.FLOAT;
import static dev.oplab.onnx.DataType.FLOAT16;
import static dev.oplab.onnx.DataType.INT16;
import static dev.oplab.onnx.DataType.INT32;
import static dev.oplab.onnx.DataType.INT64;
import static dev.oplab.onnx.DataType.INT8;
import static dev.oplab.onnx.DataType.UINT16;
import static dev.oplab.onnx.DataType.UINT32;
import static dev.oplab.onnx.DataType.UINT64;
import static dev.oplab.onnx.DataType.UINT8;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Removes `Cast` nodes that change nothing: to the type that their input has, and back from a type
/// that holds every number of the first. Before: `x: float16 -> Cast(float32) -> Cast(float16) ->
/// y`. After: `x -> y`. The type of `x` must be stated or follow from the operators before it.
final class RemoveCasts implements Pass {
  @Override
  public String name() {
    return "remove-casts";
  }

  @Override
  public String summary() {
    return "Removes Cast nodes that change nothing.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    ElementTypes types = new ElementTypes();
    for (Scope scope : Scope.of(model)) {
      for (Node node : scope.graph().nodes()) {
        Value same = Nodes.is(node, "Cast") ? same(node, types) : null;
        if (same != null) {
          PassResult.Row row =
              PassResult.Row.of(node, "removed: '%s' is of that type".formatted(same.name()));
          Optional<Node> before = node.input(0).flatMap(Value::producer);
          if (Rewire.bypass(node, same)) {
            rows.add(row);
            before.ifPresent(first -> Rewire.removeUnused(List.of(first)));
          }
        }
      }
    }
    return PassResult.of(this, rows);
  }

  /// {@return the value before this cast, or before the two that end in it, that is the same as
  /// what it puts out; null if there is none}
  private static @Nullable Value same(Node node, ElementTypes types) {
    Value x = node.input(0).orElse(null);
    DataType to = target(node);
    if (x == null || to == DataType.UNDEFINED) {
      return null;
    }
    if (types.of(x) == to) {
      return x;
    }
    Node first = x.producer().filter(before -> Nodes.is(before, "Cast")).orElse(null);
    Value start = first == null ? null : first.input(0).orElse(null);
    if (first == null || start == null) {
      return null;
    }
    return types.of(start) == to && holding(to).contains(target(first)) ? start : null;
  }

  private static DataType target(Node cast) {
    return DataType.ofCode((int) Nodes.integer(cast, "to", 0)).orElse(DataType.UNDEFINED);
  }

  /// {@return the types that hold every number of this one}
  private static Set<DataType> holding(DataType type) {
    return switch (type) {
      case BOOL ->
          EnumSet.of(
              INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64, FLOAT16, BFLOAT16, FLOAT,
              DOUBLE);
      case INT8 -> EnumSet.of(INT16, INT32, INT64, FLOAT16, FLOAT, DOUBLE);
      case UINT8 -> EnumSet.of(INT16, UINT16, INT32, UINT32, INT64, UINT64, FLOAT16, FLOAT, DOUBLE);
      case INT16 -> EnumSet.of(INT32, INT64, FLOAT, DOUBLE);
      case UINT16 -> EnumSet.of(INT32, UINT32, INT64, UINT64, FLOAT, DOUBLE);
      case INT32 -> EnumSet.of(INT64, DOUBLE);
      case UINT32 -> EnumSet.of(INT64, UINT64, DOUBLE);
      case FLOAT16, BFLOAT16 -> EnumSet.of(FLOAT, DOUBLE);
      case FLOAT -> EnumSet.of(DOUBLE);
      default -> EnumSet.noneOf(DataType.class);
    };
  }
}
