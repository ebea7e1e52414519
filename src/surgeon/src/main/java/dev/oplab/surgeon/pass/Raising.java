package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What the passes share that need a certain opset, or version of the file format, and raise the
/// model to it if told. Nothing is raised unless there is something to rewrite.
abstract class Raising implements Pass {
  /// The lowest version that [OpsetRaise] raises to.
  private static final long RAISED = 13;

  private final String name;
  private final long needed;
  private final long neededIr;
  private final boolean raises;

  Raising(String name, long needed, long neededIr, boolean raises) {
    this.name = raises ? name + ":raise-opset" : name;
    this.needed = needed;
    this.neededIr = neededIr;
    this.raises = raises;
  }

  @Override
  public final String name() {
    return name;
  }

  /// One place to rewrite: the nodes there, and what does it once the graph has the opset needed.
  record Site(List<Node> nodes, Supplier<PassResult.Row> rewrite) {}

  /// {@return the places to rewrite, no node being in two of them; nothing is changed yet}
  abstract List<Site> sites(Scope scope);

  /// {@return why the pass cannot run, whatever the versions; empty if it can}
  Optional<String> obstacle(Model model) {
    return Optional.empty();
  }

  /// Called when all places of a model have been rewritten, if there were any.
  void finish(Model model) {}

  @Override
  public final String needs() {
    if (raises) {
      return "opset %d, which it raises to %d".formatted(OpsetSteps.FROM, raised());
    }
    return neededIr == 0
        ? "opset " + needed
        : "opset %d, IR version %d".formatted(needed, neededIr);
  }

  @Override
  public final Optional<String> requires(Model model) {
    Optional<String> obstacle = obstacle(model);
    long opset = Scope.opset(model);
    long ir = model.header().irVersion();
    if (obstacle.isPresent() || (opset >= needed && ir >= neededIr)) {
      return obstacle;
    }
    if (!raises) {
      return Optional.of(
          "it needs %s, the model has %s. Fix: run '%s:raise-opset'."
              .formatted(
                  neededIr == 0
                      ? "opset " + needed
                      : "opset %d and IR version %d".formatted(needed, neededIr),
                  neededIr == 0 ? opset : "%d and %d".formatted(opset, ir),
                  name));
    }
    return opset >= needed
        ? Optional.empty()
        : OpsetRaise.refusal(model, raised())
            .map(reason ->
                "the opset cannot be raised from %d to %d: %s. Fix: convert the model first."
                    .formatted(opset, raised(), reason));
  }

  private long raised() {
    return Math.max(needed, RAISED);
  }

  @Override
  public final PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    boolean raised = false;
    for (Scope scope : Scope.of(model)) {
      List<Site> found = sites(scope).stream().filter(Raising::isKnown).toList();
      if (!found.isEmpty() && scope.opset() < needed && !raised) {
        if (!raises || OpsetRaise.refusal(model, raised()).isPresent()) {
          continue;
        }
        rows.addAll(OpsetRaise.apply(model, raised()));
        raised = true;
      }
      if (!found.isEmpty() && model.header().irVersion() < neededIr) {
        rows.add(irRaised(model));
      }
      for (Site site : found) {
        if (site.nodes().stream().noneMatch(Node::isRemoved)) {
          rows.add(site.rewrite().get());
        }
      }
    }
    if (!rows.isEmpty()) {
      finish(model);
    }
    return PassResult.of(this, rows);
  }

  private PassResult.Row irRaised(Model model) {
    String change = "raised from %d to %d".formatted(model.header().irVersion(), neededIr);
    model.irVersion(neededIr);
    return PassResult.Row.of(model.graph(), "IR version", change);
  }

  private static boolean isKnown(Site site) {
    return site.nodes().stream().allMatch(node -> Nodes.is(node, node.opType()));
  }
}
