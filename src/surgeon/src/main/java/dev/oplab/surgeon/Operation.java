package dev.oplab.surgeon;

/// What a registered name does when it is called, or what makes new layers in the place of others:
/// it builds layers and hands back what they put out.
///
/// ```java
/// Surgeon.register("clip").as((g, in) -> g.layer("Clip").in(in).out("clip_out"));
/// ```
@FunctionalInterface
public interface Operation {

  /// Builds into `g` from what the caller gave.
  ///
  /// @return what the caller gets: a [dev.oplab.onnx.Value], or a list of several
  Object apply(Surgeon g, Arguments in);
}
