package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Node;
import dev.oplab.surgeon.pattern.Constants;
import dev.oplab.surgeon.pattern.Match;
import dev.oplab.surgeon.pattern.OpTerm;
import dev.oplab.surgeon.pattern.Pattern;
import dev.oplab.surgeon.pattern.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Turns a GELU written out into `Gelu` (opset 20). Before: `0.5 * x * (1 + erf(x / sqrt(2)))`, or
/// `0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x ^ 3)))`. After: the node that puts out the
/// result is `Gelu(x)`, in the second case with `approximate="tanh"`.
///
/// Products and sums may be in any order; a factor may also be a division by its inverse, a power
/// also a product, and the sum in the tangent also `x * (1 + 0.044715 * x * x)`. Constants must be
/// single numbers, exact to a relative 1e-6, that leave the shape as it is.
final class FuseGelu extends Raising {
  private static final Term X = Term.any("x");
  private static final List<Pattern> ERF = products(errorFunctions());
  private static final List<Pattern> TANH = products(tangents());

  FuseGelu(boolean raises) {
    super("fuse-gelu", 20, 0, raises);
  }

  private static List<OpTerm> errorFunctions() {
    return List.of(
        Term.op("Erf", Term.op("Div", X, number("root", Math.sqrt(2)))),
        Term.op("Erf", times(X, number("root", Math.sqrt(0.5)))));
  }

  private static List<OpTerm> tangents() {
    Term beta = number("beta", Math.sqrt(2 / Math.PI));
    Term kappa = number("kappa", 0.044715);
    List<OpTerm> all = new ArrayList<>();
    for (OpTerm cube : List.of(Term.op("Pow", X, number("three", 3)), times(X, times(X, X)))) {
      OpTerm inner = Term.op("Add", X, times(cube, kappa)).commutative();
      all.add(Term.op("Tanh", times(inner, beta)));
    }
    for (OpTerm square :
        List.of(
            times(times(X, kappa), X),
            times(times(X, X), kappa),
            times(Term.op("Pow", X, number("two", 2)), kappa))) {
      OpTerm inner = Term.op("Add", square, number("unit", 1)).commutative();
      all.add(Term.op("Tanh", times(times(X, beta), inner)));
      all.add(Term.op("Tanh", times(times(X, inner), beta)));
    }
    return all;
  }

  /// {@return the ways to multiply `x`, one half, and one plus each of the functions}
  private static List<Pattern> products(List<OpTerm> functions) {
    List<Pattern> all = new ArrayList<>();
    for (OpTerm function : functions) {
      OpTerm sum = Term.op("Add", function, number("one", 1)).commutative();
      all.add(Pattern.of(times(times(X, sum), number("half", 0.5))));
      all.add(Pattern.of(times(times(X, number("half", 0.5)), sum)));
      all.add(Pattern.of(times(times(sum, number("half", 0.5)), X)));
      all.add(Pattern.of(Term.op("Div", times(X, sum), number("half", 2))));
      all.add(Pattern.of(times(Term.op("Div", X, number("half", 2)), sum)));
      all.add(Pattern.of(times(Term.op("Div", sum, number("half", 2)), X)));
    }
    return List.copyOf(all);
  }

  private static OpTerm times(Term a, Term b) {
    return Term.op("Mul", a, b).commutative();
  }

  private static Term number(String name, double number) {
    return Term.constant(name).number(number);
  }

  @Override
  public String summary() {
    return "Turns 0.5 * x * (1 + erf(x / sqrt(2))), and the form with tanh, into Gelu (opset 20).";
  }

  @Override
  List<Site> sites(Scope scope) {
    List<Site> found = new ArrayList<>();
    Set<Node> taken = new HashSet<>();
    Ranks ranks = new Ranks();
    Set<String> operators = new HashSet<>();
    scope.graph().nodes().forEach(node -> operators.add(node.opType()));
    for (boolean tanh : new boolean[] {false, true}) {
      boolean possible = operators.contains(tanh ? "Tanh" : "Erf");
      for (Pattern form : possible ? tanh ? TANH : ERF : List.<Pattern>of()) {
        for (Match match : form.matches(scope.graph())) {
          if (keepShape(match, ranks) && match.nodes().stream().noneMatch(taken::contains)) {
            taken.addAll(match.nodes());
            found.add(new Site(match.nodes(), () -> rewrite(match, tanh)));
          }
        }
      }
    }
    return found;
  }

  private static boolean keepShape(Match match, Ranks ranks) {
    return match.values().entrySet().stream()
        .filter(entry -> !entry.getKey().equals("x"))
        .allMatch(
            entry -> ranks.keeps(match.value("x"), Constants.of(entry.getValue()).orElseThrow()));
  }

  private static PassResult.Row rewrite(Match match, boolean tanh) {
    Node gelu = match.root();
    PassResult.Row row =
        PassResult.Row.of(gelu, "now Gelu, in place of %d nodes".formatted(match.nodes().size()));
    Nodes.become(gelu, "Gelu", List.of(match.value("x")));
    if (tanh) {
      gelu.attribute("approximate", "tanh");
    }
    Rewire.removeUnused(match.nodes().subList(1, match.nodes().size()), match.values().values());
    return row;
  }
}
