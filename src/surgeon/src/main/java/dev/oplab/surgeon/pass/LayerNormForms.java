package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.surgeon.pattern.Constants;
import dev.oplab.surgeon.pattern.Match;
import dev.oplab.surgeon.pattern.OpTerm;
import dev.oplab.surgeon.pattern.Pattern;
import dev.oplab.surgeon.pattern.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The forms in which exporters write a layer normalization out.
///
/// PyTorch: `d / Sqrt(ReduceMean(Pow(d, 2)) + epsilon)` with `d = x - ReduceMean(x)`, which for
/// 16-bit numbers is cast to `float32` first and the result back; scale and bias follow. The square
/// may be a product, the root a power, and the division a product with the inverse. TensorFlow: `x
/// * a + (bias - ReduceMean(x) * a)` with `a = scale / Sqrt(...)`.
final class LayerNormForms {
  private static final Term X = Term.any("x");
  private static final List<Pattern> NORMAL = forms(false);
  private static final List<Pattern> HALF = forms(true);
  private static final List<Pattern> WHOLE = wholes();

  /// One place that has a form; whether it computes in `float32` what is of 16 bits outside, and
  /// whether it is `whole`, that is, with scale and bias.
  record Form(Match match, boolean isHalf, boolean isWhole) {
    Node root() {
      return match.root();
    }

    List<Node> nodes() {
      return match.nodes();
    }

    /// {@return the numbers in it}
    List<Tensor> constants() {
      Set<String> others = Set.of("x", "scale", "bias");
      return match.values().entrySet().stream()
          .filter(entry -> !others.contains(entry.getKey()))
          .map(entry -> Constants.of(entry.getValue()).orElseThrow())
          .toList();
    }
  }

  private LayerNormForms() {}

  /// {@return the places in `graph`, the larger forms first}
  static List<Form> in(Graph graph) {
    return Stream.of(
            matches(WHOLE, graph).map(match -> new Form(match, false, true)),
            matches(HALF, graph).map(match -> new Form(match, true, false)),
            matches(NORMAL, graph).map(match -> new Form(match, false, false)))
        .flatMap(each -> each)
        .toList();
  }

  private static Stream<Match> matches(List<Pattern> patterns, Graph graph) {
    return patterns.stream().flatMap(pattern -> pattern.matches(graph).stream());
  }

  private static OpTerm mean() {
    return Term.op("ReduceMean", X).moreInputs().as("mean");
  }

  /// {@return the ways to write the deviation of `centred`}
  private static List<OpTerm> deviations(OpTerm centred) {
    List<OpTerm> all = new ArrayList<>();
    for (OpTerm square :
        List.of(
            Term.op("Pow", centred, Term.constant("two").number(2)),
            Term.op("Mul", centred, centred))) {
      OpTerm variance = Term.op("ReduceMean", square).moreInputs().as("variance");
      OpTerm sum = Term.op("Add", variance, Term.constant("epsilon")).commutative();
      all.add(Term.op("Sqrt", sum));
      all.add(Term.op("Pow", sum, Term.constant("half").number(0.5)));
    }
    return all;
  }

  private static List<OpTerm> inverses(OpTerm deviation) {
    return List.of(
        Term.op("Reciprocal", deviation),
        Term.op("Div", Term.constant("one").number(1), deviation));
  }

  private static List<Pattern> forms(boolean half) {
    OpTerm centred = Term.op("Sub", X, mean());
    Attribute wide = new Attribute.IntValue(DataType.FLOAT.code());
    OpTerm used = half ? Term.op("Cast", centred).attribute("to", wide) : centred;
    List<Pattern> all = new ArrayList<>();
    for (OpTerm deviation : deviations(used)) {
      all.add(Pattern.of(Term.op("Div", used, deviation)));
      for (OpTerm inverse : inverses(deviation)) {
        all.add(Pattern.of(Term.op("Mul", used, inverse).commutative()));
      }
    }
    return List.copyOf(all);
  }

  private static List<Pattern> wholes() {
    OpTerm mean = mean();
    List<Pattern> all = new ArrayList<>();
    for (OpTerm deviation : deviations(Term.op("Sub", X, mean))) {
      for (OpTerm inverse : inverses(deviation)) {
        OpTerm factor = Term.op("Mul", inverse, Term.any("scale")).commutative();
        OpTerm moved = Term.op("Sub", Term.any("bias"), Term.op("Mul", mean, factor).commutative());
        all.add(
            Pattern.of(
                Term.op("Add", Term.op("Mul", X, factor).commutative(), moved).commutative()));
      }
    }
    return List.copyOf(all);
  }
}
