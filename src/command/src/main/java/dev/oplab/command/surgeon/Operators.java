package dev.oplab.command.surgeon;

import dev.oplab.command.internal.DidYouMean;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// ONNX's own operators: which there are, and since which opset. The facts are those of the
/// operators' documentation up to opset 28.
final class Operators {
  private static final Map<String, Long> SINCE = since();

  private static final Set<String> ONE_TYPE =
      words(
          "Add And BitShift BitwiseAnd BitwiseOr BitwiseXor Clip Concat Conv ConvTranspose Div"
              + " Einsum Equal Gemm Greater GreaterOrEqual GroupNormalization InstanceNormalization"
              + " LayerNormalization Less LessOrEqual MatMul Max Mean Min Mod Mul Or PRelu Pow"
              + " RMSNormalization Sub Sum Xor");

  private Operators() {}

  /// {@return whether this is the domain of ONNX's own operators}
  static boolean isOwn(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  /// {@return the first opset that has this operator, empty if it is not known here}
  static Optional<Long> since(String op) {
    return Optional.ofNullable(SINCE.get(op));
  }

  /// {@return the operator that a mistyped one was meant to be}
  static Optional<String> nearest(String op) {
    return DidYouMean.nearest(op, new TreeSet<>(SINCE.keySet()));
  }

  /// {@return whether all inputs of this operator have one element type}
  static boolean takesOneType(String op, String domain) {
    return isOwn(domain) && ONE_TYPE.contains(op);
  }

  static Set<String> words(String text) {
    return Set.of(text.split(" "));
  }

  private static Map<String, Long> since() {
    Map<String, Long> since = new HashMap<>();
    put(
        1,
        since,
        "Abs Add And ArgMax ArgMin AveragePool BatchNormalization Cast Ceil"
            + " Clip Concat Constant Conv ConvTranspose DepthToSpace Div Dropout Elu"
            + " Equal Exp Flatten Floor GRU Gather Gemm GlobalAveragePool"
            + " GlobalLpPool GlobalMaxPool Greater HardSigmoid Hardmax Identity If"
            + " InstanceNormalization LRN LSTM LeakyRelu Less Log LogSoftmax Loop"
            + " LpNormalization LpPool MatMul Max MaxPool MaxRoiPool Mean Min Mul Neg"
            + " Not Or PRelu Pad Pow RNN RandomNormal RandomNormalLike RandomUniform"
            + " RandomUniformLike Reciprocal ReduceL1 ReduceL2 ReduceLogSum"
            + " ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum"
            + " ReduceSumSquare Relu Reshape Selu Shape Sigmoid Size Slice Softmax"
            + " Softplus Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum Tanh Tile"
            + " TopK Transpose Unsqueeze Upsample Xor");
    put(7, since, "Acos Asin Atan Cos Multinomial Sin Tan");
    put(8, since, "Expand Scan");
    put(
        9,
        since,
        "Acosh Asinh Atanh Compress ConstantOfShape Cosh Erf EyeLike IsNaN"
            + " MaxUnpool MeanVarianceNormalization NonZero OneHot Scatter Shrink"
            + " Sign Sinh TfIdfVectorizer Where");
    put(
        10,
        since,
        "ConvInteger DequantizeLinear IsInf MatMulInteger Mod NonMaxSuppression"
            + " QLinearConv QLinearMatMul QuantizeLinear Resize ReverseSequence"
            + " RoiAlign StringNormalizer ThresholdedRelu");
    put(
        11,
        since,
        "BitShift ConcatFromSequence CumSum Det DynamicQuantizeLinear"
            + " GatherElements GatherND Range Round ScatterElements ScatterND"
            + " SequenceAt SequenceConstruct SequenceEmpty SequenceErase"
            + " SequenceInsert SequenceLength SplitToSequence Unique");
    put(
        12,
        since,
        "Celu Einsum GreaterOrEqual LessOrEqual NegativeLogLikelihoodLoss"
            + " SoftmaxCrossEntropyLoss");
    put(14, since, "HardSwish Trilu");
    put(15, since, "Bernoulli CastLike Optional OptionalGetElement OptionalHasElement");
    put(16, since, "GridSample");
    put(
        17,
        since,
        "BlackmanWindow DFT HammingWindow HannWindow LayerNormalization"
            + " MelWeightMatrix STFT SequenceMap");
    put(
        18,
        since,
        "BitwiseAnd BitwiseNot BitwiseOr BitwiseXor CenterCropPad Col2Im"
            + " GroupNormalization Mish");
    put(19, since, "DeformConv");
    put(20, since, "AffineGrid Gelu ImageDecoder RegexFullMatch StringConcat StringSplit");
    put(23, since, "Attention RMSNormalization RotaryEmbedding");
    put(24, since, "Swish TensorScatter");
    put(26, since, "BitCast CumProd");
    put(27, since, "CausalConvWithState LinearAttention");
    put(28, since, "SwiGLU");
    return Map.copyOf(since);
  }

  private static void put(long version, Map<String, Long> since, String operators) {
    words(operators).forEach(operator -> since.put(operator, version));
  }
}
