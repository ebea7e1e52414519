package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Model;
import dev.oplab.surgeon.pattern.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the passes share that need a certain opset and raise the model to it if told. The opset is
/// raised only if there is something to rewrite.
abstract class Raising implements Pass {
  private final String name;
  private final long needed;
  private final boolean raises;

  Raising(String name, long needed, boolean raises) {
    this.name = raises ? name + ":raise-opset" : name;
    this.needed = needed;
    this.raises = raises;
  }

  @Override
  public final String name() {
    return name;
  }

  /// {@return the places to rewrite; `opset` is the version that the graph has now}
  abstract List<Match> matches(Scope scope);

  /// Rewrites one place of a graph that has the opset needed.
  abstract PassResult.Row rewrite(Match match, Scope scope);

  @Override
  public final String needs() {
    return raises ? OpsetRaise.needs(needed) : "opset " + needed;
  }

  @Override
  public final Optional<String> requires(Model model) {
    long opset = Scope.opset(model);
    if (opset >= needed) {
      return Optional.empty();
    }
    if (!raises) {
      return Optional.of(
          "it needs opset %d, the model has %d. Fix: run '%s:raise-opset'."
              .formatted(needed, opset, name));
    }
    return OpsetRaise.refusal(model, needed)
        .map(reason ->
            "the opset cannot be raised from %d to %d: %s. Fix: convert the model first."
                .formatted(opset, needed, reason));
  }

  @Override
  public final PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    boolean raised = false;
    for (Scope scope : Scope.of(model)) {
      boolean low = scope.opset() < needed;
      if (low && (!raises || !model.functions().isEmpty())) {
        continue;
      }
      List<Match> found = matches(scope).stream().filter(Raising::isKnown).toList();
      if (low && !found.isEmpty() && !raised) {
        rows.addAll(OpsetRaise.apply(model, needed));
        raised = true;
      }
      found.forEach(match -> rows.add(rewrite(match, scope)));
    }
    return PassResult.of(this, rows);
  }

  private static boolean isKnown(Match match) {
    return match.nodes().stream().allMatch(node -> Nodes.is(node, node.opType()));
  }
}
