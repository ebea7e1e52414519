package dev.oplab.command.surgeon;

import static dev.oplab.command.Ran.oplab;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.command.Nets;
import dev.oplab.command.Ran;
import dev.oplab.command.testing.FakeHost;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.testkit.Fixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurgeonExtractTest {
  private static final Path MODEL = Fixtures.mobilenet();
  private static final String FROM = "/features/features.0/features.0.0/Conv_output_0";
  private static final String TO = "/features/features.0/features.0.2/Mul_output_0";
  @TempDir Path folder;

  @Test
  void aPartOfARealModelIsAModelThatRuns() {
    Path part = folder.resolve("part.onnx");
    Ran ran =
        oplab(
            "surgeon",
            "extract",
            MODEL,
            "--inputs",
            FROM + ":float32[1,16,112,112]",
            "--outputs",
            "'" + TO + "':float32[1,16,112,112]",
            "-o",
            part);
    assertThat(ran.out()).contains(FROM, "[1, 16, 112, 112]", "nodes: 146 → 2", "Wrote " + part);
    Model model = OnnxIo.read(part);
    assertThat(model.graph().nodes())
        .extracting(node -> node.opType())
        .containsExactly("HardSigmoid", "Mul");
    assertThat(model.graph().initializers()).isEmpty();
    assertThat(oplab("ort", "profile", part, "-n", "1", "--warm-up", "0").status()).isZero();
  }

  @Test
  void severalInputsAndOutputsFollowOneOption() {
    Path two = Fixtures.sharedModel("two-head/two-head-opset12.onnx");
    Path part = folder.resolve("part.onnx");
    Ran ran =
        oplab(
            "surgeon",
            "extract",
            "--inputs",
            "input0",
            "--outputs",
            "output1",
            "output0",
            two,
            "-o",
            part);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(OnnxIo.read(part).graph().outputs())
        .extracting(value -> value.name())
        .containsExactly("output1", "output0");
  }

  @Test
  void whatTheModelDoesNotKnowMustBeSaid() {
    Model model = Nets.small("x", "y", 1L, 3L);
    model.graph().nodes().getFirst().opType("Thing").domain("org.me");
    Path file = Nets.write(model.opset("org.me", 1), folder.resolve("custom.onnx"));
    Ran ran = oplab("surgeon", "extract", file, "--inputs", "sum", "--outputs", "y");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).startsWith("custom.onnx > graph 'main'").contains("sum", "Fix: ");
    Ran shapeless = oplab("surgeon", "extract", file, "--inputs", "sum:float32", "--outputs", "y");
    assertThat(shapeless.status()).as(shapeless.err()).isZero();
    assertThat(shapeless.err()).contains("no shape is known of 'sum'");
  }

  @Test
  void aGraphOfTheModelCanBeTheWhole() {
    Path file = Nets.write(Nets.nested(), folder.resolve("nested.onnx"));
    Path part = folder.resolve("twice.onnx");
    Ran ran =
        oplab(
            "surgeon",
            "extract",
            file,
            "--graph",
            "my::twice",
            "--inputs",
            "a:float32[2]",
            "--outputs",
            "b:float32[2]",
            "-o",
            part);
    assertThat(ran.out()).contains("functions: 1 → 0");
    assertThat(OnnxIo.read(part).graph().nodes()).hasSize(1);
  }

  @Test
  void functionsAndSubgraphsComeAlong() {
    Path file = Nets.write(Nets.nested(), folder.resolve("nested.onnx"));
    Path part = folder.resolve("part.onnx");
    oplab("surgeon", "extract", file, "--inputs", "x", "c", "--outputs", "y", "-o", part);
    Model model = OnnxIo.read(part);
    assertThat(model.allNodes()).hasSize(8);
    assertThat(model.functions()).hasSize(1);
    assertThat(model.graph().initializers()).isEmpty();
  }

  @Test
  void aNotebookGetsThePartAsAValueAndItsOwnModelStays() {
    FakeHost host = FakeHost.notebook();
    Model model = OnnxIo.read(MODEL);
    String before = model.toText();
    host.variables.put("model", model);
    Ran.on(
        host,
        "surgeon",
        "extract",
        "{model}",
        "--inputs",
        "input0",
        "--outputs",
        FROM + ":float32[1,16,112,112]",
        "--as",
        "part");
    assertThat(Ran.bound(host, "part", Model.class).graph().nodes()).hasSize(1);
    assertThat(model.toText()).isEqualTo(before);
    assertThat(host.notes).isEmpty();
  }
}
