package dev.oplab.ort;

import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.feed.Feed;
import dev.oplab.testkit.Fixtures;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Values inside the graph, brought back by name.
final class OrtRunner_InnerTensorsTest {
  @TempDir private Path folder;

  /// `y = relu(x * w) + w`, of which ONNX Runtime would keep nothing in between.
  private static OnnxBytes chain() {
    return OnnxBytes.model(
        new GraphBytes("chain")
            .input("x", FLOAT, 2)
            .output("y", FLOAT, 2)
            .initializer("w", new float[] {2, -3}, 2)
            .node(NodeBytes.of("Mul").name("scale").inputs("x", "w").outputs("scaled"))
            .node(NodeBytes.of("Relu").name("cut").inputs("scaled").outputs("positive"))
            .node(NodeBytes.of("Add").name("shift").inputs("positive", "w").outputs("y")));
  }

  private static float[] floats(Tensor tensor) {
    return tensor.data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
  }

  private RunResult run(Model model, RunOptions options) throws InterruptedException {
    Tensor x = Tensor.of("x", new float[] {10, 1}, 2);
    return OrtRunner.run(model, Map.of("x", x), options);
  }

  @Test
  void oneIsBroughtBackByName() throws InterruptedException {
    Model model = TestModels.read(chain(), folder);
    RunResult result = run(model, RunOptions.defaults().tensors("scaled"));
    assertThat(floats(result.tensor("scaled"))).containsExactly(20, -3);
    assertThat(floats(result.tensor("y"))).containsExactly(22, -3);
    assertThat(result.outputs()).containsOnlyKeys("y");
    assertThat(result.tensors()).containsOnlyKeys("scaled");
  }

  @Test
  void allComeInTheOrderOfTheNodes() throws InterruptedException {
    RunResult result =
        run(TestModels.read(chain(), folder), RunOptions.defaults().withAllTensors());
    assertThat(result.tensors().keySet()).containsExactly("scaled", "positive");
    assertThat(result.all().keySet()).containsExactly("y", "scaled", "positive");
  }

  @Test
  void inputsAndWeightsAreKnownWithoutARun() throws InterruptedException {
    RunResult result =
        run(TestModels.read(chain(), folder), RunOptions.defaults().tensors("w", "x", "y"));
    assertThat(floats(result.tensor("w"))).containsExactly(2, -3);
    assertThat(floats(result.tensor("x"))).containsExactly(10, 1);
    assertThat(result.tensors()).containsOnlyKeys("w", "x");
  }

  @Test
  void theModelsOwnFileIsLeftAlone() throws InterruptedException, IOException {
    Model model = TestModels.read(chain(), folder);
    byte[] before = Files.readAllBytes(folder.resolve("model.onnx"));
    run(model, RunOptions.defaults().withAllTensors());
    assertThat(Files.readAllBytes(folder.resolve("model.onnx"))).isEqualTo(before);
  }

  @Test
  void weightsInADataFileAreFound() throws InterruptedException, IOException {
    Files.write(folder.resolve("w.bin"), new byte[] {0, 0, 0, 0x40, 0, 0, 0x40, (byte) 0xC0});
    OnnxBytes bytes =
        OnnxBytes.model(
            new GraphBytes("g")
                .input("x", FLOAT, 2)
                .output("y", FLOAT, 2)
                .initializer(OnnxBytes.external("w", FLOAT, "w.bin", 0L, 8L, 2))
                .node(NodeBytes.of("Mul").inputs("x", "w").outputs("m"))
                .node(NodeBytes.of("Neg").inputs("m").outputs("y")));
    RunResult result =
        run(TestModels.read(bytes, folder), RunOptions.defaults().tensors("m"));
    assertThat(floats(result.tensor("m"))).containsExactly(20, -3);
  }

  @Test
  void aRealNetworkBringsEverythingBack() throws InterruptedException {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    RunResult result =
        OrtRunner.run(model, Feed.random(1), RunOptions.defaults().withAllTensors());
    assertThat(result.all()).hasSizeGreaterThan(140);
    Tensor alone =
        OrtRunner.run(model, Feed.random(1), RunOptions.defaults())
            .tensor(model.graph().outputs().getFirst().name());
    assertThat(result.tensor(alone.name()).shape()).isEqualTo(alone.shape());
  }

  @Test
  void anUnknownNameOffersANearOne() {
    Model model = TestModels.read(chain(), folder);
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> run(model, RunOptions.defaults().tensors("postive")))
        .withMessage(
            "model.onnx: there is no tensor 'postive'; the graph has 5, named as nodes' outputs,"
                + " inputs and initializers\n"
                + "Fix: did you mean 'positive'? 'onnx show --nodes' lists them.");
  }

  @Test
  void aValueInABodyIsSaidToBeThere() {
    Model model = TestModels.read(TestModels.loop(), folder);
    Tensor x = Tensor.of("x", new float[4], 1, 4);
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() ->
            OrtRunner.run(model, Map.of("x", x), RunOptions.defaults().tensors("r")))
        .withMessageContaining("the tensor 'r' is inside the body 'body' of")
        .withMessageContaining("Fix: ask for an output of that node");
  }

  @Test
  void theResultSaysWhatItHas() throws InterruptedException {
    RunResult result = run(TestModels.read(chain(), folder), RunOptions.defaults());
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> result.tensor("scaled"))
        .withMessageContaining("model.onnx: the run brought back no 'scaled'; it has [y]");
    assertThat(result.seconds()).isPositive();
    assertThat(List.of(result.version().split("\\."))).hasSize(3);
  }
}
