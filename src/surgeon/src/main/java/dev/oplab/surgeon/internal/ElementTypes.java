package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.ValueType;
import dev.oplab.onnx.ValueType.TensorType;
import dev.oplab.surgeon.pattern.Constants;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The element types of what ONNX's own operators put out.
final class ElementTypes {
  /// Every output has the element type of the first input.
  private static final Set<String> AS_FIRST_INPUT =
      words(
          """
          Abs Acos Acosh Add AffineGrid Asin Asinh Atan Atanh AveragePool BitShift BitwiseAnd
          BitwiseNot BitwiseOr BitwiseXor CausalConvWithState Ceil Celu CenterCropPad Clip Col2Im
          Compress Concat Conv ConvTranspose Cos Cosh CumProd CumSum DFT DeformConv DepthToSpace
          Det Div Einsum Elu Erf Exp Expand Flatten Floor GRU Gather GatherElements GatherND Gelu
          Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool GridSample GroupNormalization
          HardSigmoid HardSwish Hardmax Identity InstanceNormalization LRN LSTM LeakyRelu Log
          LogSoftmax LpNormalization LpPool MatMul Max MaxRoiPool MaxUnpool Mean
          MeanVarianceNormalization Min Mish Mod Mul Neg NegativeLogLikelihoodLoss Not PRelu Pad
          Pow RNN Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax
          ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize
          ReverseSequence RoiAlign RotaryEmbedding Round STFT Scatter ScatterElements ScatterND
          Selu Shrink Sigmoid Sign Sin Sinh Slice Softmax SoftmaxCrossEntropyLoss Softplus Softsign
          SpaceToDepth Split Sqrt Squeeze StringConcat StringNormalizer Sub Sum SwiGLU Swish Tan
          Tanh TensorScatter ThresholdedRelu Tile Transpose Trilu Unsqueeze Upsample
          """);

  /// The first output alone has the element type of the first input.
  private static final Set<String> FIRST_AS_FIRST_INPUT =
      words(
          "Attention BatchNormalization Dropout LayerNormalization LinearAttention MaxPool TopK Unique");

  private static final Set<String> BOOL =
      words(
          "And Equal Greater GreaterOrEqual IsInf IsNaN Less LessOrEqual OptionalHasElement Or"
              + " RegexFullMatch Xor");
  private static final Set<String> INT64 =
      words("ArgMax ArgMin NonMaxSuppression NonZero SequenceLength Shape Size");

  private ElementTypes() {}

  private static Set<String> words(String text) {
    return Set.of(text.trim().split("\\s+"));
  }

  /// {@return the element type of this output, null if it does not follow}
  static @Nullable DataType of(Node node, int output, List<ValueType> inputs) {
    String op = node.opType();
    if (AS_FIRST_INPUT.contains(op) || (output == 0 && FIRST_AS_FIRST_INPUT.contains(op))) {
      return at(inputs, 0);
    }
    if (BOOL.contains(op) || (op.equals("Dropout") && output == 1)) {
      return DataType.BOOL;
    }
    if (INT64.contains(op)) {
      return DataType.INT64;
    }
    return switch (op) {
      case "MaxPool", "TopK", "Unique" -> DataType.INT64;
      case "Cast", "BitCast" -> attribute(node, "to", null);
      case "Where", "CastLike", "RMSNormalization" -> at(inputs, 1);
      case "OneHot" -> at(inputs, 2);
      case "DequantizeLinear" -> attribute(node, "output_dtype", at(inputs, 1));
      case "QuantizeLinear" ->
          attribute(node, "output_dtype", inputs.size() > 2 ? at(inputs, 2) : DataType.UINT8);
      case "DynamicQuantizeLinear" -> output == 1 ? DataType.FLOAT : DataType.UINT8;
      case "ConvInteger", "MatMulInteger" -> DataType.INT32;
      case "QLinearConv", "QLinearMatMul" -> at(inputs, 7);
      case "Bernoulli", "EyeLike", "RandomNormalLike", "RandomUniformLike" ->
          attribute(node, "dtype", at(inputs, 0));
      case "RandomNormal", "RandomUniform" -> attribute(node, "dtype", DataType.FLOAT);
      case "Multinomial" -> attribute(node, "dtype", DataType.INT32);
      case "TfIdfVectorizer" -> DataType.FLOAT;
      case "ConstantOfShape" ->
          node.attribute("value").orElse(null) instanceof Attribute.TensorValue(Tensor tensor)
              ? tensor.dataType()
              : DataType.FLOAT;
      case "Constant" -> Constants.of(node).map(Tensor::dataType).orElse(null);
      default -> null;
    };
  }

  /// {@return the element type of a tensor, null if it is none or the type is not known}
  static @Nullable DataType of(ValueType type) {
    return type instanceof TensorType tensor ? tensor.dataType() : null;
  }

  private static @Nullable DataType at(List<ValueType> inputs, int index) {
    return index < inputs.size() ? of(inputs.get(index)) : null;
  }

  private static @Nullable DataType attribute(Node node, String key, @Nullable DataType otherwise) {
    boolean given =
        node.attribute(key).orElse(null) instanceof Attribute.IntValue(long code) && code != 0;
    return given ? DataType.ofCode((int) ShapeRules.integer(node, key, 0)).orElse(null) : otherwise;
  }
}
