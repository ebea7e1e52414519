package dev.oplab.surgeon.internal;

import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The graphs that a registration is for: those that import `domain` (null for any) in a version
/// between `from` and `to`. Without a domain the versions are those of ONNX's own operators.
public record Scope(@Nullable String domain, long from, long to) {
  public static final Scope ANY = new Scope(null, 0, Long.MAX_VALUE);

  /// The narrowest first: fewer versions, then a domain named, then later versions.
  static final Comparator<Scope> NARROW =
      Comparator.comparingLong((Scope scope) -> scope.to - scope.from)
          .thenComparing(scope -> scope.domain == null)
          .thenComparingLong(scope -> -scope.from);

  boolean covers(Map<String, Long> opsets) {
    Long version = opsets.get(domain == null ? "" : domain);
    if (version == null) {
      return domain == null && from == 0;
    }
    return from <= version && version <= to;
  }

  @Override
  public String toString() {
    String versions =
        from == 0
            ? "every opset"
            : from == to ? "opset " + from : "opsets %d to %d".formatted(from, to);
    return domain == null ? versions : versions + " of domain '" + domain + "'";
  }
}
