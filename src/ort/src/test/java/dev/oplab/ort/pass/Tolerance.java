package dev.oplab.ort.pass;

/// How far the outputs of a model may be from what they were: `absolute`, plus `relative` times the
/// largest number of the output.
record Tolerance(double absolute, double relative) {
  /// The same bits.
  static final Tolerance EXACT = new Tolerance(0, 0);

  /// {@return what the pass of this name is held to: the same bits, but for those that compute
  /// otherwise}
  static Tolerance of(String pass) {
    return switch (pass.replace(":raise-opset", "")) {
      case "fold-batchnorm" -> new Tolerance(1e-6, 2e-6);
      case "fuse-layernorm", "fuse-gelu" -> new Tolerance(1e-6, 1e-5);
      default -> EXACT;
    };
  }

  /// {@return the tolerance for 16-bit numbers, which have 11 significant bits}
  static Tolerance half() {
    return new Tolerance(1e-3, 2e-3);
  }

  boolean isExact() {
    return absolute == 0 && relative == 0;
  }
}
