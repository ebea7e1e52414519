package dev.oplab.surgeon.pass;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.TensorNumbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns a layer normalization written out into `LayerNormalization` (opset 17). Before: `d = x -
/// ReduceMean(x)`, `d / Sqrt(ReduceMean(d ^ 2) + epsilon) * scale + bias`, in the forms of
/// [LayerNormForms]. After: the node that puts out the result is `LayerNormalization(x, scale,
/// bias)`.
///
/// Both means must run over the same last axes. Scale and bias must have one size for each of those
/// axes, those of `x` where they are known, otherwise greater than 1; where there is no scale, the
/// sizes of `x` must be known. Elements are `float32`, or `float16` and `bfloat16` where only the
/// deviation is computed in `float32`; others are left alone, as the fused operator rounds
/// differently for them.
final class FuseLayerNorm extends Raising {

  FuseLayerNorm(boolean raises) {
    super("fuse-layernorm", 17, 0, raises);
  }

  /// A normalization that fits: `root` is its last node, `scale` is null for none.
  private record Fit(
      LayerNormForms.Form form,
      int axes,
      Node root,
      List<Node> nodes,
      @Nullable Value scale,
      @Nullable Value bias) {}

  @Override
  public String summary() {
    return "Turns a layer normalization written out into LayerNormalization (opset 17).";
  }

  @Override
  List<Site> sites(Scope scope) {
    List<Site> found = new ArrayList<>();
    Set<Node> taken = new HashSet<>();
    Ranks ranks = new Ranks();
    ElementTypes types = new ElementTypes();
    for (LayerNormForms.Form form : LayerNormForms.in(scope.graph())) {
      Fit fit = fit(form, ranks, types);
      if (fit != null && fit.nodes().stream().noneMatch(taken::contains)) {
        taken.addAll(fit.nodes());
        found.add(new Site(fit.nodes(), () -> rewrite(fit, scope)));
      }
    }
    return found;
  }

  private static @Nullable Fit fit(LayerNormForms.Form form, Ranks ranks, ElementTypes types) {
    Value x = form.match().value("x");
    int rank = ranks.of(x);
    int axes = lastAxes(form.match().node("mean"), rank);
    if (axes < 1
        || axes != lastAxes(form.match().node("variance"), rank)
        || !areNumbers(form, Math.max(rank, axes))) {
      return null;
    }
    if (form.isWhole()) {
      Value scale = form.match().value("scale");
      Value bias = form.match().value("bias");
      boolean fits = isParameter(scale, axes, x, types) && isParameter(bias, axes, x, types);
      return fits ? new Fit(form, axes, form.root(), form.nodes(), scale, bias) : null;
    }
    return withParameters(form, axes, types);
  }

  /// Follows the normalized value to its cast back, scale and bias.
  private static @Nullable Fit withParameters(
      LayerNormForms.Form form, int axes, ElementTypes types) {
    Value x = form.match().value("x");
    Node root = form.root();
    List<Node> nodes = new ArrayList<>(form.nodes());
    if (form.isHalf()) {
      Node cast = Nodes.onlyUser(root.output()).orElse(null);
      if (cast == null
          || !Nodes.is(cast, "Cast")
          || !isHalf(types.of(x))
          || Nodes.integer(cast, "to", 0) != types.of(x).code()) {
        return null;
      }
      root = cast;
      nodes.addFirst(cast);
    }
    Value scale = parameter(root, "Mul", axes, x, types);
    if (scale != null) {
      root = Nodes.onlyUser(root.output()).orElseThrow();
      nodes.addFirst(root);
    } else if (sizes(x, axes) == null) {
      return null;
    }
    Value bias = parameter(root, "Add", axes, x, types);
    if (bias != null) {
      root = Nodes.onlyUser(root.output()).orElseThrow();
      nodes.addFirst(root);
    }
    return new Fit(form, axes, root, nodes, scale, bias);
  }

  private static boolean isHalf(DataType type) {
    return type == DataType.FLOAT16 || type == DataType.BFLOAT16;
  }

