package dev.oplab.report.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Value;
import dev.oplab.report.DataTable;
import dev.oplab.report.Printable;
import java.util.Map;
import java.util.Optional;

/// How maps of values and attributes by name print: as a table. Other maps are left alone.
public final class MapView {
  private MapView() {}

  /// {@return the table of a map from names to values or attributes; empty for another map}
  @SuppressWarnings("unchecked")
  public static Optional<Printable> of(Map<?, ?> map) {
    if (map.isEmpty() || !(map.keySet().iterator().next() instanceof String)) {
      return Optional.empty();
    }
    Object first = map.values().iterator().next();
    if (first instanceof Value) {
      return ListView.of(map.values());
    }
    if (!(first instanceof Attribute)) {
      return Optional.empty();
    }
    if (!map.values().stream().allMatch(Attribute.class::isInstance)) {
      return Optional.empty();
    }
    DataTable attributes = NodeView.attributes((Map<String, Attribute>) map);
    return Optional.of(attributes.titled(Origin.count(map.size(), "attribute")));
  }
}
