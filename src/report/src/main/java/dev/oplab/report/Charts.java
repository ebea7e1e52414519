package dev.oplab.report;

import dev.oplab.profile.EngineProfile;
import dev.oplab.report.internal.ErrorChart;
import dev.oplab.report.internal.LatencyChart;
import java.util.List;

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

  /// {@return one bar per error on a scale of powers of ten, coloured by whether it is within the
  /// tolerance; of many the largest have a bar each, in the order given}
  ///
  /// @param subtitle what was compared, and with which tolerance
  /// @param axis what the errors are, such as `largest absolute error`
  public static Picture errors(String title, String subtitle, String axis, List<ErrorBar> errors) {
    return ErrorChart.of(title, subtitle, axis, errors);
  }
}
