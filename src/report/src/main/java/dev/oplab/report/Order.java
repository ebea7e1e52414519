package dev.oplab.report;

/// In which order the layers of a profile are listed.
public enum Order {
  /// as the runtime executed them
  EXECUTION,
  /// the slowest first, by mean time; layers that took as long keep their order
  TIME
}
