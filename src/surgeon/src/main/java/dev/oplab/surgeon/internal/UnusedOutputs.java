package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.Optional;
import java.util.Set;

/// Removes the optional outputs of a node that nothing uses: the last ones are cut off, one in the
/// middle becomes omitted, so that those behind it keep their place.
final class UnusedOutputs {
  /// ONNX operators whose number of outputs says what they do, or that need all of them.
  private static final Set<String> ALL_NEEDED =
      Set.of(
          "If",
          "Loop",
          "Scan",
          "Split",
          "TopK",
          "BatchNormalization",
          "DynamicQuantizeLinear",
          "SequenceMap",
          "Gradient",
          "Adam",
          "Adagrad",
          "Momentum");

  /// ONNX operators of which also the first output may be left out.
  private static final Set<String> NONE_NEEDED = Set.of("LSTM", "GRU", "RNN");

  private UnusedOutputs() {}

  static void remove(Node node) {
    boolean standard = isStandard(node.domain());
    if (standard && ALL_NEEDED.contains(node.opType())) {
      return;
    }
    boolean needsFirst = standard && !NONE_NEEDED.contains(node.opType());
    int used = (int) node.outputs().stream().filter(UnusedOutputs::isUsed).count();
    if (used == 0) {
      return;
    }
    for (int i = node.outputs().size() - 1; i >= (needsFirst ? 1 : 0); i--) {
      Optional<Value> output = node.outputs().get(i);
      if (output.isPresent() && output.get().isUnused()) {
        node.dropOutput(i);
      }
    }
    trim(node);
  }

  /// Cuts off omitted outputs at the end.
  private static void trim(Node node) {
    int last = node.outputs().size() - 1;
    while (last > 0 && node.outputs().get(last).isEmpty()) {
      node.setOutput(last, node.graph().addValue(node.graph().freshName("cut"), UNKNOWN));
      node.dropOutput(last);
      last--;
    }
  }

  private static final dev.oplab.onnx.ValueType UNKNOWN =
      new dev.oplab.onnx.ValueType.UnknownType();

  private static boolean isUsed(Optional<Value> output) {
    return output.filter(value -> !value.isUnused()).isPresent();
  }

  private static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.startsWith("ai.onnx.");
  }
}
