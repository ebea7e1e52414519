package dev.oplab.ort;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.internal.Inputs;
import dev.oplab.ort.internal.Ort;
import java.util.Map;

/// Runs a model with ONNX Runtime on the CPU, in a worker process.
public final class OrtRunner {
  private OrtRunner() {}

  /// Runs `model` once.
  ///
  /// @param inputs a tensor for each input that the model requires, such as [InputFactory#random]
  ///   makes
  /// @return every output by name, in the model's order
  /// @throws OrtException if the inputs do not fit, or ONNX Runtime cannot run the model
  /// @throws InterruptedException if the thread was interrupted; the worker is then gone
  public static Map<String, Tensor> run(Model model, Map<String, Tensor> inputs)
      throws InterruptedException {
    return Ort.run(model, Inputs.of(model, inputs));
  }
}
