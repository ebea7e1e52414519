package dev.oplab.command;

/// What OpLab and Java call their versions.
final class Version {
  private Version() {}

  /// {@return `oplab 1.0 (Java 25.0.3)`}
  static String line() {
    String version = Version.class.getPackage().getImplementationVersion();
    return "oplab %s (Java %s)"
        .formatted(version == null ? "from classes" : version, Runtime.version());
  }
}
