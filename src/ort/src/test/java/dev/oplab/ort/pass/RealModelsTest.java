package dev.oplab.ort.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.TestModels;
import dev.oplab.surgeon.pass.PassManager;
import dev.oplab.surgeon.pass.Passes;
import dev.oplab.testkit.Fixtures;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Each pass on each real network.
final class RealModelsTest {
  @TempDir private Path folder;

  static Stream<String> networks() {
    return Stream.of(
        "mobilenet",
        "cbr-opset15.onnx",
        "custom-op-opset12.onnx",
        "layernorm-opset12.onnx",
        "layernorm-opset17.onnx",
        "reshape-opset15.onnx",
        "roll-opset9.onnx",
        "roll-opset12.onnx",
        "two-head-opset12.onnx",
        "vit-micro/vit-micro-opset17.onnx",
        "gpt-micro/gpt-micro-opset17.onnx",
        "swin-micro/swin-micro-opset12.onnx");
  }

  private Model network(String name) {
    if (name.equals("mobilenet")) {
      return OnnxIo.read(Fixtures.mobilenet());
    }
    return OnnxIo.read(
        name.contains("/") ? Fixtures.sharedModel(name) : TestModels.resource(name, folder));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void everyPassAloneKeepsTheResults(String name) throws InterruptedException {
    Model before = network(name);
    Map<String, Tensor> inputs = Outputs.inputs(before, 1);
    Outputs expected = Outputs.of(before, inputs);
    assertThat(expected.isFinite()).isTrue();
    for (String pass : Passes.all().keySet()) {
      Model model = before.copy();
      if (PassManager.of(pass).run(model).changed()) {
        Outputs.of(model, inputs).assertSameAs(expected, Tolerance.of(pass), pass);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void allPassesTogetherKeepTheResults(String name) throws InterruptedException {
    Model model = network(name);
    Map<String, Tensor> inputs = Outputs.inputs(model, 2);
    Outputs expected = Outputs.of(model, inputs);
    var report = PassManager.of(Passes.all().keySet().toArray(String[]::new)).run(model);
    assertThat(report.settled()).isTrue();
    Outputs.of(model, inputs).assertSameAs(expected, new Tolerance(1e-5, 1e-5), "all passes");
  }

  /// What the course does by hand is found as often as the network has it.
  @ParameterizedTest
  @CsvSource({
    "layernorm-opset12.onnx, fuse-layernorm:raise-opset, LayerNormalization, 1",
    "roll-opset9.onnx, slice-concat-to-roll:raise-opset, roll, 2",
    "roll-opset12.onnx, slice-concat-to-roll:raise-opset, roll, 2",
    "vit-micro/vit-micro-opset17.onnx, fuse-gelu:raise-opset, Gelu, 4",
    "gpt-micro/gpt-micro-opset17.onnx, fuse-gelu:raise-opset, Gelu, 3",
    "swin-micro/swin-micro-opset12.onnx, fuse-layernorm:raise-opset, LayerNormalization, 21",
    "swin-micro/swin-micro-opset12.onnx, fuse-gelu:raise-opset, Gelu, 8",
    "swin-micro/swin-micro-opset12.onnx, slice-concat-to-roll:raise-opset, roll, 12"
  })
  void everyPlaceInANetworkIsRewritten(String name, String pass, String operator, int times)
      throws InterruptedException {
    Model model = network(name);
    Run run = Run.of(model, pass).keepsTheResults();
    assertThat(run.operators()).filteredOn(operator::equals).hasSize(times);
  }
}
