package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.surgeon.pass.OpsetStep.Around;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Raises the version of ONNX's own operators of a model and of the functions in it, and rewrites
/// the nodes whose meaning would change ([OpsetSteps]), so that the model goes on computing the
/// same. An operator that is not known here, and a case that cannot be kept, is refused by name.
final class OpsetRaise {
  /// What has the same meaning in every version from 9 to 20 that has it, or only takes more types
  /// and options with the old meaning as default.
  private static final Set<String> SAME =
      Set.of(
          ("Abs Acos Acosh Add AffineGrid And ArgMax ArgMin Asin Asinh Atan Atanh Bernoulli BitShift"
                  + " BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow Cast CastLike Ceil"
                  + " Celu CenterCropPad Col2Im Compress Concat ConcatFromSequence Constant"
                  + " ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh CumSum DeformConv"
                  + " DepthToSpace DequantizeLinear Det Div DynamicQuantizeLinear Einsum Elu Equal"
                  + " Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gelu"
                  + " Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual"
                  + " GroupNormalization HammingWindow HannWindow HardSigmoid HardSwish Identity If"
                  + " ImageDecoder InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization"
                  + " LeakyRelu Less LessOrEqual Log Loop LpNormalization LpPool MatMul"
                  + " MatMulInteger Max MaxPool MaxRoiPool MaxUnpool Mean MeanVarianceNormalization"
                  + " MelWeightMatrix Min Mish Mod Mul Multinomial Neg NegativeLogLikelihoodLoss"
                  + " NonMaxSuppression NonZero Not OneHot Optional OptionalGetElement"
                  + " OptionalHasElement Or PRelu Pow QLinearConv QLinearMatMul QuantizeLinear RNN"
                  + " RandomNormal RandomNormalLike RandomUniform RandomUniformLike Range Reciprocal"
                  + " RegexFullMatch Relu Reshape ReverseSequence Round STFT Scan ScatterElements"
                  + " ScatterND Selu SequenceAt SequenceConstruct SequenceEmpty SequenceErase"
                  + " SequenceInsert SequenceLength SequenceMap Shape Shrink Sigmoid Sign Sin Sinh"
                  + " Size SoftmaxCrossEntropyLoss Softplus Softsign SpaceToDepth SplitToSequence"
                  + " Sqrt StringConcat StringNormalizer StringSplit Sub Sum Tan Tanh"
                  + " TfIdfVectorizer ThresholdedRelu Tile Transpose Trilu Unique Where Xor")
              .split(" "));

  private OpsetRaise() {}

  /// {@return why the model cannot be raised to this version, at least 13; empty if it can, or has
  /// it}
  static Optional<String> refusal(Model model, long to) {
    if (lowest(model) >= to) {
      return Optional.empty();
    }
    Set<String> reasons = raise(model.copy(), to);
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
  }

  /// Raises a model that [#refusal] does not refuse.
  static List<PassResult.Row> apply(Model model, long to) {
    long from = lowest(model);
    List<PassResult.Row> rows = new ArrayList<>();
    if (from < to) {
      raise(model, to);
      Graph graph = model.graph();
      rows.add(PassResult.Row.of(graph, "opset", "raised from %d to %d".formatted(from, to)));
    }
    return rows;
  }

  private static long lowest(Model model) {
    return Scope.of(model).stream().mapToLong(Scope::opset).min().orElseThrow();
  }

  /// {@return what cannot be kept}
  private static Set<String> raise(Model model, long to) {
    Set<String> reasons = new LinkedHashSet<>();
    Ranks ranks = new Ranks();
    ElementTypes types = new ElementTypes();
    for (Scope scope : Scope.of(model)) {
      long from = scope.opset();
      if (from >= to) {
        continue;
      }
      if (from < OpsetSteps.FROM || to > OpsetSteps.TO) {
        reasons.add("opsets below %d are not raised here".formatted(OpsetSteps.FROM));
        continue;
      }
      Around around = new Around(scope, ranks, types);
      for (Node node : List.copyOf(scope.graph().nodes())) {
        if (node.domain().isEmpty()) {
          raise(node, from, to, around, reasons);
        }
      }
    }
    model.opset("", Math.max(to, Scope.opset(model)));
    raiseFunctions(model, to);
    return reasons;
  }

  private static void raise(Node node, long from, long to, Around around, Set<String> reasons) {
    String what = node.opType() + " as in " + node;
    if (!isKnown(node.opType(), from)) {
      reasons.add(what + " is not known here");
      return;
    }
    for (OpsetStep step : OpsetSteps.ALL) {
      if (from < step.version() && step.version() <= to) {
        String reason = step.take(node, around);
        if (!reason.isEmpty()) {
          reasons.add("%s changes with opset %d: %s".formatted(what, step.version(), reason));
          return;
        }
      }
    }
  }

  private static boolean isKnown(String op, long from) {
    if (OpsetSteps.ENDING.contains(op)) {
      return OpsetSteps.ALL.stream()
          .anyMatch(step -> step.operators().contains(op) && from < step.version());
    }
    return SAME.contains(op)
        || OpsetSteps.ALL.stream().anyMatch(step -> step.operators().contains(op));
  }

  private static void raiseFunctions(Model model, long to) {
    List<LocalFunction> functions = List.copyOf(model.functions());
    functions.forEach(model::removeFunction);
    for (LocalFunction old : functions) {
      Map<String, Long> opsets = new LinkedHashMap<>(old.opsets());
      boolean low = opsets.getOrDefault("", to) < to;
      opsets.computeIfPresent("", (_, version) -> Math.max(version, to));
      model.addFunction(
          low
              ? new LocalFunction(
                  old.domain(),
                  old.name(),
                  old.overload(),
                  old.attributes(),
                  old.attributeDefaults(),
                  opsets,
                  old.docString(),
                  old.body())
              : old);
    }
  }
}
