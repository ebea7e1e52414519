package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.Constants;
import dev.oplab.surgeon.pattern.TensorNumbers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How many dimensions values have, as far as that follows from stated types and from the operators
/// near by: permutations, target shapes, axes, broadcasting. Mutable: it remembers.
final class Ranks {
  static final int UNKNOWN = -1;
  private static final int FAR = 60;

  /// The first output has as many dimensions as the first input.
  private static final Set<String> KEEP =
      Set.of(
          ("Abs Acos Acosh Asin Asinh Atan Atanh AveragePool BatchNormalization BitwiseNot Cast Ceil"
                  + " Celu Clip Concat Cos Cosh CumSum DepthToSpace Dropout Elu"
                  + " Erf Exp Floor Gelu GlobalAveragePool GlobalMaxPool GroupNormalization"
                  + " HardSigmoid HardSwish Hardmax Identity InstanceNormalization IsInf IsNaN LRN"
                  + " LayerNormalization LeakyRelu Log LogSoftmax LpNormalization LpPool MaxPool"
                  + " MeanVarianceNormalization Mish Neg Not PRelu Pad QuantizeLinear"
                  + " DequantizeLinear Reciprocal Relu Resize ReverseSequence Round ScatterElements"
                  + " ScatterND Selu Shrink Sigmoid Sign Sin Sinh Slice Softmax Softplus Softsign"
                  + " SpaceToDepth Split Sqrt Tan Tanh ThresholdedRelu Tile TopK Trilu Upsample")
              .split(" "));

  private static final Set<String> BROADCAST =
      Set.of(
          ("Add And BitShift Div Equal Greater GreaterOrEqual Less LessOrEqual MatMul Max Mean Min"
                  + " Mod Mul Or Pow Sub Sum Where Xor")
              .split(" "));

  private final Map<Value, Integer> known = new HashMap<>();

  /// {@return the number of dimensions, or [#UNKNOWN]}
  int of(Value value) {
    return of(value, 0);
  }

  /// {@return whether `value`, combined element by element with this constant, certainly keeps its
  /// number of dimensions}
  boolean keeps(Value value, Tensor constant) {
    int rank = constant.shape().rank();
    return rank == 0 || rank <= of(value);
  }

  private int of(Value value, int depth) {
    Integer before = known.get(value);
    if (before != null) {
      return before;
    }
    Optional<Tensor> constant = Constants.of(value);
    int rank =
        constant.isPresent()
            ? constant.get().shape().rank()
            : Nodes.shape(value).map(shape -> shape.rank()).orElse(UNKNOWN);
    Optional<Node> producer = value.producer();
    if (rank == UNKNOWN && producer.isPresent() && depth < FAR) {
      Node node = producer.get();
      boolean first = node.outputs().getFirst().equals(Optional.of(value));
      rank = first || node.opType().equals("Split") ? of(node, depth + 1) : UNKNOWN;
    }
    known.put(value, rank);
    return rank;
  }

  private int of(Node node, int depth) {
    String op = node.opType();
    if (!Nodes.is(node, op) || node.input(0).isEmpty()) {
      return UNKNOWN;
    }
    Value x = node.input(0).get();
    if (BROADCAST.contains(op)) {
      return broadcast(node, depth);
    }
    return switch (op) {
      case "Shape", "Range" -> 1;
      case "Size" -> 0;
      case "Flatten", "Gemm" -> 2;
      case "Reshape" -> reshaped(node);
      case "ConstantOfShape" -> length(x);
      case "Conv", "ConvTranspose" -> node.input(1).map(w -> of(w, depth)).orElse(UNKNOWN);
      case "Expand" -> expanded(node, x, depth);
      case "Transpose" -> transposed(node, x, depth);
      case "Gather" -> gathered(node, x, depth);
      case "Squeeze", "Unsqueeze" -> squeezed(node, x, depth);
      default -> {
        boolean kept = op.startsWith("Reduce") || op.equals("ArgMax") || op.equals("ArgMin");
        boolean same = kept && Nodes.integer(node, "keepdims", 1) == 1;
        yield same || KEEP.contains(op) ? of(x, depth) : UNKNOWN;
      }
    };
  }

  private int expanded(Node node, Value x, int depth) {
    int rank = of(x, depth);
    int target = node.input(1).map(Ranks::length).orElse(UNKNOWN);
    return rank == UNKNOWN || target == UNKNOWN ? UNKNOWN : Math.max(rank, target);
  }

  private int transposed(Node node, Value x, int depth) {
    long[] perm = Nodes.integers(node, "perm");
    return perm != null ? perm.length : of(x, depth);
  }

  private int gathered(Node node, Value data, int depth) {
    int from = of(data, depth);
    int indices = node.input(1).map(value -> of(value, depth)).orElse(UNKNOWN);
    return from == UNKNOWN || indices == UNKNOWN ? UNKNOWN : from + indices - 1;
  }

  private int squeezed(Node node, Value x, int depth) {
    int rank = of(x, depth);
    long[] axes = Nodes.integers(node, "axes", 1);
    if (rank == UNKNOWN || axes == null) {
      return UNKNOWN;
    }
    return node.opType().equals("Squeeze") ? rank - axes.length : rank + axes.length;
  }

  /// {@return the length of the target shape; before opset 5 that is an attribute}
  private static int reshaped(Node node) {
    long[] shape = Nodes.integers(node, "shape");
    return shape != null ? shape.length : node.input(1).map(Ranks::length).orElse(UNKNOWN);
  }

  private int broadcast(Node node, int depth) {
    int most = UNKNOWN;
    for (Optional<Value> input : node.inputs()) {
      int rank = input.isEmpty() ? UNKNOWN : of(input.get(), depth);
      if (rank == UNKNOWN || (node.opType().equals("MatMul") && rank < 2)) {
        return UNKNOWN;
      }
      most = Math.max(most, rank);
    }
    return most;
  }

  /// {@return how many numbers a list holds that is a constant or put together from single ones}
  private static int length(Value list) {
    Optional<Tensor> constant = Constants.of(list);
    if (constant.isPresent()) {
      return Math.toIntExact(TensorNumbers.count(constant.get()));
    }
    if (Nodes.shape(list).filter(shape -> shape.rank() == 1).isPresent()
        && Nodes.shape(list).get().dims().getFirst() instanceof Dim.Known(long size)) {
      return (int) size;
    }
    Node concat = list.producer().filter(node -> Nodes.is(node, "Concat")).orElse(null);
    if (concat == null) {
      return UNKNOWN;
    }
    int sum = 0;
    for (Optional<Value> part : concat.inputs()) {
      // What is joined to a list of sizes is a list itself, so what was unsqueezed was one number.
      Node unsqueeze =
          part.flatMap(Value::producer).filter(node -> Nodes.is(node, "Unsqueeze")).orElse(null);
      long[] axes = unsqueeze == null ? null : Nodes.integers(unsqueeze, "axes", 1);
      boolean single = axes != null && axes.length == 1;
      int more = single ? 1 : part.isEmpty() ? UNKNOWN : length(part.get());
      if (more == UNKNOWN) {
        return UNKNOWN;
      }
      sum += more;
    }
    return sum;
  }
}
