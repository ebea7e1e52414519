package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.surgeon.pattern.Constants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Raises the version of ONNX's own operators of a model, if that leaves the meaning of each of its
/// nodes unchanged. Operators not in the tables here, and cases not handled, are refused by name:
/// it is no converter. What it changes itself: `axes` and `split` that became inputs with opset 13
/// (`Squeeze`, `Unsqueeze`, `Split`, `ReduceSum`) and 18 (the other `Reduce` operators).
final class OpsetRaise {
  private static final long FROM = 11;
  private static final long TO = 20;

  /// What has the same meaning in every version from 11 to 20, or only takes more types and options
  /// with the old meaning as default.
  private static final Set<String> SAME =
      Set.of(
          ("Abs Acos Acosh Add And ArgMax ArgMin Asin Asinh Atan Atanh Cast Ceil Celu Clip Compress"
                  + " Concat Constant ConstantOfShape Conv ConvTranspose Cos Cosh CumSum"
                  + " DepthToSpace Det Div Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor"
                  + " Gather GatherElements GatherND Gemm GlobalAveragePool GlobalMaxPool Greater"
                  + " GreaterOrEqual HardSigmoid HardSwish Identity If InstanceNormalization IsInf"
                  + " IsNaN LRN LayerNormalization LeakyRelu Less LessOrEqual Log Loop MatMul Max"
                  + " MaxPool Mean Min Mod Mul Neg NonMaxSuppression NonZero Not OneHot Or PRelu Pad"
                  + " Pow Range Reciprocal Relu Reshape Round ScatterElements ScatterND Selu Shape"
                  + " Shrink Sigmoid Sign Sin Sinh Size Slice Softplus Softsign SpaceToDepth Sqrt"
                  + " Sub Sum Tan Tanh ThresholdedRelu Tile TopK Transpose Trilu Where Xor")
              .split(" "));

  private static final Set<String> AXES_AT_13 = Set.of("Squeeze", "Unsqueeze", "ReduceSum");
  private static final Set<String> AXES_AT_18 =
      Set.of(
          "ReduceL1",
          "ReduceL2",
          "ReduceLogSum",
          "ReduceLogSumExp",
          "ReduceMax",
          "ReduceMean",
          "ReduceMin",
          "ReduceProd",
          "ReduceSumSquare");

  private OpsetRaise() {}

  /// {@return what a model must have to be raised to this version}
  static String needs(long to) {
    return "opset %d, which it raises to %d".formatted(FROM, to);
  }

  /// {@return why the model cannot be raised to this version; empty if it can, or has it}
  static Optional<String> refusal(Model model, long to) {
    long from = Scope.opset(model);
    if (from >= to) {
      return Optional.empty();
    }
    if (from < FROM || to > TO) {
      return Optional.of("opsets below %d are not raised here".formatted(FROM));
    }
    if (!model.functions().isEmpty()) {
      return Optional.of("functions of a model have opsets of their own");
    }
    Set<String> reasons = new TreeSet<>();
    Ranks ranks = new Ranks();
    for (Node node : model.allNodes()) {
      if (node.domain().isEmpty()) {
        String reason = refusal(node, from, to, ranks);
        if (!reason.isEmpty()) {
          reasons.add(reason);
        }
      }
    }
    return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
  }

  private static String refusal(Node node, long from, long to, Ranks ranks) {
    String op = node.opType();
    boolean fits =
        switch (op) {
          case "Softmax", "LogSoftmax", "Hardmax" -> from >= 13 || lastAxis(node, ranks);
          case "BatchNormalization" -> from >= 14 || Nodes.outputCount(node) == 1;
          case "Dropout" -> from >= 12 || node.attributes().isEmpty();
          case "AveragePool" -> to < 19 || Nodes.integer(node, "ceil_mode", 0) == 0;
          case "QuantizeLinear", "DequantizeLinear" -> true; // the default axis came with 13
          case "Split" -> true;
          case "MatMulInteger", "ConvInteger", "QLinearConv", "QLinearMatMul" -> true;
          case "LSTM", "GRU", "RNN" -> from >= 14 || Nodes.integer(node, "layout", 0) == 0;
          default -> SAME.contains(op) || AXES_AT_13.contains(op) || AXES_AT_18.contains(op);
        };
    return fits ? "" : op + " as in " + node + " changes between opset " + from + " and " + to;
  }

  /// {@return whether the axis is the last one: then flattening to two dimensions changes nothing}
  private static boolean lastAxis(Node node, Ranks ranks) {
    long axis = Nodes.integer(node, "axis", 1);
    int rank = node.input(0).map(ranks::of).orElse(Ranks.UNKNOWN);
    return axis == -1 || (rank > 0 && axis == rank - 1);
  }

  /// Raises a model that [#refusal] does not refuse.
  static List<PassResult.Row> apply(Model model, long to) {
    long from = Scope.opset(model);
    List<PassResult.Row> rows = new ArrayList<>();
    if (from >= to) {
      return rows;
    }
    for (Scope scope : Scope.of(model)) {
      for (Node node : scope.graph().nodes()) {
        if (node.domain().isEmpty()) {
          adapt(node, scope, from, to);
        }
      }
    }
    model.opset("", to);
    Graph graph = model.graph();
    rows.add(PassResult.Row.of(graph, "opset", "raised from %d to %d".formatted(from, to)));
    return rows;
  }

  private static void adapt(Node node, Scope scope, long from, long to) {
    String op = node.opType();
    if (from < 13 && AXES_AT_13.contains(op)) {
      toInput(node, "axes", scope);
    } else if (from < 18 && to >= 18 && AXES_AT_18.contains(op)) {
      toInput(node, "axes", scope);
    } else if (from < 13 && op.equals("Split")) {
      toInput(node, "split", scope);
    } else if (from < 13 && node.attribute("axis").isEmpty()) {
      if (op.equals("Softmax") || op.equals("LogSoftmax") || op.equals("Hardmax")) {
        node.attribute("axis", 1); // the default became -1
      }
    }
    if (op.equals("Split") && from < 18 && to >= 18 && node.input(1).isEmpty()) {
      node.attribute("num_outputs", node.outputs().size());
    }
  }

  private static void toInput(Node node, String key, Scope scope) {
    long[] values = Nodes.integers(node, key);
    if (values != null) {
      Tensor tensor = Tensor.of("", values, values.length);
      node.resizeInputs(2)
          .setInput(1, scope.constant(tensor, node.output().name() + "_" + key, node));
      node.removeAttribute(key);
    }
  }

  /// {@return the constant of this value, looked for behind `Identity` nodes too}
  static Optional<Tensor> behindIdentity(dev.oplab.onnx.Value value) {
    dev.oplab.onnx.Value at = value;
    for (int i = 0; i < 8; i++) {
      Node producer = at.producer().orElse(null);
      if (producer == null || !Nodes.is(producer, "Identity") || producer.input(0).isEmpty()) {
        break;
      }
      at = producer.input(0).get();
    }
    return Constants.of(at);
  }
}
