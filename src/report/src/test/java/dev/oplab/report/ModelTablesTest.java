package dev.oplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.testkit.Fixtures;
import org.junit.jupiter.api.Test;

class ModelTablesTest {
  private final Model model = OnnxIo.read(Fixtures.mobilenet());

  @Test
  void aModelSaysWhatItIs() {
    assertThat(Tables.model(model).toText())
        .contains("mobilenet-v3-small.onnx", "ai.onnx", "IR version", "146", "float32[");
  }

  @Test
  void operatorsAddUpToTheNodes() {
    DataTable operators = Tables.operators(model);
    assertThat(operators.table().intColumn("count").sum()).isEqualTo(146);
    assertThat(operators.table().doubleColumn("share").sum()).isBetween(0.999999, 1.000001);
    assertThat(operators.table().stringColumn("operator").get(0)).isEqualTo("Conv");
  }

  @Test
  void nodesEqualThoseOfTheModel() {
    DataTable nodes = Tables.nodes(model);
    assertThat(nodes.table().rowCount()).isEqualTo(model.allNodes().size());
    assertThat(nodes.toText(300)).contains("40 of 146 rows", "kernel_shape=[3, 3]");
  }

  @Test
  void nodesOfOneOperatorKeepTheirPlace() {
    DataTable gemms = Tables.nodes(model, "Gemm");
    assertThat(gemms.title()).isEqualTo("mobilenet-v3-small.onnx: 2 of 146 nodes are Gemm");
    assertThat(gemms.table().stringColumn("operator").asList()).containsExactly("Gemm", "Gemm");
    int place = gemms.table().intColumn("index").get(0);
    assertThat(model.allNodes().get(place).opType()).isEqualTo("Gemm");
  }

  @Test
  void weightsAreTheInitializersTheLargestFirst() {
    DataTable weights = Tables.weights(model);
    assertThat(weights.table().rowCount()).isEqualTo(model.graph().initializers().size());
    assertThat(weights.table().longColumn("bytes").get(0))
        .isEqualTo((long) weights.table().longColumn("bytes").max());
    assertThat(weights.table().stringColumn("stored").unique().asList()).containsExactly("inside");
    assertThat(weights.table().stringColumn("used_by").get(0)).contains("Gemm");
  }

  @Test
  void inputsAndOutputsHaveTypeAndShape() {
    assertThat(Tables.inputs(model).toText(200)).contains("float32", "3, 224, 224");
    assertThat(Tables.outputs(model).toText(200)).contains("float32", "[1, 100]");
  }
}
