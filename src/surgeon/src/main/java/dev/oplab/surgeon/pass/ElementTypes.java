package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.surgeon.pattern.Constants;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which element types values have, as far as that follows from stated types, constants and the
/// operators near by. Mutable: it remembers.
final class ElementTypes {
  private static final int FAR = 60;

  /// Every output has the type of the first input.
  private static final Set<String> OF_FIRST =
      Set.of(
          ("Abs Acos Acosh Asin Asinh Atan Atanh AveragePool Ceil Celu Clip Cos Cosh CumSum"
                  + " DepthToSpace Elu Erf Exp Expand Flatten Floor Gather GatherElements GatherND"
                  + " Gelu GlobalAveragePool GlobalMaxPool HardSigmoid HardSwish Hardmax Identity"
                  + " LRN LeakyRelu Log LogSoftmax LpNormalization MeanVarianceNormalization Mish"
                  + " Neg Pad Pow Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax"
                  + " ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize"
                  + " ReverseSequence Round ScatterElements ScatterND Selu Shrink Sigmoid Sign Sin"
                  + " Sinh Slice Softmax Softplus Softsign SpaceToDepth Split Sqrt Squeeze Tan Tanh"
                  + " ThresholdedRelu Tile Transpose Trilu Unsqueeze Upsample")
              .split(" "));

  /// The first output and all these inputs have one type.
  private static final Set<String> OF_ALL =
      Set.of(
          ("Add Concat Conv ConvTranspose Div Einsum Gemm InstanceNormalization"
                  + " MatMul Max Mean Min Mod Mul PRelu Sub Sum")
              .split(" "));

  private static final Set<String> INTEGERS =
      Set.of("ArgMax", "ArgMin", "NonZero", "Shape", "Size");

  private static final Set<String> BOOLEANS =
      Set.of(
          "And",
          "Equal",
          "Greater",
          "GreaterOrEqual",
          "IsInf",
          "IsNaN",
          "Less",
          "LessOrEqual",
          "Not",
          "Or",
          "Xor");

  private final Map<Value, DataType> known = new HashMap<>();

  /// {@return the element type, [DataType#UNDEFINED] if it is not known}
  DataType of(Value value) {
    return of(value, 0);
  }

  private DataType of(Value value, int depth) {
    DataType before = known.get(value);
    if (before != null) {
      return before;
    }
    DataType type = stated(value);
    Optional<Node> producer = value.producer();
    if (type == DataType.UNDEFINED && producer.isPresent() && depth < FAR) {
      type = of(producer.get(), value, depth + 1);
    }
    known.put(value, type);
    return type;
  }

  private static DataType stated(Value value) {
    if (value.type() instanceof ValueType.TensorType tensor) {
      return tensor.dataType();
    }
    return Constants.of(value).map(Tensor::dataType).orElse(DataType.UNDEFINED);
  }

  private DataType of(Node node, Value value, int depth) {
    String op = node.opType();
    if (!Nodes.is(node, op)) {
      return DataType.UNDEFINED;
    }
    boolean first = node.outputs().getFirst().equals(Optional.of(value));
    if (OF_FIRST.contains(op)) {
      return input(node, 0, depth);
    }
    if (!first) {
      return DataType.UNDEFINED;
    }
    if (OF_ALL.contains(op)) {
      return any(node, depth);
    }
    if (INTEGERS.contains(op)) {
      return DataType.INT64;
    }
    if (BOOLEANS.contains(op)) {
      return DataType.BOOL;
    }
    return switch (op) {
      case "Cast" -> DataType.ofCode((int) Nodes.integer(node, "to", 0)).orElse(DataType.UNDEFINED);
      case "ConstantOfShape" ->
          node.attribute("value").orElse(null) instanceof Attribute.TensorValue(Tensor tensor)
              ? tensor.dataType()
              : DataType.FLOAT;
      case "BatchNormalization", "Dropout", "LayerNormalization", "MaxPool", "TopK" ->
          input(node, 0, depth);
      case "DequantizeLinear", "Where" -> input(node, 1, depth);
      default -> DataType.UNDEFINED;
    };
  }

  private DataType input(Node node, int index, int depth) {
    return node.input(index).map(value -> of(value, depth)).orElse(DataType.UNDEFINED);
  }

  /// {@return the type of an input for which it is stated, else of one for which it follows}
  private DataType any(Node node, int depth) {
    for (Optional<Value> input : node.inputs()) {
      DataType type = input.map(ElementTypes::stated).orElse(DataType.UNDEFINED);
      if (type != DataType.UNDEFINED) {
        return type;
      }
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      DataType type = input(node, i, depth);
      if (type != DataType.UNDEFINED) {
        return type;
      }
    }
    return DataType.UNDEFINED;
  }
}
