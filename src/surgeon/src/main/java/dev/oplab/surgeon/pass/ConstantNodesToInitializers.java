package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.Constants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns what `Constant` nodes put out into initializers of the same name. The nodes stay in
/// functions, which have no initializers, and where they put out an output of a graph, a sparse
/// tensor or what a function's caller gives.
final class ConstantNodesToInitializers implements Pass {
  @Override
  public String name() {
    return "constant-nodes-to-initializers";
  }

  @Override
  public String summary() {
    return "Turns Constant nodes into initializers.";
  }

  @Override
  public String needs() {
    return "IR version 4";
  }

  @Override
  public Optional<String> requires(Model model) {
    return model.header().irVersion() >= 4
        ? Optional.empty()
        : Optional.of(
            "before IR version 4 every initializer is an input too. Fix: raise the IR version.");
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    for (Scope scope : Scope.of(model)) {
      if (!scope.initializers()) {
        continue;
      }
      for (Node node : scope.graph().nodes()) {
        Tensor tensor = Constants.of(node).orElse(null);
        if (tensor != null && !node.output().isOutput()) {
          rows.add(PassResult.Row.of(node, "now the initializer '" + node.output().name() + "'"));
          Value value = node.releaseOutput(0);
          scope.graph().remove(node);
          value.initializer(tensor);
        }
      }
    }
    return PassResult.of(this, rows);
  }
}
