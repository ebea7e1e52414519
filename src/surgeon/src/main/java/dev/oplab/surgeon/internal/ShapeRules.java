package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.ValueType;
import dev.oplab.onnx.ValueType.TensorType;
import dev.oplab.surgeon.pattern.Constants;
import dev.oplab.surgeon.pattern.TensorNumbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// The shape of what one node puts out, as far as it follows from the shapes of what it takes in
/// and from constants. Immutable.
final class ShapeRules {
  private static final Set<String> AS_FIRST_INPUT =
      Set.of(
          """
          Abs Acos Acosh Asin Asinh Atan Atanh BatchNormalization Bernoulli BitCast BitwiseNot Cast
          CastLike Ceil Celu Clip Cos Cosh CumProd CumSum DequantizeLinear Dropout
          DynamicQuantizeLinear Elu Erf Exp EyeLike Floor Gelu GroupNormalization HardSigmoid
          HardSwish Hardmax Identity InstanceNormalization IsInf IsNaN LRN LayerNormalization
          LeakyRelu Log LogSoftmax LpNormalization MeanVarianceNormalization Mish Neg Not PRelu
          QuantizeLinear RMSNormalization RandomNormalLike RandomUniformLike Reciprocal Relu
          ReverseSequence Round Scatter ScatterElements ScatterND Selu Shrink Sigmoid Sign Sin Sinh
          Softmax Softplus Softsign Sqrt Swish Tan Tanh TensorScatter ThresholdedRelu Trilu
          """
              .trim()
              .split("\\s+"));
  private static final Set<String> BROADCAST =
      Set.of(
          """
          Add And BitShift BitwiseAnd BitwiseOr BitwiseXor Div Equal Greater GreaterOrEqual Less
          LessOrEqual Max Mean Min Mod Mul Or Pow Sub Sum Where Xor
          """
              .trim()
              .split("\\s+"));

  private final Node node;
  private final List<ValueType> inputs;

  ShapeRules(Node node, List<ValueType> inputs) {
    this.node = node;
    this.inputs = inputs;
  }

  /// {@return the shape of this output, null if not even the rank follows}
  @Nullable Shape of(int output) {
    String op = node.opType();
    boolean first = output == 0 || (output == 1 && op.equals("Dropout"));
    if (op.equals("Split")) {
      return alongAxis(integer(node, "axis", 0), splitSize(output));
    }
    if (op.equals("TopK")) {
      return alongAxis(integer(node, "axis", -1), topSize());
    }
    if (!first) {
      return op.equals("MaxPool") ? window() : null;
    }
    if (AS_FIRST_INPUT.contains(op)) {
      return shape(0);
    }
    if (BROADCAST.contains(op)) {
      return node.attribute("broadcast").isPresent() ? shape(0) : broadcast();
    }
    if (op.startsWith("Reduce")) {
      return reduce(integers("axes", 1), integer(node, "noop_with_empty_axes", 0) == 1);
    }
    return switch (op) {
      case "ArgMax", "ArgMin" -> reduce(new long[] {integer(node, "axis", 0)}, false);
      case "Constant" -> Constants.of(node).map(Tensor::shape).orElse(null);
      case "ConstantOfShape", "Expand" -> target();
      case "Reshape" -> reshape();
      case "Transpose" -> transpose();
      case "MatMul" -> Shapes.matMul(shape(0), shape(1));
      case "Gemm" -> gemm();
      case "Flatten" -> Shapes.flatten(shape(0), integer(node, "axis", 1));
      case "Squeeze" -> Shapes.squeeze(shape(0), integers("axes", 1), node.input(1).isPresent());
      case "Unsqueeze" -> Shapes.unsqueeze(shape(0), integers("axes", 1));
      case "Concat" -> Shapes.concat(shapes(), integer(node, "axis", 0));
      case "Gather" -> Shapes.gather(shape(0), shape(1), integer(node, "axis", 0));
      case "GatherElements" -> shape(1);
      case "Slice" -> slice();
      case "Shape" -> shapeOfShape();
      case "Size" -> Shape.of();
      case "NonZero" -> shape(0) == null ? null : new Shape(List.of(rank(0), Dim.unknown()));
      case "Range" -> new Shape(List.of(Dim.unknown()));
      case "Pad", "Resize", "Tile", "Upsample" -> Shapes.unknown(shape(0));
      case "Conv", "ConvTranspose", "AveragePool", "LpPool", "MaxPool" -> window();
      case "GlobalAveragePool", "GlobalLpPool", "GlobalMaxPool" -> Shapes.global(shape(0));
      default -> null;
    };
  }

  private @Nullable Shape shape(int input) {
    return input < inputs.size() && inputs.get(input) instanceof TensorType tensor
        ? tensor.shape()
        : null;
  }

