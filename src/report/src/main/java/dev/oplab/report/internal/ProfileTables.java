package dev.oplab.report.internal;

import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.Layer;
import dev.oplab.report.ColumnView.Format;
import dev.oplab.report.DataTable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The tables about a profile as a whole.
public final class ProfileTables {
  private ProfileTables() {}

  /// {@return one row per operator type, named `types`}
  public static DataTable types(EngineProfile profile) {
    List<TypeTotal> totals = TypeTotal.of(profile);
    double sum = profile.layerSum();
    Table table =
        Table.create(
            profile.name(),
            StringColumn.create("type", totals.stream().map(TypeTotal::type).toList()),
            IntColumn.create("count", totals.stream().mapToInt(TypeTotal::count).toArray()),
            DoubleColumn.create(
                "total_ms", totals.stream().mapToDouble(TypeTotal::millis).toArray()),
            DoubleColumn.create(
                "share",
                totals.stream().mapToDouble(t -> sum > 0 ? t.millis() / sum : 0).toArray()),
            StringColumn.create(
                "slowest", totals.stream().map(total -> TypeTotal.name(total.slowest())).toList()),
            DoubleColumn.create(
                "slowest_ms",
                totals.stream().mapToDouble(t -> t.slowest().time().mean()).toArray()));
    int decimals = sum >= 1 ? 3 : 4;
    DataTable view =
        DataTable.of(table)
            .named("types")
            .titled(profile.name() + ": time by operator type")
            .show("type", column -> column.label("operator type"))
            .show("count", column -> column.label("layers").format(Format.COUNT))
            .show("total_ms", column -> column.label("mean ms, summed").decimals(decimals))
            .show("share", column -> column.format(Format.PERCENT).withBar())
            .show("slowest", column -> column.label("slowest layer"))
            .show("slowest_ms", column -> column.label("its mean ms").decimals(decimals));
    for (String note : Times.footnotes(profile)) {
      view = view.footnote(note);
    }
    return view;
  }

  /// {@return one row per property, named `summary`}
  public static DataTable summary(EngineProfile profile) {
    Properties rows = new Properties();
    rows.add("name", profile.name());
    rows.add("measured on", Times.backend(profile.backend()));
    profile.settings().forEach(setting -> rows.add(Times.label(profile, setting), setting.value()));
    rows.add("layers", "%,d".formatted(profile.layers().size()));
    rows.add("sum of layers (profiled)", Times.millis(profile.layerSum()));
    profile.profiled().ifPresent(t -> rows.add("whole runs (profiled)", Times.summary(t)));
    profile.endToEnd().ifPresent(t -> rows.add("end to end (not profiled)", Times.summary(t)));
    profile.layers().stream()
        .filter(layer -> Double.isFinite(layer.time().mean()))
        .max(Comparator.comparingDouble(layer -> layer.time().mean()))
        .ifPresent(layer -> rows.add("slowest layer", describe(profile, layer)));
    DataTable view = rows.table("summary", profile.name());
    for (String note : profile.notes()) {
      view = view.footnote(note);
    }
    return view;
  }

  private static String describe(EngineProfile profile, Layer layer) {
    String share = String.format(Locale.ROOT, "%.1f%%", profile.share(layer) * 100);
    return "%s (%s), %s, %s"
        .formatted(TypeTotal.name(layer), layer.type(), Times.millis(layer.time().mean()), share);
  }
}
