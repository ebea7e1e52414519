package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.Rewrite;
import dev.oplab.surgeon.Surgeon;
import dev.oplab.surgeon.pattern.Match;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replaces what a pattern matched.
public final class PatternRewrite {
  private PatternRewrite() {}

  /// {@return whether `build` made something in the place of the match}
  public static boolean apply(Surgeon g, Place place, Match match, Rewrite build) {
    List<Value> outputs = match.outputs();
    Region.refuseIfEntangled(
        g.graph(), new HashSet<>(match.nodes()), match.values().values(), outputs);
    Replacement replacement = new Replacement(g, place, new HashSet<>(match.nodes()), outputs);
    @Nullable Object built = build.apply(g, match);
    if (built == null) {
      return false;
    }
    replacement.put(Returned.values("the rewrite", built));
    if (outputs.size() > 1) {
      Graph graph = g.graph();
      TopoSort.nodes(graph);
    }
    return true;
  }
}
