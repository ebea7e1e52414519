package dev.oplab.surgeon;

import dev.oplab.onnx.Value;
import java.util.List;

/// What a registered name does when it is called: builds layers and hands back their outputs.
@FunctionalInterface
public interface Operation {

  /// Builds into `g` from what the caller gave.
  ///
  /// @return the values that the caller gets
  List<Value> apply(Surgeon g, Arguments args);
}
