package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.OnnxIo;
import dev.oplab.testkit.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChart;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class PrintablesTest {

  @Test
  void aProfilePrintsAsItsLayers() {
    assertThat(text(Profiles.small())).startsWith("small.onnx: 3 layers in execution order");
  }

  @Test
  void aModelPrintsAsWhatItIs() {
    assertThat(text(OnnxIo.read(Fixtures.mobilenet())))
        .contains("IR version", "parameters", "Conv", "inputs");
  }

  @Test
  void aTablesawTablePrintsAsOurs() {
    assertThat(text(Table.create("t", IntColumn.create("n", new int[] {1})))).startsWith("t\nn\n─");
  }

  @Test
  void aChartOfXChartPrintsAsAPicture() throws Exception {
    XYChart chart = new XYChart(300, 200);
    chart.setTitle("mine <b>");
    chart.addSeries("s", new double[] {1, 2, 4}, new double[] {1, 4, 2});
    MimeBundle bundle = Printables.of(chart).orElseThrow().render();
    assertThat(bundle.data()).containsKeys(MimeBundle.SVG, MimeBundle.PNG);
    assertThat(bundle.data().get(MimeBundle.TEXT)).isEqualTo("Chart: mine <b>");
    Markup.parse(bundle.data().getOrDefault(MimeBundle.SVG, ""));
  }

  @Test
  void aPrintableIsItself() {
    Printable printable = () -> MimeBundle.text("x");
    assertThat(Printables.of(printable)).containsSame(printable);
  }

  @Test
  void otherValuesAreLeftToTheNotebook() {
    assertThat(Printables.of("text")).isEmpty();
    assertThat(Printables.of(List.of(1))).isEmpty();
  }

  private static String text(Object value) {
    return Printables.of(value).orElseThrow().toText();
  }
}
