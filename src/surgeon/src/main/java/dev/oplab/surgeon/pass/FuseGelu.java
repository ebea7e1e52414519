package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Node;
import dev.oplab.surgeon.pattern.Match;
import dev.oplab.surgeon.pattern.OpTerm;
import dev.oplab.surgeon.pattern.Pattern;
import dev.oplab.surgeon.pattern.Term;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Turns the exact GELU written out into `Gelu` (opset 20). Before: `0.5 * x * (1 + erf(x /
/// sqrt(2)))` with the products in any order, and also times `sqrt(0.5)` instead of the division.
/// After: the node that puts out the result is `Gelu(x)`.
final class FuseGelu extends Raising {
  private static final List<Pattern> FORMS = forms();

  FuseGelu(boolean raises) {
    super("fuse-gelu", 20, raises);
  }

  private static List<Pattern> forms() {
    List<Pattern> forms = new ArrayList<>();
    Term x = Term.any("x");
    for (int divided = 0; divided < 2; divided++) {
      OpTerm scaled =
          divided == 1
              ? Term.op("Div", x, Term.constant("root").number(Math.sqrt(2)))
              : Term.op("Mul", x, Term.constant("root").number(Math.sqrt(0.5))).commutative();
      Term erf = Term.op("Erf", scaled);
      Term sum = Term.op("Add", erf, Term.constant("one").number(1)).commutative();
      Term half = Term.constant("half").number(0.5);
      forms.add(Pattern.of(times(times(x, sum), half)));
      forms.add(Pattern.of(times(times(x, half), sum)));
      forms.add(Pattern.of(times(times(sum, half), x)));
    }
    return List.copyOf(forms);
  }

  private static OpTerm times(Term a, Term b) {
    return Term.op("Mul", a, b).commutative();
  }

  @Override
  public String summary() {
    return "Turns 0.5 * x * (1 + erf(x / sqrt(2))) into Gelu (opset 20).";
  }

  @Override
  List<Match> matches(Scope scope) {
    List<Match> found = new ArrayList<>();
    Set<Node> taken = new HashSet<>();
    for (Pattern form : FORMS) {
      for (Match match : form.matches(scope.graph())) {
        boolean scalars =
            match.tensor("root").shape().rank() == 0
                && match.tensor("one").shape().rank() == 0
                && match.tensor("half").shape().rank() == 0;
        if (scalars && match.nodes().stream().noneMatch(taken::contains)) {
          taken.addAll(match.nodes());
          found.add(match);
        }
      }
    }
    return found;
  }

  @Override
  PassResult.Row rewrite(Match match, Scope scope) {
    Node gelu = match.root();
    PassResult.Row row =
        PassResult.Row.of(gelu, "now Gelu, in place of %d nodes".formatted(match.nodes().size()));
    gelu.resizeInputs(1).setInput(0, match.value("x")).opType("Gelu");
    Rewire.removeUnused(match.nodes().subList(1, match.nodes().size()));
    return row;
  }
}
