package dev.oplab.report;

import dev.oplab.profile.EngineProfile;
import dev.oplab.report.internal.LatencyChart;

/// The charts of OpLab, as [Picture]s in one style.
public final class Charts {
  private Charts() {}

  /// {@return one bar per layer in execution order, coloured by operator type; of many layers the
  /// slowest have a bar each and the others one together}
  public static Picture latency(EngineProfile profile) {
    return latency(profile, Order.EXECUTION);
  }

  /// {@return one bar per layer in `order`}
  public static Picture latency(EngineProfile profile, Order order) {
    return LatencyChart.byLayer(profile, order);
  }

  /// {@return one bar per operator type, the most expensive first}
  public static Picture latencyByType(EngineProfile profile) {
    return LatencyChart.byType(profile);
  }
}
