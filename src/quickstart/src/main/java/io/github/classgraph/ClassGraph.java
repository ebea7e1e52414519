package io.github.classgraph;

/// The entry point that Tablesaw calls.
public final class ClassGraph {
  public ClassGraph enableAllInfo() {
    return this;
  }

  @SuppressWarnings("unused") // The packages are Tablesaw's own, whatever is passed.
  public ClassGraph whitelistPackages(String... packages) {
    return this;
  }

  public ScanResult scan() {
    return new ScanResult();
  }
}
