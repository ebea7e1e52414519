package dev.oplab.surgeon.pass;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.Match;
import dev.oplab.surgeon.pattern.OpTerm;
import dev.oplab.surgeon.pattern.Pattern;
import dev.oplab.surgeon.pattern.TensorNumbers;
import dev.oplab.surgeon.pattern.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns a layer normalization written out into `LayerNormalization` (opset 17). Before: `d = x -
/// ReduceMean(x)`, `d / Sqrt(ReduceMean(d ^ 2) + epsilon) * scale + bias`. After: the node that
/// puts out the result is `LayerNormalization(x, scale, bias)`.
///
/// Both means must run over the same last axes. Scale (and bias) must be `float32` constants with
/// one dimension for each of those axes, each greater than 1, and of the sizes of `x` where those
/// are known. Other element types are left alone: the fused operator rounds differently for them.
final class FuseLayerNorm extends Raising {
  private static final List<Pattern> FORMS =
      List.of(form(true, true), form(true, false), form(false, true), form(false, false));

  FuseLayerNorm(boolean raises) {
    super("fuse-layernorm", 17, raises);
  }

  private static Pattern form(boolean power, boolean bias) {
    Term x = Term.any("x");
    OpTerm mean = Term.op("ReduceMean", x).moreInputs().as("mean");
    OpTerm centred = Term.op("Sub", x, mean);
    OpTerm square =
        power
            ? Term.op("Pow", centred, Term.constant("two").number(2))
            : Term.op("Mul", centred, centred);
    OpTerm variance = Term.op("ReduceMean", square).moreInputs().as("variance");
    OpTerm sum = Term.op("Add", variance, Term.constant("epsilon")).commutative();
    OpTerm normal = Term.op("Div", centred, Term.op("Sqrt", sum));
    OpTerm scaled = Term.op("Mul", normal, Term.any("scale")).commutative();
    return Pattern.of(bias ? Term.op("Add", scaled, Term.any("bias")).commutative() : scaled);
  }

  @Override
  public String summary() {
    return "Turns a layer normalization written out into LayerNormalization (opset 17).";
  }

  @Override
  List<Match> matches(Scope scope) {
    List<Match> found = new ArrayList<>();
    Set<Node> taken = new HashSet<>();
    for (Pattern form : FORMS) {
      for (Match match : form.matches(scope.graph())) {
        if (match.nodes().stream().noneMatch(taken::contains) && fits(match)) {
          taken.addAll(match.nodes());
          found.add(match);
        }
      }
    }
    return found;
  }

  private static boolean fits(Match match) {
    Node mean = match.node("mean");
    Node variance = match.node("variance");
    long[] axes = axes(mean);
    if (axes == null
        || !Arrays.equals(axes, axes(variance))
        || Nodes.integer(mean, "keepdims", 1) != 1
        || Nodes.integer(variance, "keepdims", 1) != 1) {
      return false;
    }
    Optional<Shape> x = Nodes.shape(match.value("x"));
    Tensor epsilon = match.tensor("epsilon");
    return areLast(axes, x)
        && epsilon.dataType() == DataType.FLOAT
        && TensorNumbers.scalar(epsilon).orElse(-1) > 0
        && epsilon.shape().rank() == 0
        && isParameter(match.value("scale"), axes.length, x)
        && (match.valueIfPresent("bias").isEmpty()
            || isParameter(match.value("bias"), axes.length, x));
  }

  private static long @Nullable [] axes(Node reduce) {
    return Nodes.integers(reduce, "axes", 1);
  }

  /// {@return whether these are the last axes, in order}
  private static boolean areLast(long[] axes, Optional<Shape> shape) {
    boolean last = axes.length > 0;
    for (int i = 0; i < axes.length; i++) {
      long fromEnd = axes[i];
      if (fromEnd >= 0) {
        fromEnd = shape.isPresent() ? fromEnd - shape.get().rank() : 0;
      }
      last &= fromEnd == i - axes.length;
    }
    return last;
  }

  private static boolean isParameter(Value value, int axes, Optional<Shape> x) {
    Tensor tensor = OpsetRaise.behindIdentity(value).orElse(null);
    if (tensor == null
        || tensor.dataType() != DataType.FLOAT
        || tensor.shape().rank() != axes
        || (x.isPresent() && x.get().rank() < axes)) {
      return false;
    }
    for (int i = 0; i < axes; i++) {
      Dim size = tensor.shape().dims().get(i);
      if (size.equals(Dim.of(1))) {
        return false;
      }
      if (x.isPresent()) {
        Dim known = x.get().dims().get(x.get().rank() - axes + i);
        if (known.isKnown() && !known.equals(size)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  PassResult.Row rewrite(Match match, Scope scope) {
    Node norm = match.root();
    PassResult.Row row =
        PassResult.Row.of(
            norm, "now LayerNormalization, in place of %d nodes".formatted(match.nodes().size()));
    long[] axes = axes(match.node("mean"));
    double epsilon = TensorNumbers.scalar(match.tensor("epsilon")).orElseThrow();
    Optional<Value> bias = match.valueIfPresent("bias");
    norm.resizeInputs(bias.isPresent() ? 3 : 2)
        .setInput(0, match.value("x"))
        .setInput(1, match.value("scale"));
    bias.ifPresent(value -> norm.setInput(2, value));
    norm.opType("LayerNormalization");
    norm.attribute("axis", -(long) (axes == null ? 1 : axes.length));
    norm.attribute("epsilon", epsilon);
    Rewire.removeUnused(match.nodes().subList(1, match.nodes().size()));
    return row;
  }
}
