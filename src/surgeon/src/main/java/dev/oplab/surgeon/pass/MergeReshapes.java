package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.Constants;
import dev.oplab.surgeon.pattern.TensorNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lets a `Reshape` take in what came before the reshapes before it. Before: `x -> Flatten ->
/// Reshape(2, -1) -> y`. After: `x -> Reshape(2, -1) -> y`. The last shape must be a constant
/// without 0, as that copies a size of what it took in, and what lies between must not be used
/// elsewhere.
final class MergeReshapes implements Pass {
  private static final Set<String> RESHAPES = Set.of("Reshape", "Flatten", "Squeeze", "Unsqueeze");

  @Override
  public String name() {
    return "merge-reshapes";
  }

  @Override
  public String summary() {
    return "Keeps only the last of a chain of reshapes.";
  }

  @Override
  public String needs() {
    return "opset 5";
  }

  @Override
  public Optional<String> requires(Model model) {
    return Scope.opset(model) >= 5
        ? Optional.empty()
        : Optional.of("before opset 5 the shape is an attribute. Fix: raise the opset.");
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    for (Scope scope : Scope.of(model)) {
      for (Node node : scope.graph().nodes()) {
        while (setsWholeShape(node)) {
          Node before = node.input(0).flatMap(Value::producer).orElse(null);
          if (before == null
              || !RESHAPES.contains(before.opType())
              || !Nodes.is(before, before.opType())
              || before.input(0).isEmpty()
              || !Nodes.usedOnce(before.output())) {
            break;
          }
          rows.add(PassResult.Row.of(node, "took in " + before));
          node.setInput(0, before.input(0).get());
          Rewire.removeUnused(List.of(before));
        }
      }
    }
    return PassResult.of(this, rows);
  }

  private static boolean setsWholeShape(Node node) {
    if (!Nodes.is(node, "Reshape")) {
      return false;
    }
    long[] shape =
        node.input(1).flatMap(Constants::of).flatMap(TensorNumbers::integers).orElse(null);
    return shape != null && Arrays.stream(shape).noneMatch(size -> size == 0);
  }
}
