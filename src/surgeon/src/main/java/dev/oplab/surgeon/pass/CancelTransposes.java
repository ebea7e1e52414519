package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Removes pairs of `Transpose` that undo each other and ones that move nothing; merges other
/// pairs. Before: `x -> Transpose(0 2 1) -> Transpose(0 2 1) -> y`. After: `x -> y`. A pair that is
/// not undone is merged only if the first is not used elsewhere.
final class CancelTransposes implements Pass {
  @Override
  public String name() {
    return "cancel-transposes";
  }

  @Override
  public String summary() {
    return "Removes Transpose pairs that undo each other and merges others.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    for (Scope scope : Scope.of(model)) {
      for (Node node : scope.graph().nodes()) {
        boolean again = Nodes.is(node, "Transpose") && node.input(0).isPresent();
        while (again && !node.isRemoved()) {
          again = step(node, rows);
        }
      }
    }
    return PassResult.of(this, rows);
  }

  private static boolean step(Node node, List<PassResult.Row> rows) {
    Value input = node.input(0).orElseThrow();
    long[] perm = Nodes.integers(node, "perm");
    if (perm != null && movesNothing(perm)) {
      return removed(node, input, null, "removed: it moves nothing", rows);
    }
    Node first = input.producer().filter(other -> Nodes.is(other, "Transpose")).orElse(null);
    if (first == null || first.input(0).isEmpty()) {
      return false;
    }
    Value x = first.input(0).get();
    long[] before = Nodes.integers(first, "perm");
    long[] both = compose(before, perm);
    if (both == null ? before == null && perm == null : movesNothing(both)) {
      return removed(node, x, first, "removed: it undoes " + first, rows);
    }
    if (both == null || !Nodes.usedOnce(input)) {
      return false;
    }
    rows.add(PassResult.Row.of(node, "took in " + first));
    node.setInput(0, x).attribute("perm", Attribute.of(both));
    Rewire.removeUnused(List.of(first));
    return true;
  }

  private static boolean removed(
      Node node, Value with, @Nullable Node first, String change, List<PassResult.Row> rows) {
    PassResult.Row row = PassResult.Row.of(node, change);
    if (!Rewire.bypass(node, with)) {
      return false;
    }
    rows.add(row);
    if (first != null) {
      Rewire.removeUnused(List.of(first));
    }
    return false;
  }

  private static boolean movesNothing(long[] perm) {
    for (int i = 0; i < perm.length; i++) {
      if (perm[i] != i) {
        return false;
      }
    }
    return true;
  }

  /// {@return the order of axes after both; null if it is not known, or the two do not fit}
  private static long @Nullable [] compose(long @Nullable [] first, long @Nullable [] second) {
    if (first == null && second == null) {
      return null;
    }
    long[] one = first == null ? reversed(second) : first;
    long[] two = second == null ? reversed(first) : second;
    if (one.length != two.length
        || Arrays.stream(two).anyMatch(axis -> axis < 0 || axis >= one.length)) {
      return null;
    }
    return Arrays.stream(two).map(axis -> one[(int) axis]).toArray();
  }

  private static long[] reversed(long @Nullable [] other) {
    int rank = other == null ? 0 : other.length;
    long[] reversed = new long[rank];
    for (int i = 0; i < rank; i++) {
      reversed[i] = rank - 1L - i;
    }
    return reversed;
  }
}
