package dev.oplab.report.internal;

import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.Layer;
import dev.oplab.report.Order;
import dev.oplab.report.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Where the time goes, as bars.
public final class LatencyChart {
  private static final int MOST_BARS = 40;
  private static final String AXIS = "mean time in a run, ms";
  private final EngineProfile profile;
  private final double sum;
  private final int decimals;
  private final List<Bar> bars = new ArrayList<>();

  private LatencyChart(EngineProfile profile) {
    this.profile = profile;
    this.sum = profile.layerSum();
    this.decimals = profile.layers().stream().anyMatch(layer -> layer.time().mean() >= 1) ? 3 : 4;
  }

  /// {@return one bar per layer; of more than 40 the slowest 39, and the others in one}
  public static Picture byLayer(EngineProfile profile, Order order) {
    LatencyChart chart = new LatencyChart(profile);
    chart.addLayers(order);
    String title = profile.name() + ": latency by layer";
    return chart.sheet(title, true).picture(chart.describe(title));
  }

  /// {@return one bar per operator type, the most expensive first}
  public static Picture byType(EngineProfile profile) {
    LatencyChart chart = new LatencyChart(profile);
    chart.addTypes();
    String title = profile.name() + ": latency by operator type";
    return chart.sheet(title, false).picture(chart.describe(title));
  }

  private BarSheet sheet(String title, boolean legend) {
    String subtitle = Times.backend(profile.backend()) + "; layers sum to " + Times.millis(sum);
    return new BarSheet(
        Visible.of(title), Visible.of(subtitle), AXIS, bars, new Groups(profile), legend);
  }

  private void addLayers(Order order) {
    List<Layer> slowest = new ArrayList<>(profile.layers());
    slowest.sort(Comparator.comparingDouble(TypeTotal::time).reversed());
    int shown = slowest.size() <= MOST_BARS ? slowest.size() : MOST_BARS - 1;
    List<Layer> chosen = slowest.subList(0, shown);
    if (order == Order.TIME) {
      chosen.forEach(this::addLayer);
    } else {
      Set<Layer> kept = new HashSet<>(chosen);
      profile.layers().stream().filter(kept::contains).forEach(this::addLayer);
    }
    List<Layer> rest = slowest.subList(shown, slowest.size());
    if (!rest.isEmpty()) {
      addRest(rest);
    }
  }

  private void addRest(List<Layer> rest) {
    double millis = rest.stream().mapToDouble(TypeTotal::time).sum();
    String most = time(TypeTotal.time(rest.getFirst()));
    String label = "%,d other layers".formatted(rest.size());
    String text = time(millis) + "  " + share(millis) + " in all, at most " + most + " each";
    bars.add(Bar.plain(label, text, label + " · " + text));
  }

  private void addLayer(Layer layer) {
    add(TypeTotal.name(layer), layer.type(), layer.time().mean(), layer.type());
  }

  private void addTypes() {
    for (TypeTotal total : TypeTotal.of(profile)) {
      String layers = total.count() == 1 ? "1 layer" : "%,d layers".formatted(total.count());
      add(total.type(), total.type(), total.millis(), layers);
    }
  }

  private void add(String label, String group, double millis, String more) {
    double value = Double.isFinite(millis) ? millis : 0;
    String text = Double.isFinite(millis) ? time(millis) + "  " + share(value) : "not known";
    String tooltip = label + " · " + more + " · " + text;
    bars.add(new Bar(Visible.of(label), group, value, text, tooltip, false));
  }

  private String time(double millis) {
    return String.format(Locale.ROOT, "%." + decimals + "f ms", millis);
  }

  private String share(double millis) {
    return String.format(Locale.ROOT, "%.1f%%", sum > 0 ? millis / sum * 100 : 0);
  }

  private String describe(String title) {
    if (bars.isEmpty()) {
      return title + ": the profile has no layers";
    }
    Bar longest = bars.stream().max(Comparator.comparingDouble(Bar::value)).orElseThrow();
    return Visible.of(
        "%s; the longest of %,d rows: %s, %s"
            .formatted(title, bars.size(), longest.label(), longest.valueText()));
  }
}
