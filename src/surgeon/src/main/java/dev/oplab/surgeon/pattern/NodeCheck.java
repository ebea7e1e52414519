package dev.oplab.surgeon.pattern;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.List;
import java.util.Optional;

/// Compares a node, without its neighbours, with a node of a pattern.
final class NodeCheck {
  private static final String[] FITS = {};

  private NodeCheck() {}

  /// {@return nothing if the node fits, otherwise what was expected and what was found}
  static String[] of(OpTerm op, Node node) {
    if (!op.opTypes.isEmpty() && !op.opTypes.contains(node.opType())) {
      return wrong(op.operator(), node.opType());
    }
    if (op.domain != null && !op.domain.equals(node.domain())) {
      return wrong(label(op.domain), label(node.domain()));
    }
    int inputs = present(node.inputs());
    int wanted = op.inputs.size();
    while (wanted > 0 && mayBeOmitted(op.inputs.get(wanted - 1))) {
      wanted--;
    }
    if (inputs < wanted || (inputs > op.inputs.size() && !op.moreInputs)) {
      return wrong(op.inputs.size() + " inputs", inputs + " inputs");
    }
    int outputs = present(node.outputs());
    if (outputs != op.outputs) {
      return wrong(op.outputs + " outputs", outputs + " outputs");
    }
    for (OpTerm.Check check : op.checks) {
      if (!check.accepts().test(node)) {
        return wrong(check.says(), "a node that does not: " + node.attributes());
      }
    }
    return FITS;
  }

  private static boolean mayBeOmitted(Term term) {
    return term instanceof Term.Omitted
        || (term instanceof Term.Either(List<Term> terms)
            && terms.stream().anyMatch(NodeCheck::mayBeOmitted));
  }

  /// {@return how many there are up to the last that is not omitted}
  private static int present(List<Optional<Value>> values) {
    int count = values.size();
    while (count > 0 && values.get(count - 1).isEmpty()) {
      count--;
    }
    return count;
  }

  private static String label(String domain) {
    return domain.isEmpty() ? "ONNX's own domain" : "domain '" + domain + "'";
  }

  private static String[] wrong(String expected, String found) {
    return new String[] {expected, found};
  }
}
