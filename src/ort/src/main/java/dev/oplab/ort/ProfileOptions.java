package dev.oplab.ort;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How to profile a model with ONNX Runtime. Immutable.
///
/// Dimensions that neither the model nor `shapes` nor a file in `inputs` fixes are 1; a symbolic
/// dimension fixed for one input has that size in all. Random floats are uniform in [0, 1), random
/// integers 0 or 1 (so that they serve as indices too), booleans either way, strings empty.
///
/// @param shapes a shape for each graph input named, where the model leaves dimensions open
/// @param inputs a .npy file for each graph input named, of the model's type and shape; others are
///   random
/// @param seed for random inputs: the same seed gives the same inputs
/// @param warmUp runs before measuring, at least 0
/// @param iterations measured runs, at least 1
/// @param threads intra-op threads, 0 for ONNX Runtime's own choice
/// @param optimization how far ONNX Runtime rewrites the graph
public record ProfileOptions(
    Map<String, List<Long>> shapes,
    Map<String, Path> inputs,
    long seed,
    int warmUp,
    int iterations,
    int threads,
    Optimization optimization) {

  public ProfileOptions {
    shapes = Map.copyOf(shapes);
    inputs = Map.copyOf(inputs);
  }

  /// ONNX Runtime's graph optimisation levels.
  public enum Optimization {
    NONE,
    BASIC,
    EXTENDED,
    ALL
  }

  /// {@return 10 warm-up runs, 50 iterations, one thread, every optimisation}
  public static ProfileOptions defaults() {
    return new ProfileOptions(Map.of(), Map.of(), 0, 10, 50, 1, Optimization.ALL);
  }
}
