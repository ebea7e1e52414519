package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.Layer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LayerTableTest {

  @Test
  void rowsEqualTheLayersOfTheProfile() {
    EngineProfile profile = Profiles.many(118);
    DataTable table = Tables.layers(profile);
    assertThat(table.name()).isEqualTo("layers");
    assertThat(table.table().stringColumn("name").asList())
        .isEqualTo(profile.layers().stream().map(Layer::name).toList());
    assertThat(table.table().doubleColumn("cumulative_share").get(117))
        .isBetween(0.9999999, 1.0000001);
  }

  @Test
  void sortedByTimeTheSlowestComesFirst() {
    DataTable table = Tables.layers(Profiles.many(5), Order.TIME);
    assertThat(table.table().intColumn("index").asList()).containsExactly(4, 3, 2, 1, 0);
    assertThat(table.toText()).contains("5 layers, the slowest first");
  }

  @Test
  void columnsAppearByWhatTheProducerKnows() {
    EngineProfile known = Profiles.small();
    assertThat(shown(known)).contains("input_shapes", "output_shapes", "origin");
    EngineProfile unknown =
        new EngineProfile(
            known.name(),
            known.backend(),
            List.of(),
            known.layers(),
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            List.of());
    assertThat(shown(unknown))
        .doesNotContain("input_shapes", "output_shapes", "data_type", "tactic");
  }

  @Test
  void whatTheRuntimeFusedOrInsertedIsSaid() {
    assertThat(Tables.layers(Profiles.small()).toText(200))
        .contains("fused from /features/0/Conv, /features/0/Relu", "inserted by the runtime");
  }

  @Test
  void theTimesOfTheWholeAreNamed() {
    assertThat(Tables.layers(Profiles.small()).footnotes())
        .anyMatch(note -> note.startsWith("Sum of layers: 0.400 ms, measured with the profiler on"))
        .anyMatch(
            note -> note.startsWith("End to end: 0.310 ms mean, 0.300 ms median, 0.330 ms p99"))
        .anyMatch(note -> note.contains("1.29 times that"))
        .anyMatch(note -> note.equals("Measured on ONNX Runtime 1.29.0, CPU; threads: 1; runs: 3."))
        .contains("The numbers are made up.");
  }

  @Test
  void aProfileWithoutLayersIsReadable() {
    EngineProfile empty = Profiles.profile("empty.onnx", List.of());
    assertThat(Tables.layers(empty).toText())
        .startsWith("empty.onnx: the profile has no layers\n(no rows)");
    assertThat(Tables.types(empty).toText()).contains("(no rows)");
    assertThat(Tables.summary(empty).toText()).contains("layers");
  }

  @Test
  void oneLayerIsTheWhole() {
    assertThat(Tables.layers(Profiles.many(1)).toText())
        .contains("1 layer in", "100.0% ██████████  100.0%");
  }

  @Test
  void aLayerWithoutATimeHasAnEmptyCellAndNullInJson() {
    DataTable table = Tables.layers(Profiles.hostile());
    assertThat(table.toRows().getLast())
        .containsEntry("mean_ms", null)
        .containsEntry("share", null);
    assertThat(table.toText(400)).doesNotContain("NaN", "null");
    assertThat(table.toHtml()).doesNotContain("NaN", "null");
  }

  @Test
  void typesAddUpToTheSumOfTheLayers() {
    DataTable types = Tables.types(Profiles.many(10));
    assertThat(types.table().doubleColumn("total_ms").sum()).isEqualTo(55);
    assertThat(types.table().intColumn("count").sum()).isEqualTo(10);
    assertThat(types.table().stringColumn("slowest").get(0)).isEqualTo("/blocks/9/Relu");
  }

  private static List<String> shown(EngineProfile profile) {
    return Tables.layers(profile).columns().stream().map(ColumnView::column).toList();
  }
}
