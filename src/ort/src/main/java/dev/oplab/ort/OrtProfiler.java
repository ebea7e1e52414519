package dev.oplab.ort;

import dev.oplab.onnx.Model;
import dev.oplab.ort.internal.Ort;
import dev.oplab.ort.internal.ProfileCall;
import dev.oplab.profile.EngineProfile;

/// Profiles a model with ONNX Runtime on the CPU, node by node, in a worker process.
public final class OrtProfiler {
  private OrtProfiler() {}

  /// Starts the worker and loads ONNX Runtime in it, without waiting for either: the first call
  /// then finds both ready.
  public static void warmUp() {
    Ort.warmUp();
  }

  /// Runs `model` and reports where its time goes, without telling how far it has come.
  ///
  /// @throws OrtException if the model cannot be run: what ONNX Runtime said, where, and the fix
  /// @throws InterruptedException if the thread was interrupted; the worker is then gone
  public static EngineProfile profile(Model model, ProfileOptions options)
      throws InterruptedException {
    return profile(model, options, Progress.NONE);
  }

  /// Runs `model` and reports where its time goes: whole runs in a session of their own, and each
  /// node in a second session, since ONNX Runtime runs slower while it profiles.
  ///
  /// Dimensions that neither the model nor the options fix are 1; the profile's notes name them.
  ///
  /// @param progress told of each phase; may be called from another thread
  /// @throws OrtException if the model cannot be run: what ONNX Runtime said, where, and the fix
  /// @throws InterruptedException if the thread was interrupted; the worker is then gone
  public static EngineProfile profile(Model model, ProfileOptions options, Progress progress)
      throws InterruptedException {
    return ProfileCall.run(model, options, progress);
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
