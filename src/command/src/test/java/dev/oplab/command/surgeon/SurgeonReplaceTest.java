package dev.oplab.command.surgeon;

import static dev.oplab.command.Ran.oplab;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.command.Nets;
import dev.oplab.command.Ran;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.testkit.Fixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurgeonReplaceTest {
  private static final Path MODEL = Fixtures.mobilenet();
  @TempDir Path folder;

  @Test
  void theNodesBetweenTwoTensorsBecomeOne() {
    Path out = folder.resolve("out.onnx");
    Ran ran =
        oplab(
            "surgeon",
            "replace",
            MODEL,
            "--inputs",
            "/features/features.0/features.0.0/Conv_output_0",
            "--outputs",
            "/features/features.0/features.0.2/Mul_output_0",
            "--op",
            "Clip",
            "--attr",
            "min=0",
            "max=6",
            "-o",
            out);
    assertThat(ran.out()).contains("nodes: 146 → 145", "HardSigmoid", "Wrote " + out);
    Model model = OnnxIo.read(out);
    Node clip =
        model
            .graph()
            .value("/features/features.0/features.0.2/Mul_output_0")
            .orElseThrow()
            .producer()
            .orElseThrow();
    assertThat(clip.opType()).isEqualTo("Clip");
    assertThat(clip.inputs()).hasSize(3);
    assertThat(oplab("ort", "profile", out, "-n", "1", "--warm-up", "0").status()).isZero();
  }

  @Test
  void whatIsNotNeededAnyMoreGoesIfAskedFor() {
    Path file = Nets.write(Nets.small("x", "y", 1L, 3L), folder.resolve("m.onnx"));
    Path out = folder.resolve("out.onnx");
    oplab("surgeon", "replace", file, "--inputs", "x", "--outputs", "y", "--op", "Exp", "-o", out);
    assertThat(OnnxIo.read(out).graph().initializers()).hasSize(1);
    oplab(
        "surgeon",
        "replace",
        file,
        "--inputs",
        "x",
        "--outputs",
        "y",
        "--op",
        "Exp",
        "--cleanup",
        "-o",
        out);
    assertThat(OnnxIo.read(out).graph().initializers()).isEmpty();
    assertThat(OnnxIo.read(out).graph().nodes()).extracting(Node::opType).containsExactly("Exp");
  }

  @Test
  void aNodeOfSeveralOutputs() {
    Path two = Fixtures.sharedModel("two-head/two-head-opset12.onnx");
    Path out = folder.resolve("out.onnx");
    Ran ran =
        oplab(
            "surgeon",
            "replace",
            two,
            "--inputs",
            "input0",
            "--outputs",
            "output0",
            "output1",
            "--op",
            "Heads",
            "--domain",
            "org.me",
            "-o",
            out);
    assertThat(ran.status()).as(ran.err()).isZero();
    Model model = OnnxIo.read(out);
    assertThat(model.graph().nodes()).hasSize(1);
    assertThat(model.graph().nodes().getFirst().outputs()).hasSize(2);
  }

  @Test
  void aRegionThatNeedsMoreIsRefused() {
    Path file = Nets.write(Nets.nested(), folder.resolve("nested.onnx"));
    Ran ran = oplab("surgeon", "replace", file, "--inputs", "x", "--outputs", "y", "--op", "Relu");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).startsWith("nested.onnx > graph 'main'").contains("'c'", "Fix: ");
  }
}
