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
import java.util.HashSet;
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
  private static final List<Way> NORMAL = forms(false);
  private static final List<Way> HALF = forms(true);
  private static final List<Way> WHOLE = wholes();

  /// A form, and the operators without which a graph cannot have it.
  private record Way(Pattern pattern, Set<String> operators) {}

  /// A part of a form with its operators.
  private record Part(OpTerm term, Set<String> operators) {
    Part(OpTerm term, Part inner, String operator) {
      this(term, new HashSet<>(inner.operators));
      operators.add(operator);
    }
  }

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
    Set<String> operators = new HashSet<>();
    graph.nodes().forEach(node -> operators.add(node.opType()));
    if (!operators.contains("ReduceMean")) {
      return List.of();
    }
    return Stream.of(
            matches(WHOLE, graph, operators).map(match -> new Form(match, false, true)),
            matches(HALF, graph, operators).map(match -> new Form(match, true, false)),
            matches(NORMAL, graph, operators).map(match -> new Form(match, false, false)))
        .flatMap(each -> each)
        .toList();
  }

  private static Stream<Match> matches(List<Way> ways, Graph graph, Set<String> operators) {
    return ways.stream()
        .filter(way -> operators.containsAll(way.operators))
        .flatMap(way -> way.pattern.matches(graph).stream());
  }

  private static OpTerm mean() {
    return Term.op("ReduceMean", X).moreInputs().as("mean");
  }

  /// {@return the ways to write the deviation of `centred`}
  private static List<Part> deviations(OpTerm centred, Set<String> operators) {
    List<Part> all = new ArrayList<>();
    Part whole = new Part(centred, operators);
    for (Part square :
        List.of(
            new Part(Term.op("Pow", centred, Term.constant("two").number(2)), whole, "Pow"),
            new Part(Term.op("Mul", centred, centred), whole, "Mul"))) {
      OpTerm variance = Term.op("ReduceMean", square.term).moreInputs().as("variance");
      OpTerm sum = Term.op("Add", variance, Term.constant("epsilon")).commutative();
      all.add(new Part(Term.op("Sqrt", sum), square, "Sqrt"));
      all.add(new Part(Term.op("Pow", sum, Term.constant("half").number(0.5)), square, "Pow"));
    }
    return all;
  }

  private static List<Part> inverses(Part deviation) {
    return List.of(
        new Part(Term.op("Reciprocal", deviation.term), deviation, "Reciprocal"),
        new Part(Term.op("Div", Term.constant("one").number(1), deviation.term), deviation, "Div"));
  }

  private static List<Way> forms(boolean half) {
    OpTerm centred = Term.op("Sub", X, mean());
    Attribute wide = new Attribute.IntValue(DataType.FLOAT.code());
    OpTerm used = half ? Term.op("Cast", centred).attribute("to", wide) : centred;
    List<Way> all = new ArrayList<>();
    for (Part deviation : deviations(used, half ? Set.of("Cast") : Set.of())) {
      Part quotient = new Part(Term.op("Div", used, deviation.term), deviation, "Div");
      all.add(new Way(Pattern.of(quotient.term), quotient.operators));
      for (Part inverse : inverses(deviation)) {
        OpTerm product = Term.op("Mul", used, inverse.term).commutative();
        all.add(new Way(Pattern.of(product), inverse.operators));
      }
    }
    return List.copyOf(all);
  }

  private static List<Way> wholes() {
    OpTerm mean = mean();
    List<Way> all = new ArrayList<>();
    for (Part deviation : deviations(Term.op("Sub", X, mean), Set.of())) {
      for (Part inverse : inverses(deviation)) {
        OpTerm factor = Term.op("Mul", inverse.term, Term.any("scale")).commutative();
        OpTerm moved = Term.op("Sub", Term.any("bias"), Term.op("Mul", mean, factor).commutative());
        OpTerm scaled = Term.op("Mul", X, factor).commutative();
        OpTerm sum = Term.op("Add", scaled, moved).commutative();
        all.add(new Way(Pattern.of(sum), inverse.operators));
      }
    }
    return List.copyOf(all);
  }
}
