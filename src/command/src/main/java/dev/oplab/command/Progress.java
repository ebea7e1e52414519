package dev.oplab.command;

/// Where a long piece of work says how far it has come. Shown only when it takes long enough to
/// notice; may be called from any thread.
public interface Progress extends AutoCloseable {
  Progress NONE =
      new Progress() {
        @Override
        public void update(String phase, int done, int total) {}

        @Override
        public void close() {}
      };

  /// Called at each step.
  ///
  /// @param phase what is being done, in words
  /// @param done how much of `total`
  /// @param total 0 where it is not known
  void update(String phase, int done, int total);

  /// Takes the last line away again, or replaces it with how long the work took.
  @Override
  void close();
}