  private List<@Nullable Shape> shapes() {
    List<@Nullable Shape> shapes = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      shapes.add(shape(i));
    }
    return shapes;
  }

  private Dim rank(int input) {
    Shape shape = shape(input);
    return shape == null ? Dim.unknown() : Dim.of(shape.rank());
  }

  private @Nullable Shape broadcast() {
    Shape all = Shape.of();
    for (Shape one : shapes()) {
      all = Shapes.broadcast(all, one);
    }
    return all;
  }

  private @Nullable Shape reduce(long @Nullable [] axes, boolean keepsAll) {
    boolean given = axes != null || (node.opType().startsWith("R") && node.input(1).isPresent());
    boolean keeps = integer(node, "keepdims", 1) == 1;
    if (given && axes == null) {
      return keeps ? Shapes.unknown(shape(0)) : null;
    }
    if (axes == null || axes.length == 0) {
      return keepsAll ? shape(0) : Shapes.reduceAll(shape(0), keeps);
    }
    return Shapes.reduce(shape(0), axes, keeps);
  }

  /// {@return the shape that is an input, where that has known elements or at least a known length}
  private @Nullable Shape target() {
    boolean expands = node.opType().equals("Expand");
    int index = expands ? 1 : 0;
    long[] sizes = constant(index);
    Shape shape = sizes == null ? listed(index) : Shapes.ofSizes(sizes);
    return expands ? Shapes.broadcast(shape, shape(0)) : shape;
  }

  /// {@return a shape of unknown sizes whose rank is the length of a list}
  private @Nullable Shape listed(int input) {
    Shape list = shape(input);
    return list != null
            && list.rank() == 1
            && list.dims().getFirst() instanceof Dim.Known(long length)
            && length < 100
        ? new Shape(Collections.nCopies((int) length, Dim.unknown()))
        : null;
  }

  private @Nullable Shape reshape() {
    long[] sizes = integers("shape", 1);
    if (sizes == null) {
      return listed(1);
    }
    return Shapes.reshape(shape(0), sizes, integer(node, "allowzero", 0) == 1);
  }

  private @Nullable Shape transpose() {
    Shape shape = shape(0);
    long[] order = integers("perm", -1);
    if (shape == null) {
      return order == null ? null : Shapes.unknown(Shape.of(order));
    }
    if (order == null) {
      return new Shape(shape.dims().reversed());
    }
    return new Shape(LongStream.of(order).mapToObj(axis -> Shapes.dim(shape, (int) axis)).toList());
  }

  private Shape gemm() {
    boolean a = integer(node, "transA", 0) == 1;
    boolean b = integer(node, "transB", 0) == 1;
    return new Shape(List.of(Shapes.dim(shape(0), a ? 1 : 0), Shapes.dim(shape(1), b ? 0 : 1)));
  }

  private @Nullable Shape slice() {
    long[] starts = integers("starts", 1);
    long[] ends = integers("ends", 2);
    long[] axes = integers("axes", 3);
    if (axes == null && node.input(3).isEmpty() && starts != null) {
      axes = LongStream.range(0, starts.length).toArray();
    }
    boolean stepped = node.input(4).isPresent();
    long[] steps = constant(4);
    return Shapes.slice(shape(0), starts, ends, axes, steps, stepped);
  }

  private @Nullable Shape shapeOfShape() {
    Shape shape = shape(0);
    boolean part = node.attribute("start").isPresent() || node.attribute("end").isPresent();
    if (shape == null) {
      return new Shape(List.of(Dim.unknown()));
    }
    int rank = shape.rank();
    long from = Shapes.clamp(integer(node, "start", 0), rank);
    long to = Shapes.clamp(integer(node, "end", rank), rank);
    return Shape.of(part ? Math.max(0, to - from) : rank);
  }

  private @Nullable Shape alongAxis(long axis, Dim size) {
    Shape shape = shape(0);
    return shape == null ? null : Shapes.with(shape, axis, size);
  }

  private Dim splitSize(int output) {
    long[] sizes = integers("split", 1);
    if (sizes != null) {
      return output < sizes.length ? Dim.of(sizes[output]) : Dim.unknown();
    }
    Shape shape = shape(0);
    int parts = node.outputs().size();
    Dim whole =
        shape == null || node.input(1).isPresent()
            ? Dim.unknown()
            : Shapes.dim(shape, Shapes.axis(shape, integer(node, "axis", 0)));
    if (!(whole instanceof Dim.Known(long size)) || size < 0) {
      return Dim.unknown();
    }
    long each = (size + parts - 1) / parts;
    return Dim.of(Math.clamp(size - output * each, 0, each));
  }

  private Dim topSize() {
    long[] count = integers("k", 1);
    return count != null && count.length == 1
        ? Dim.of(count[0])
        : node.attribute("k").isPresent() ? Dim.of(integer(node, "k", 0)) : Dim.unknown();
  }

  private @Nullable Shape window() {
    boolean convolves = node.opType().equals("Conv");
    if (node.opType().equals("ConvTranspose") || integer(node, "ceil_mode", 0) == 1) {
      Shape unknown = Shapes.unknown(shape(0));
      return unknown == null ? null : Shapes.with(unknown, 0, Shapes.dim(shape(0), 0));
    }
    return new Windows(node).of(shape(0), convolves ? shape(1) : null, convolves);
  }

  /// {@return the integers of an attribute, or of the constant input at `index`, null for none}
  private long @Nullable [] integers(String key, int index) {
    return node.attribute(key).orElse(null) instanceof Attribute.Ints(List<Long> values)
        ? values.stream().mapToLong(Long::longValue).toArray()
        : constant(index);
  }

  private long @Nullable [] constant(int index) {
    try {
      return index < 0
          ? null
          : node.input(index).flatMap(Constants::of).flatMap(TensorNumbers::integers).orElse(null);
    } catch (OnnxException _) {
      return null; // A constant that cannot be read, as its file is missing, says nothing.
    }
  }

  static long integer(Node node, String key, long otherwise) {
    return node.attribute(key).orElse(null) instanceof Attribute.IntValue(long value)
        ? value
        : otherwise;
  }
}
