package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The versions of operators that two models mean.
final class Opsets {
  private Opsets() {}

  /// Refuses models that import a domain in different versions, or notes it.
  static void check(Model first, Model second, boolean mayDiffer, List<String> notes) {
    List<String> different = new ArrayList<>();
    for (Map.Entry<String, Long> one : second.header().opsets().entrySet()) {
      long before = first.header().opsets().getOrDefault(one.getKey(), one.getValue());
      long now = one.getValue();
      if (before == now) {
        continue;
      }
      String domain =
          one.getKey().isEmpty() ? "ONNX's own operators" : "domain '" + one.getKey() + "'";
      different.add(
          "%s in version %d in the first model (%s), %d in the second (%s)"
              .formatted(domain, before, first.name(), now, second.name()));
      notes.add(
          "%s: version %d is stated; the %s model was made for %d and is not converted"
              .formatted(
                  domain,
                  Math.max(before, now),
                  before < now ? "first" : "second",
                  Math.min(before, now)));
    }
    if (!different.isEmpty() && !mayDiffer) {
      throw Refusal.of(
          "The models import " + String.join("; ", different),
          "convert one of them to the version of the other, or state the higher version"
              + " without converting: highestOpset()");
    }
  }

  /// States the highest version of each domain.
  static void state(Model merged, Model second) {
    second
        .header()
        .opsets()
        .forEach((domain, version) -> {
          Long stated = merged.header().opsets().get(domain);
          if (stated == null || stated < version) {
            merged.opset(domain, version);
          }
        });
  }
}
