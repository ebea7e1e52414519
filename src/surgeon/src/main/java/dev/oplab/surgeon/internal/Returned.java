package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an operation handed back: a value, or several.
public final class Returned {
  private Returned() {}

  /// {@return the values; `what` names the operation in the error}
  ///
  /// @throws dev.oplab.onnx.OnnxException if it is neither a value nor a list of values
  public static List<Value> values(String what, @Nullable Object given) {
    if (given instanceof Value value) {
      return List.of(value);
    }
    List<Value> values = new ArrayList<>();
    if (given instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Value value) {
          values.add(value);
        } else if (item instanceof List<?> inner
            && inner.size() == 1
            && inner.getFirst() instanceof Value value) {
          values.add(value);
        } else {
          throw refused(what, item);
        }
      }
      return values;
    }
    throw refused(what, given);
  }

  /// {@return the only value}
  ///
  /// @throws dev.oplab.onnx.OnnxException if there are none or several
  public static Value one(String what, @Nullable Object given, String fix) {
    List<Value> values = values(what, given);
    if (values.size() != 1) {
      throw Refusal.of("%s gives %d values, not 1".formatted(what, values.size()), fix);
    }
    return values.getFirst();
  }

  private static RuntimeException refused(String what, @Nullable Object given) {
    String kind = given == null ? "nothing" : "a " + given.getClass().getSimpleName();
    return Refusal.of(
        "%s hands back %s, where values are expected".formatted(what, kind),
        "hand back what a layer puts out, or a list of such values: end a layer with out()");
  }
}
