package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Renames all values at once; names may be exchanged.
public final class Renaming {
  private Renaming() {}

  /// Renames the values of `graph` and of those inside it.
  ///
  /// @throws dev.oplab.onnx.OnnxException if two values of one graph would get one name; nothing is
  ///   renamed then
  public static void values(Graph graph, UnaryOperator<String> rule) {
    Map<Value, String> wanted = new LinkedHashMap<>();
    for (Graph each : Nesting.inside(graph)) {
      Map<String, Value> seen = new HashMap<>();
      for (Value value : each.values()) {
        String name = rule.apply(value.name());
        Value other = seen.putIfAbsent(name, value);
        if (other != null || name.isEmpty()) {
          throw Refusal.at(
              each,
              name.isEmpty()
                  ? "the rule gives '%s' no name".formatted(value.name())
                  : "the rule calls both '%s' and '%s' '%s'"
                      .formatted(other == null ? "" : other.name(), value.name(), name),
              "use a rule that gives every value a name of its own");
        }
        if (!name.equals(value.name())) {
          wanted.put(value, name);
        }
      }
    }
    List<Value> ordered = new ArrayList<>(wanted.keySet());
    for (Value value : ordered) {
      value.rename(value.graph().freshName("renamed"));
    }
    wanted.forEach(Value::rename);
  }
}
