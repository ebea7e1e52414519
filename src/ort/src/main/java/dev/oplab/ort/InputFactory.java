package dev.oplab.ort;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.internal.Inputs;
import java.util.List;
import java.util.Map;

/// Makes inputs for a model.
public final class InputFactory {
  private InputFactory() {}

  /// {@return random values for each required input, the same for the same seed; dimensions that
  /// the model leaves open are 1}
  ///
  /// @throws OrtException if an input is not a tensor
  public static Map<String, Tensor> random(Model model, long seed) {
    return random(model, Map.of(), seed);
  }

  /// Makes a random tensor for every input that the model requires: floats uniform in [0, 1),
  /// integers 0 or 1 (so that they serve as indices too), booleans either way, strings empty. The
  /// same seed gives the same tensors.
  ///
  /// Dimensions that neither the model nor `shapes` fixes are 1; a symbolic dimension that `shapes`
  /// gives for one input has that size in all.
  ///
  /// @param shapes a shape for each input named
  /// @throws OrtException if `shapes` does not fit the model, or an input is not a tensor
  public static Map<String, Tensor> random(Model model, Map<String, List<Long>> shapes, long seed) {
    return Inputs.of(model, shapes, Map.of(), seed).tensors();
  }
}
