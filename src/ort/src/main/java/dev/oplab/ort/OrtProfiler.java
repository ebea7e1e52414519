package dev.oplab.ort;

import dev.oplab.onnx.Model;
import dev.oplab.profile.EngineProfile;

/// Profiles a model with ONNX Runtime on the CPU, node by node, in a worker process.
public final class OrtProfiler {
  private OrtProfiler() {}

  /// Runs `model` and reports where its time goes.
  ///
  /// @param progress told of each phase; may be called from another thread
  /// @throws OrtException if the model cannot be run: what ONNX Runtime said, where, and the fix
  /// @throws InterruptedException if the thread was interrupted; the worker is then gone
  @SuppressWarnings("DoNotCallSuggester")
  public static EngineProfile profile(Model model, ProfileOptions options, Progress progress)
      throws InterruptedException {
    throw new OrtException("not built yet: " + model.name());
  }

  /// Told how far a long piece of work has come.
  @FunctionalInterface
  public interface Progress {
    Progress NONE = (phase, done, total) -> {};

    /// Called at each step.
    ///
    /// @param phase what is being done, in words
    /// @param done how much of `total`, 0 to `total`
    /// @param total 0 where it is not known
    void update(String phase, int done, int total);
  }
}