  /// {@return what the only user of the node, one of this operator, combines it with; null if that
  /// is no parameter}
  private static @Nullable Value parameter(
      Node node, String op, int axes, Value x, ElementTypes types) {
    Node user = Nodes.onlyUser(node.output()).filter(next -> Nodes.is(next, op)).orElse(null);
    if (user == null || user.inputs().size() != 2) {
      return null;
    }
    int other = user.input(0).equals(Optional.of(node.output())) ? 1 : 0;
    return user.input(other).filter(value -> isParameter(value, axes, x, types)).orElse(null);
  }

  /// {@return over how many last axes the node reduces, keeping them; 0 if it does otherwise}
  private static int lastAxes(Node reduce, int rank) {
    long[] axes = Nodes.integers(reduce, "axes", 1);
    if (axes == null || Nodes.integer(reduce, "keepdims", 1) != 1) {
      return 0;
    }
    Set<Long> fromEnd = new HashSet<>();
    for (long axis : axes) {
      fromEnd.add(axis < 0 ? axis : rank == Ranks.UNKNOWN ? axis : axis - rank);
    }
    for (long i = -axes.length; i < 0; i++) {
      if (!fromEnd.contains(i)) {
        return 0;
      }
    }
    return axes.length;
  }

  /// {@return whether epsilon is a positive `float32`, and each constant one number that leaves the
  /// shape as it is}
  private static boolean areNumbers(LayerNormForms.Form form, int rank) {
    Tensor epsilon = form.match().tensor("epsilon");
    return epsilon.dataType() == DataType.FLOAT
        && TensorNumbers.scalar(epsilon).orElse(-1) > 0
        && form.constants().stream()
            .allMatch(
                constant -> TensorNumbers.count(constant) == 1 && constant.shape().rank() <= rank);
  }

  private static boolean isParameter(Value value, int axes, Value x, ElementTypes types) {
    Value known = Nodes.behindIdentity(value);
    Shape shape = Nodes.staticShape(known).orElse(null);
    DataType type = types.of(x) == DataType.UNDEFINED ? DataType.FLOAT : types.of(x);
    if (shape == null || shape.rank() != axes || types.of(known) != type) {
      return false;
    }
    Optional<Shape> whole = Nodes.shape(x).filter(given -> given.rank() >= axes);
    for (int i = 0; i < axes; i++) {
      Dim size = shape.dims().get(i);
      Dim of =
          whole.isEmpty() ? Dim.unknown() : whole.get().dims().get(whole.get().rank() - axes + i);
      if (of.isKnown() ? !of.equals(size) : size.equals(Dim.of(1))) {
        return false;
      }
    }
    return true;
  }

  /// {@return the sizes of the last axes, null if they are not known}
  private static @Nullable Shape sizes(Value x, int axes) {
    Shape shape = Nodes.shape(x).orElse(null);
    if (shape == null || shape.rank() < axes) {
      return null;
    }
    List<Dim> last = shape.dims().subList(shape.rank() - axes, shape.rank());
    return last.stream().allMatch(Dim::isKnown) ? new Shape(last) : null;
  }

  private static PassResult.Row rewrite(Fit fit, Scope scope) {
    Node norm = fit.root();
    Value x = fit.form().match().value("x");
    Value scale = fit.scale() == null ? ones(fit, x, scope) : fit.scale();
    PassResult.Row row =
        PassResult.Row.of(
            norm, "now LayerNormalization, in place of %d nodes".formatted(fit.nodes().size()));
    double epsilon = TensorNumbers.scalar(fit.form().match().tensor("epsilon")).orElseThrow();
    Nodes.become(
        norm,
        "LayerNormalization",
        fit.bias() == null ? List.of(x, scale) : List.of(x, scale, fit.bias()));
    norm.attribute("axis", -(long) fit.axes()).attribute("epsilon", epsilon);
    List<Node> inside = fit.nodes().stream().filter(node -> node != norm).toList();
    Rewire.removeUnused(inside, fit.form().match().values().values());
    return row;
  }

  private static Value ones(Fit fit, Value x, Scope scope) {
    DataType type = fit.form().isHalf() ? new ElementTypes().of(x) : DataType.FLOAT;
    Shape sizes = Objects.requireNonNull(sizes(x, fit.axes()));
    Tensor ones = Objects.requireNonNull(Filled.of(type, 1, sizes));
    return scope.constant(ones, fit.root().output().name() + "_scale", fit.root());
  }
}
