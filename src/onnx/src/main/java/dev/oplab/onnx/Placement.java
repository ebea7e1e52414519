package dev.oplab.onnx;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the elements of a tensor are to be written, when that is not where they are. Immutable.
sealed interface Placement {

  /// Into the model file.
  record Inside() implements Placement {}

  /// Into the file `location` beside the model.
  record Outside(String location, long offset, long length) implements Placement {}

  /// The placements of one writing; a tensor without one stays as it is.
  record Plan(Map<Tensor, Placement> placements) {
    static final Plan AS_IS = new Plan(new HashMap<>());

    @Nullable Placement of(Tensor tensor) {
      return placements.get(tensor);
    }

    boolean moves(Tensor tensor) {
      return !placements.isEmpty() && placements.containsKey(tensor);
    }
  }
}
