package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.BatchEdit;
import dev.oplab.surgeon.Surgeon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Names the first dimension of the main graph's inputs and outputs `batch` and opens it in the
/// constant targets of reshapes. Before: `x: float32[1, 3, 224, 224] -> ... -> y: float32[1,
/// 1000]`. After: `x: float32[batch, 3, 224, 224] -> ... -> y: float32[batch, 1000]`. Nodes that
/// may hold the old size in another way are named in the result and left.
final class DynamicBatch implements Pass {
  private static final String NAME = "batch";

  @Override
  public String name() {
    return "dynamic-batch";
  }

  @Override
  public String summary() {
    return "Names the first dimension of inputs and outputs 'batch', so that any size fits.";
  }

  @Override
  public Optional<String> requires(Model model) {
    Set<Long> sizes = sizes(model);
    return sizes.size() < 2
        ? Optional.empty()
        : Optional.of(
            "the first dimensions of its inputs differ: %s. Fix: name them one by one."
                .formatted(sizes));
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    if (sizes(model).size() != 1) {
      return PassResult.of(this, rows);
    }
    BatchEdit edit = Surgeon.of(model).dynamicBatch(NAME);
    edit.inputs().forEach(value -> rows.add(named("input", value)));
    edit.outputs().forEach(value -> rows.add(named("output", value)));
    edit.reshapes().forEach(node -> rows.add(PassResult.Row.of(node, "takes any size first")));
    edit.suspects()
        .forEach(node -> rows.add(PassResult.Row.of(node, "left, and may need the old size")));
    return PassResult.of(this, rows);
  }

  private static PassResult.Row named(String kind, Value value) {
    return PassResult.Row.of(value.graph(), kind + " " + value, "any size first");
  }

  /// {@return the known first sizes of what a caller must give}
  private static Set<Long> sizes(Model model) {
    Set<Long> sizes = new TreeSet<>();
    for (Value input : model.graph().requiredInputs()) {
      Nodes.shape(input)
          .filter(shape -> shape.rank() > 0)
          .map(shape -> shape.dims().getFirst())
          .ifPresent(dim -> {
            if (dim instanceof Dim.Known(long size)) {
              sizes.add(size);
            }
          });
    }
    return sizes;
  }
}
