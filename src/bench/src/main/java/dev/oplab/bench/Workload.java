package dev.oplab.bench;

import java.nio.file.Path;

/// One thing to be timed: `prepare` makes ready and is not timed, `run` does the work. Immutable.
///
/// @param <S> what `prepare` hands to `run`
record Workload<S>(Prepare<S> prepare, Run<S> run) {

  /// Makes ready for one run; `folder` holds the generated models.
  interface Prepare<S> {
    S ready(int size, Path folder);
  }

  /// Does the work.
  interface Run<S> {
    /// {@return a number that tells what was done, the same for all contenders}
    long of(S state);
  }

  /// {@return a workload that reads a generated file itself}
  static Workload<Path> onFile(String kind, Run<Path> run) {
    return new Workload<>((size, folder) -> folder.resolve(kind + "-" + size + ".onnx"), run);
  }

  /// {@return a repetition of this workload}
  Once once(int size, Path folder) {
    S state = prepare.ready(size, folder);
    return () -> run.of(state);
  }

  /// A workload made ready.
  interface Once {
    long run();
  }
}
