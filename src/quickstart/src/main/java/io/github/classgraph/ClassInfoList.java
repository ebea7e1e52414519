package io.github.classgraph;

import java.util.List;

/// Classes by name.
public final class ClassInfoList {
  private final List<String> names;

  ClassInfoList(List<String> names) {
    this.names = names;
  }

  public List<String> getNames() {
    return names;
  }
}
