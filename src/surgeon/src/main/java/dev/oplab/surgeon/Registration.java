package dev.oplab.surgeon;

import dev.oplab.surgeon.internal.Refusal;
import dev.oplab.surgeon.internal.Registry;
import dev.oplab.surgeon.internal.Scope;

/// A registration being written: for which graphs a name means what. Mutable.
///
/// ```java
/// Surgeon.register("clip").opsets(11, 13).as((g, in) -> g.layer("Clip").in(in).out("clip_out"));
/// ```
public final class Registration {
  private final Registry registry;
  private final String name;
  private Scope scope = Scope.ANY;
  private boolean override;

  Registration(Registry registry, String name) {
    this.registry = registry;
    this.name = name;
  }

  /// For graphs of this opset only.
  public Registration opset(long version) {
    return opsets(version, version);
  }

  /// For graphs of these opsets, both ends included; those of [#domain(String)] if one is named.
  public Registration opsets(long from, long to) {
    if (from < 1 || to < from) {
      throw Refusal.of(
          "'%s' cannot be registered for opsets %d to %d".formatted(name, from, to),
          "give the first and the last version, the first being 1 or more");
    }
    scope = new Scope(scope.domain(), from, to);
    return this;
  }

  /// For graphs whose model imports this operator domain.
  public Registration domain(String domain) {
    scope = new Scope(domain.equals("ai.onnx") ? "" : domain, scope.from(), scope.to());
    return this;
  }

  /// Replaces an earlier registration for the same graphs.
  public Registration override() {
    override = true;
    return this;
  }

  /// Registers what the name does.
  ///
  /// @throws dev.oplab.onnx.OnnxException if it is registered already for the same graphs
  public void as(Operation operation) {
    registry.add(name, scope, operation, override);
  }
}
