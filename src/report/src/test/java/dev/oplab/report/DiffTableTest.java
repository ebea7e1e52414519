package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.surgeon.diff.ModelDiff;
import dev.oplab.surgeon.pass.Pass;
import dev.oplab.surgeon.pass.Passes;
import dev.oplab.testkit.Fixtures;
import org.junit.jupiter.api.Test;

class DiffTableTest {
  private final Model before = OnnxIo.read(Fixtures.mobilenet());
  private final Model after = before.copy();

  @Test
  void theTitleCountsTheDifferences() {
    assertThat(Tables.diff(ModelDiff.of(before, after)).title()).isEqualTo("no differences");
    after.docString("new").irVersion(8);
    assertThat(Tables.diff(ModelDiff.of(before, after)).title())
        .isEqualTo("2 differences: 2 changed");
    after.metadata("key", "note");
    assertThat(Tables.diff(ModelDiff.of(before, after)).title())
        .isEqualTo("3 differences: 1 added, 2 changed");
  }

  @Test
  void theOnlyGraphIsLeftOutOfTheRows() {
    Graph graph = after.graph();
    graph.nodes().getFirst().rename("first");
    DataTable table = Tables.diff(ModelDiff.of(before, after));
    assertThat(table.table().stringColumn("where").asList())
        .containsExactly("Identity 'Identity_0'");
    assertThat(table.table().stringColumn("graph").asList()).containsExactly("main_graph");
    assertThat(table.columns()).extracting(ColumnView::column).doesNotContain("graph");
  }

  @Test
  void aWeightSaysHowMuchDiffersAndItsNameOnce() {
    float[] other = new float[8];
    other[0] = 3;
    after
        .graph()
        .value("features.1.block.1.fc1.bias")
        .orElseThrow()
        .initializer(Tensor.of("", other, 8));
    DataTable table = Tables.diff(ModelDiff.of(before, after));
    assertThat(table.table().stringColumn("before").asList()).containsExactly("float32[8] (32 B)");
    assertThat(table.table().stringColumn("after").get(0))
        .startsWith("float32[8] (32 B), 1 elements differ, by up to 3");
  }

  @Test
  void passesSayWhatTheyDoAndNeedAndWhetherTheyCanRun() {
    DataTable passes = Tables.passes();
    assertThat(passes.table().stringColumn("pass").asList())
        .containsExactlyElementsOf(Passes.all().keySet());
    assertThat(passes.table().stringColumn("needs").asList())
        .containsExactlyElementsOf(Passes.all().values().stream().map(Pass::needs).toList())
        .contains("opset 17", "");
    long able =
        Passes.all().values().stream().filter(pass -> pass.requires(before).isEmpty()).count();
    assertThat(able).isBetween(1L, Passes.all().size() - 1L);
    assertThat(Tables.passes(before).title())
        .isEqualTo(
            "mobilenet-v3-small.onnx: %d of %d passes can run"
                .formatted(able, Passes.all().size()));
    assertThat(Tables.passes(before).toText(200))
        .containsPattern("fuse-gelu .*it needs opset 20, the model has 13");
  }
}
