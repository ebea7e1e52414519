package dev.oplab.surgeon.pass;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.Constants;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/// Removes `Dropout` nodes that let everything through: those not in training mode, whose mask is
/// not used. Before: `x -> Dropout -> Gemm`. After: `x -> Gemm`.
final class RemoveDropout implements Pass {
  @Override
  public String name() {
    return "remove-dropout";
  }

  @Override
  public String summary() {
    return "Removes Dropout nodes that are not in training mode.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    for (Scope scope : Scope.of(model)) {
      for (Node node : scope.graph().nodes()) {
        if (Nodes.is(node, "Dropout") && node.input(0).isPresent() && passes(node, scope.opset())) {
          PassResult.Row row = PassResult.Row.of(node, "removed");
          boolean masked = node.outputs().size() > 1 && node.outputs().get(1).isPresent();
          if (masked) {
            node.dropOutput(1);
          }
          if (Rewire.bypass(node, node.input(0).get())) {
            rows.add(row);
          } else if (masked) {
            rows.add(PassResult.Row.of(node, "its unused mask removed"));
          }
        }
      }
    }
    return PassResult.of(this, rows);
  }

  private static boolean passes(Node node, long opset) {
    boolean maskUsed =
        node.outputs().size() > 1 && node.outputs().get(1).filter(v -> !v.isUnused()).isPresent();
    if (maskUsed || node.outputs().isEmpty() || node.outputs().getFirst().isEmpty()) {
      return false;
    }
    if (opset < 7) {
      return Nodes.integer(node, "is_test", 0) == 1;
    }
    return opset < 12 || node.input(2).isEmpty() || isFalse(node.input(2).get());
  }

  private static boolean isFalse(Value value) {
    Tensor mode = Constants.of(value).orElse(null);
    return mode != null
        && mode.dataType() == DataType.BOOL
        && mode.byteSize() == 1
        && mode.data().get(ValueLayout.JAVA_BYTE, 0) == 0;
  }
}
