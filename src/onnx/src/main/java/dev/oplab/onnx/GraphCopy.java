package dev.oplab.onnx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Copies what is in one graph into another, of the same or another model, with all that the file
/// says of it: notes, quantization, unknown fields. The bytes of weights are shared. Mutable.
///
/// ```java
/// new GraphCopy().join(theirInput, ourValue).withOutputs().into(theirs, ours);
/// ```
public final class GraphCopy {
  private final Map<Value, Value> joined = new LinkedHashMap<>();
  private UnaryOperator<String> names = UnaryOperator.identity();
  private boolean withOutputs;

  /// Says that `now`, which nodes of the target can use, stands for `old` in the copy.
  public GraphCopy join(Value old, Value now) {
    joined.put(old, now);
    return this;
  }

  /// Gives the copies of values and nodes names by this rule; where one is taken, a number is
  /// added.
  public GraphCopy names(UnaryOperator<String> rule) {
    names = rule;
    return this;
  }

  /// Makes the copies of the outputs outputs of the target, behind those it has.
  public GraphCopy withOutputs() {
    withOutputs = true;
    return this;
  }

  /// Copies everything in `from`. Inputs for which nothing stands become inputs of the target. What
  /// is used of graphs around `from` and cannot be used in the target becomes a constant or an
  /// input of the target's outermost graph.
  ///
  /// @return the values of the copy by those of `from` and of the graphs inside
  /// @throws OnnxException if a value that was joined cannot be used in the target, or the target
  ///   is the body of a function and `from` holds constants; nothing is copied then
  public Map<Value, Value> into(Graph from, Graph target) {
    Refused.ifRemoved(from);
    Refused.ifRemoved(target);
    if (from == target) {
      throw Refused.at(from, "it cannot be copied into itself", "copy it into another graph");
    }
    joined.forEach((old, now) -> check(old, now, target));
    if (target.function && !(from.constants.dense.isEmpty() && from.constants.sparse.isEmpty())) {
      throw Refused.at(
          from,
          "its constants cannot be copied into the body of a function",
          "turn them into nodes 'Constant' first");
    }
    Map<Value, Value> copies = new ModelCopy(target, names).insert(from, joined, withOutputs);
    return Collections.unmodifiableMap(copies);
  }

  private static void check(Value old, Value now, Graph target) {
    Refused.ifRemoved(now);
    if (old.producer != null || !now.isVisibleIn(target)) {
      throw Refused.at(
          target,
          "%s cannot stand for %s in a copy: %s"
              .formatted(
                  now,
                  old,
                  old.producer != null ? "node " + old.producer + " makes that" : "it is not here"),
          "join inputs or constants of what is copied to values of the target");
    }
  }
}
