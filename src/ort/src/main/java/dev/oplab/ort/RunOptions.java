package dev.oplab.ort;

import dev.oplab.ort.ProfileOptions.Optimization;
import java.util.List;

/// How to run a model. Immutable: each method gives a changed copy.
///
/// @param tensors values of the main graph to bring back beside the outputs
/// @param allTensors whether to bring back every value that a node of the main graph puts out
/// @param threads inside an operator, 0 for ONNX Runtime's own choice
/// @param optimization how far ONNX Runtime rewrites the graph; it fuses no nodes across a value
///   that is brought back
public record RunOptions(
    List<String> tensors, boolean allTensors, int threads, Optimization optimization) {
  public RunOptions {
    tensors = List.copyOf(tensors);
    if (threads < 0) {
      throw new OrtException(
          "found %d threads, expected at least 0%nFix: give 0 for ONNX Runtime's own choice."
              .formatted(threads));
    }
  }

  /// {@return the outputs alone, ONNX Runtime's choice of threads, every optimisation}
  public static RunOptions defaults() {
    return new RunOptions(List.of(), false, 0, Optimization.ALL);
  }

  /// {@return these options with these values brought back too}
  public RunOptions tensors(String... names) {
    return new RunOptions(List.of(names), allTensors, threads, optimization);
  }

  /// {@return these options with every value brought back}
  public RunOptions withAllTensors() {
    return new RunOptions(tensors, true, threads, optimization);
  }

  public RunOptions threads(int count) {
    return new RunOptions(tensors, allTensors, count, optimization);
  }

  public RunOptions optimization(Optimization level) {
    return new RunOptions(tensors, allTensors, threads, level);
  }
}
