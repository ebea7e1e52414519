package dev.oplab.surgeon.pass;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.Match;
import dev.oplab.surgeon.pattern.Pattern;
import dev.oplab.surgeon.pattern.TensorNumbers;
import dev.oplab.surgeon.pattern.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns a `Min` and a `Max` with constants into one `Clip`. Before: `x -> Max(0) -> Min(6) -> y`,
/// or the other way round. After: `x -> Clip(0, 6) -> y`, by attributes before opset 11. The node
/// that puts out `y` becomes the `Clip`. The limits must be single numbers in the right order, and
/// not have more dimensions than `x` is known to have; before opset 12 they must be `float32` or
/// `float16`.
final class MinMaxToClip implements Pass {
  private static final Pattern MIN_OF_MAX = pattern("Min", "high", "Max", "low");
  private static final Pattern MAX_OF_MIN = pattern("Max", "low", "Min", "high");

  private static Pattern pattern(String outer, String outerLimit, String inner, String innerLimit) {
    Term inside = Term.op(inner, Term.any("x"), limit(innerLimit)).commutative();
    return Pattern.of(Term.op(outer, inside, limit(outerLimit)).commutative());
  }

  private static Term limit(String name) {
    return Term.constant(name)
        .where("is one number", tensor -> TensorNumbers.scalar(tensor).isPresent());
  }

  @Override
  public String name() {
    return "minmax-to-clip";
  }

  @Override
  public String summary() {
    return "Turns a Min and a Max with constants into one Clip.";
  }

  @Override
  public String needs() {
    return "opset 6";
  }

  @Override
  public Optional<String> requires(Model model) {
    return Scope.opset(model) >= 6
        ? Optional.empty()
        : Optional.of("Clip before opset 6 is another operator. Fix: raise the opset.");
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    Ranks ranks = new Ranks();
    for (Scope scope : Scope.of(model)) {
      for (Pattern pattern : List.of(MIN_OF_MAX, MAX_OF_MIN)) {
        for (Match match : pattern.matches(scope.graph())) {
          if (fits(match, scope.opset(), ranks)) {
            rows.add(rewrite(match, scope));
          }
        }
      }
    }
    return PassResult.of(this, rows);
  }

  private static boolean fits(Match match, long opset, Ranks ranks) {
    Tensor low = match.tensor("low");
    Tensor high = match.tensor("high");
    double from = TensorNumbers.scalar(low).orElse(Double.NaN);
    double to = TensorNumbers.scalar(high).orElse(Double.NaN);
    DataType type = low.dataType();
    boolean typed =
        switch (type) {
          case FLOAT, FLOAT16 -> true;
          case INT64 -> opset >= 12 && Math.max(Math.abs(from), Math.abs(to)) < 1L << 53;
          default -> opset >= 12;
        };
    return typed
        && type == high.dataType()
        && from <= to
        && ranks.keeps(match.value("x"), low)
        && ranks.keeps(match.value("x"), high);
  }

  private static PassResult.Row rewrite(Match match, Scope scope) {
    Node clip = match.root();
    Node inner = match.nodes().getLast();
    PassResult.Row row = PassResult.Row.of(clip, "with " + inner + " now one Clip");
    Value x = match.value("x");
    if (scope.opset() >= 11) {
      Value low = scalar(match, "low", scope);
      Value high = scalar(match, "high", scope);
      clip.resizeInputs(3).setInput(0, x).setInput(1, low).setInput(2, high);
    } else {
      clip.resizeInputs(1).setInput(0, x);
      clip.attribute("min", TensorNumbers.scalar(match.tensor("low")).orElseThrow());
      clip.attribute("max", TensorNumbers.scalar(match.tensor("high")).orElseThrow());
    }
    clip.opType("Clip");
    Rewire.removeUnused(List.of(inner), match.values().values());
    return row;
  }

  private static Value scalar(Match match, String limit, Scope scope) {
    Value value = match.value(limit);
    Tensor tensor = match.tensor(limit);
    if (tensor.shape().rank() == 0) {
      return value;
    }
    Tensor flat = Tensor.of("", tensor.dataType(), Shape.of(), tensor.data());
    return scope.constant(flat, value.name() + "_scalar", match.root());
  }
}
