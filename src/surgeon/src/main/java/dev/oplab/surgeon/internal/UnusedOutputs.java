package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.Optional;
import java.util.Set;

/// Removes the optional outputs of a node that nothing uses: the last ones are cut off, one in the
/// middle becomes omitted, so that those behind it keep their place.
final class UnusedOutputs {
  /// The operators of ONNX that need all of their outputs, or whose number of outputs says what
  /// they do (`Split`; `BatchNormalization` before opset 14).
  private static final Set<String> ALL_NEEDED =
      Set.of(
          ("Adagrad Adam BatchNormalization CausalConvWithState DynamicQuantizeLinear Gradient If"
                  + " LinearAttention LinearClassifier Loop Momentum SVMClassifier Scan SequenceMap"
                  + " Split StringSplit TopK TreeEnsembleClassifier")
              .split(" "));

  /// The operators of ONNX of which any output may be omitted.
  private static final Set<String> NONE_NEEDED = Set.of("LSTM", "GRU", "RNN");

  private UnusedOutputs() {}

  static void remove(Node node) {
    if (node.outputs().stream().noneMatch(UnusedOutputs::isUsed)) {
      return;
    }
    int first = firstOptional(node);
    for (int i = node.outputs().size() - 1; i >= first; i--) {
      boolean there = i < node.outputs().size() && node.outputs().get(i).isPresent();
      if (there && !isUsed(node.outputs().get(i))) {
        node.dropOutput(i);
      }
    }
  }

  /// {@return from which output on those of this operator may be omitted}
  private static int firstOptional(Node node) {
    boolean standard = node.domain().isEmpty() || node.domain().startsWith("ai.onnx.");
    if (!standard || NONE_NEEDED.contains(node.opType())) {
      return 0;
    }
    return ALL_NEEDED.contains(node.opType()) ? node.outputs().size() : 1;
  }

  private static boolean isUsed(Optional<Value> output) {
    return output.filter(value -> !value.isUnused()).isPresent();
  }
}
