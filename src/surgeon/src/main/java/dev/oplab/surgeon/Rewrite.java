package dev.oplab.surgeon;

import dev.oplab.surgeon.pattern.Match;
import org.jspecify.annotations.Nullable;

/// What is built in the place of a [Match] of a pattern.
///
/// ```java
/// g.rewrite(pattern, (s, match) -> s.layer("Gelu").in(match.value("x")).out());
/// ```
@FunctionalInterface
public interface Rewrite {

  /// Builds into `g`, where the match is.
  ///
  /// @return a [dev.oplab.onnx.Value] or list of values, one for each output of the pattern; null
  ///   to leave this match as it is
  @Nullable Object apply(Surgeon g, Match match);
}
