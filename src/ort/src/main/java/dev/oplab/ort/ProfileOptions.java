package dev.oplab.ort;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How to profile a model with ONNX Runtime. Immutable.
///
/// @param shapes a shape for each graph input named, over what the model says
/// @param inputs a .npy file for each graph input named; others are random
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
