package dev.oplab.surgeon.pass;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.Constants;
import dev.oplab.surgeon.pattern.TensorNumbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Folds a `BatchNormalization` that is not training into the `Conv` or `ConvTranspose` before it,
/// with groups or without. Before: `Conv(x, W, b) -> BatchNormalization -> y`. After: `Conv(x, W',
/// b') -> y`. All weights must be constants of one type, `float32` or `float64`; they are computed
/// in `float64`. The convolution's result must not be used elsewhere.
final class FoldBatchNorm implements Pass {
  @Override
  public String name() {
    return "fold-batchnorm";
  }

  @Override
  public String summary() {
    return "Folds BatchNormalization into the Conv or ConvTranspose before it.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    for (Scope scope : Scope.of(model)) {
      for (Node node : scope.graph().nodes()) {
        if (isInference(node, scope.opset())) {
          Node conv = node.input(0).flatMap(Value::producer).orElse(null);
          if (conv != null && fold(conv, node, scope)) {
            rows.add(PassResult.Row.of(conv, "took in the batch normalization"));
          }
        }
      }
    }
    return PassResult.of(this, rows);
  }

  private static boolean isInference(Node node, long opset) {
    return Nodes.is(node, "BatchNormalization")
        && node.inputs().size() == 5
        && Nodes.outputCount(node) == 1
        && Nodes.integer(node, "training_mode", 0) == 0
        && (opset >= 9 || Nodes.integer(node, "spatial", 1) == 1)
        && (opset >= 7 || Nodes.integer(node, "is_test", 0) == 1);
  }

  private static boolean fold(Node conv, Node norm, Scope scope) {
    boolean transposed = Nodes.is(conv, "ConvTranspose");
    if (!(transposed || Nodes.is(conv, "Conv"))
        || conv.graph() != norm.graph()
        || !Nodes.usedOnce(conv.output())) {
      return false;
    }
    Tensor weights = constant(conv, 1);
    Tensor bias = constant(conv, 2);
    if (weights == null || (conv.input(2).isPresent() && bias == null)) {
      return false;
    }
    DataType type = weights.dataType();
    List<Tensor> four = new ArrayList<>();
    for (int i = 1; i < 5; i++) {
      Tensor tensor = constant(norm, i);
      if (tensor == null) {
        return false;
      }
      four.add(tensor);
    }
    Shape perChannel = four.getFirst().shape();
    if ((type != DataType.FLOAT && type != DataType.DOUBLE)
        || perChannel.rank() != 1
        || four.stream().anyMatch(each -> !fits(each, type, perChannel))
        || (bias != null && !fits(bias, type, perChannel))) {
      return false;
    }
    double[] factors = factors(norm, four);
    double[] kernel = TensorNumbers.doubles(weights);
    if (factors == null || !scale(kernel, weights, factors, transposed ? conv : null)) {
      return false;
    }
    double[] offset = TensorNumbers.doubles(four.get(1));
    double[] mean = TensorNumbers.doubles(four.get(2));
    double[] old = bias == null ? new double[factors.length] : TensorNumbers.doubles(bias);
    for (int i = 0; i < offset.length; i++) {
      offset[i] += (old[i] - mean[i]) * factors[i];
    }
    List<Value> replaced = new ArrayList<>(Nodes.reads(norm));
    if (!Rewire.bypass(norm, conv.output())) {
      return false;
    }
    replaced.addAll(Nodes.reads(conv));
    String prefix = conv.input(1).orElseThrow().name() + "_folded";
    Value w = scope.constant(tensor(kernel, type, weights.shape()), prefix, conv);
    Value b = scope.constant(tensor(offset, type, perChannel), prefix + "_bias", conv);
    conv.resizeInputs(3).setInput(1, w).setInput(2, b);
    replaced.removeIf(value -> Constants.of(value).isEmpty());
    Rewire.removeUnused(List.of(), replaced);
    return true;
  }

  private static boolean fits(Tensor tensor, DataType type, Shape shape) {
    return tensor.dataType() == type && tensor.shape().equals(shape);
  }

  /// Multiplies the weights of each channel put out by its factor.
  ///
  /// @param transposed the node whose channels put out come second in the weights, by group; null
  ///   where they come first
  /// @return whether there is a factor for each channel; if not, nothing was changed
  private static boolean scale(
      double[] kernel, Tensor weights, double[] factors, @Nullable Node transposed) {
    long[] sizes =
        weights.shape().dims().stream().mapToLong(dim -> ((Dim.Known) dim).size()).toArray();
    long groups = transposed == null ? 1 : Nodes.integer(transposed, "group", 1);
    if (sizes.length < 3 || groups < 1 || kernel.length == 0) {
      return false;
    }
    int each = (int) sizes[transposed == null ? 0 : 1];
    int inner = transposed == null ? kernel.length / each : 1;
    for (int i = 2; transposed != null && i < sizes.length; i++) {
      inner *= (int) sizes[i];
    }
    if (each * groups != factors.length || sizes[0] % groups != 0) {
      return false;
    }
    long inputsPerGroup = sizes[0] / groups;
    for (int i = 0; i < kernel.length; i++) {
      int channel = i / inner % each;
      long group = transposed == null ? 0 : i / inner / each / inputsPerGroup;
      kernel[i] *= factors[(int) (group * each + channel)];
    }
    return true;
  }

  private static @Nullable Tensor constant(Node node, int index) {
    return node.input(index).flatMap(Constants::of).orElse(null);
  }

  private static double @Nullable [] factors(Node norm, List<Tensor> four) {
    double epsilon = Nodes.number(norm, "epsilon", 1e-5f);
    double[] factors = TensorNumbers.doubles(four.get(0));
    double[] variance = TensorNumbers.doubles(four.get(3));
    for (int i = 0; i < factors.length; i++) {
      if (!(variance[i] + epsilon > 0)) {
        return null;
      }
      factors[i] /= Math.sqrt(variance[i] + epsilon);
    }
    return factors;
  }

  private static Tensor tensor(double[] numbers, DataType type, Shape shape) {
    long[] sizes =
        shape.dims().stream().mapToLong(dim -> dim instanceof Dim.Known(long n) ? n : 0).toArray();
    if (type == DataType.DOUBLE) {
      return Tensor.of("", numbers, sizes);
    }
    float[] single = new float[numbers.length];
    for (int i = 0; i < single.length; i++) {
      single[i] = (float) numbers[i];
    }
    return Tensor.of("", single, sizes);
  }
}
