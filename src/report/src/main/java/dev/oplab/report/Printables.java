package dev.oplab.report;

import dev.oplab.onnx.Model;
import dev.oplab.profile.EngineProfile;
import java.util.Optional;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/// What a notebook shows for a value that a cell ends with.
public final class Printables {
  private Printables() {}

  /// {@return how `value` prints: itself if it is [Printable], the layer table of a profile, what a
  /// model is, any Tablesaw table, any XChart chart; empty for everything else}
  public static Optional<Printable> of(Object value) {
    return Optional.ofNullable(
        switch (value) {
          case Printable printable -> printable;
          case MimeBundle bundle -> () -> bundle;
          case EngineProfile profile -> Tables.layers(profile);
          case Model model -> model(model);
          case Table table -> DataTable.of(table);
          case Chart<?, ?> chart -> Picture.of(chart);
          default -> null;
        });
  }

  private static Printable model(Model model) {
    return Report.titled(model.name())
        .with("", Tables.model(model))
        .with("", Tables.inputs(model))
        .with("", Tables.outputs(model))
        .with("", Tables.operators(model));
  }
}
