package dev.oplab.surgeon.diff;

/// One difference between two models. Immutable.
///
/// @param kind whether something is there only after, only before, or differs
/// @param what the sort of thing: `node`, `operator`, `attribute`, `input`, `output`, `type`,
///   `initializer`, `opset`, `metadata`, `function` and the like
/// @param where the place, as `graph 'main' > Conv 'conv1' > group`
/// @param before what was there, empty for nothing
/// @param after what is there, empty for nothing
public record DiffRow(Kind kind, String what, String where, String before, String after) {
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  @Override
  public String toString() {
    String sign = kind == Kind.ADDED ? "+" : kind == Kind.REMOVED ? "-" : "~";
    String change =
        switch (kind) {
          case ADDED -> after;
          case REMOVED -> before;
          case CHANGED -> before + " -> " + after;
        };
    return "%s %s %s%s".formatted(sign, what, where, change.isEmpty() ? "" : ": " + change);
  }
}
