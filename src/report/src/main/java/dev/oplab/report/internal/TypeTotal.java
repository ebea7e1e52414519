package dev.oplab.report.internal;

import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.Layer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The layers of one operator type together.
///
/// @param millis the sum of their mean times; a time that is not known adds nothing
record TypeTotal(String type, int count, double millis, Layer slowest) {

  /// {@return the types of a profile, the most expensive first, then by name}
  static List<TypeTotal> of(EngineProfile profile) {
    Map<String, TypeTotal> totals = new TreeMap<>();
    for (Layer layer : profile.layers()) {
      double mean = time(layer);
      totals.merge(layer.type(), new TypeTotal(layer.type(), 1, mean, layer), TypeTotal::plus);
    }
    List<TypeTotal> sorted = new ArrayList<>(totals.values());
    sorted.sort(Comparator.comparingDouble(TypeTotal::millis).reversed());
    return sorted;
  }

  /// {@return a layer's mean time, 0 where it is not known}
  static double time(Layer layer) {
    double mean = layer.time().mean();
    return Double.isFinite(mean) ? mean : 0;
  }

  /// {@return a layer's name, or its place and type where it has none}
  static String name(Layer layer) {
    return layer.name().isBlank() ? "#" + layer.index() + " " + layer.type() : layer.name();
  }

  private TypeTotal plus(TypeTotal other) {
    boolean slower = time(other.slowest) > time(slowest);
    return new TypeTotal(
        type, count + other.count, millis + other.millis, slower ? other.slowest : slowest);
  }
}
