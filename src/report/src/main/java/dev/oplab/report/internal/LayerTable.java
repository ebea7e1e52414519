package dev.oplab.report.internal;

import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.EngineProfile.Capability;
import dev.oplab.profile.Layer;
import dev.oplab.report.ColumnView;
import dev.oplab.report.ColumnView.Format;
import dev.oplab.report.ColumnView.Overflow;
import dev.oplab.report.DataTable;
import dev.oplab.report.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The layers of a profile, one a row.
public final class LayerTable {
  private final EngineProfile profile;
  private final List<Layer> layers;
  private final Table table;

  private LayerTable(EngineProfile profile, Order order) {
    this.profile = profile;
    this.layers = new ArrayList<>(profile.layers());
    if (order == Order.TIME) {
      layers.sort(Comparator.comparingDouble(LayerTable::known).reversed());
    }
    this.table = Table.create(profile.name());
  }

  /// {@return the table, named `layers`}
  public static DataTable of(EngineProfile profile, Order order) {
    LayerTable layers = new LayerTable(profile, order);
    layers.fill();
    return layers.view(order);
  }

  private static double known(Layer layer) {
    double mean = layer.time().mean();
    return Double.isFinite(mean) ? mean : -1;
  }

  private void fill() {
    table.addColumns(IntColumn.create("index", layers.stream().mapToInt(Layer::index).toArray()));
    text("name", Layer::name);
    text("type", Layer::type);
    text("kind", layer -> layer.kind().name().toLowerCase(Locale.ROOT));
    number("mean_ms", layer -> layer.time().mean());
    number("median_ms", layer -> layer.time().median());
    shares();
    text("input_shapes", layer -> Shapes.of(layer.inputs()));
    text("output_shapes", layer -> Shapes.of(layer.outputs()));
    text("data_type", layer -> Shapes.types(layer.outputs()));
    text("format", layer -> Shapes.formats(layer.outputs()));
    text("tactic", layer -> layer.details().getOrDefault("tactic", ""));
    text("origin", LayerTable::origin);
    number("min_ms", layer -> layer.time().min());
    number("max_ms", layer -> layer.time().max());
    number("p90_ms", layer -> layer.time().p90());
    number("p95_ms", layer -> layer.time().p95());
    number("p99_ms", layer -> layer.time().p99());
    number("std_dev_ms", layer -> layer.time().stdDev());
    table.addColumns(
        IntColumn.create(
            "count", layers.stream().mapToInt(layer -> layer.time().count()).toArray()));
  }

  private void text(String name, Function<Layer, String> value) {
    table.addColumns(StringColumn.create(name, layers.stream().map(value).toList()));
  }

  private void number(String name, ToDoubleFunction<Layer> value) {
    table.addColumns(DoubleColumn.create(name, layers.stream().mapToDouble(value).toArray()));
  }

  private void shares() {
    double sum = profile.layerSum();
    double running = 0;
    DoubleColumn shares = DoubleColumn.create("share");
    DoubleColumn cumulative = DoubleColumn.create("cumulative_share");
    for (Layer layer : layers) {
      double mean = layer.time().mean();
      double share = sum > 0 ? mean / sum : 0;
      running += Double.isFinite(share) ? share : 0;
      shares.append(share);
      cumulative.append(running);
    }
    table.addColumns(shares, cumulative);
  }

  private static String origin(Layer layer) {
    String names = String.join(", ", layer.origins());
    return switch (layer.kind()) {
      case INSERTED -> "inserted by the runtime";
      case FUSED -> names.isEmpty() ? "fused" : "fused from " + names;
      case NODE, UNKNOWN -> names.equals(layer.name()) ? "" : names;
    };
  }

  private DataTable view(Order order) {
    int decimals = layers.stream().anyMatch(layer -> layer.time().mean() >= 1) ? 3 : 4;
    DataTable view =
        DataTable.of(table)
            .named("layers")
            .titled(title(order))
            .show("index", column -> column.label("#"))
            .show("name", c -> c.label("layer").overflow(Overflow.ELIDE_MIDDLE, 48))
            .show("type", column -> column.overflow(Overflow.ELIDE_MIDDLE, 28))
            .show("input_shapes", c -> shapes(c.label("input"), 3))
            .show("output_shapes", c -> shapes(c.label("output"), 2))
            .show("data_type", column -> column.label("data type").dropWhenNarrow(4))
            .show("format", column -> column.dropWhenNarrow(4))
            .show("tactic", column -> column.dropWhenNarrow(4))
            .show("mean_ms", column -> column.label("mean ms").decimals(decimals))
            .show(
                "median_ms",
                column -> column.label("median ms").decimals(decimals).dropWhenNarrow(1))
            .show("share", column -> column.format(Format.PERCENT).withBar())
            .show("cumulative_share", column -> column.label("total").format(Format.PERCENT))
            .show("origin", c -> c.overflow(Overflow.ELIDE_ITEMS, 64).dropWhenNarrow(5));
    for (String name :
        List.of("kind", "min_ms", "max_ms", "p90_ms", "p95_ms", "p99_ms", "std_dev_ms", "count")) {
      view = view.hide(name);
    }
    view = hideUnknown(view, Capability.SHAPES, "input_shapes", "output_shapes");
    List<String> types = table.stringColumn("data_type").unique().asList();
    boolean uniform = types.size() == 1 && !types.getFirst().isEmpty();
    if (uniform && profile.capabilities().contains(Capability.PRECISION)) {
      view = view.hide("data_type").footnote("Every layer puts out " + types.getFirst() + ".");
    } else {
      view = hideUnknown(view, Capability.PRECISION, "data_type");
    }
    view = hideUnknown(view, Capability.FORMAT, "format");
    view = hideUnknown(view, Capability.TACTIC, "tactic");
    if (table.stringColumn("origin").isMissing().size() == layers.size()) {
      view = view.hide("origin");
    }
    for (String note : Times.footnotes(profile)) {
      view = view.footnote(note);
    }
    return view;
  }

  private static ColumnView shapes(ColumnView column, int dropRank) {
    return column.overflow(Overflow.ELIDE_END, 30).dropWhenNarrow(dropRank);
  }

  private DataTable hideUnknown(DataTable view, Capability capability, String... names) {
    DataTable result = view;
    for (String name : names) {
      boolean empty = table.stringColumn(name).isMissing().size() == layers.size();
      if (empty || !profile.capabilities().contains(capability)) {
        result = result.hide(name);
      }
    }
    return result;
  }

  private String title(Order order) {
    int count = layers.size();
    if (count == 0) {
      return profile.name() + ": the profile has no layers";
    }
    String what = count == 1 ? "1 layer" : "%,d layers".formatted(count);
    return profile.name()
        + ": "
        + what
        + (order == Order.TIME ? ", the slowest first" : " in execution order");
  }
}
