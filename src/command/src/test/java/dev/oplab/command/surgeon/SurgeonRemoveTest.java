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

class SurgeonRemoveTest {
  private static final Path MODEL = Fixtures.mobilenet();
  private static final String MUL = "/features/features.0/features.0.2/Mul";
  @TempDir Path folder;

  @Test
  void everyNodeOfAnOperator() {
    Path out = folder.resolve("out.onnx");
    Ran ran = oplab("surgeon", "remove", MODEL, "--op", "Identity", "-o", out);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("nodes: 146 → 141");
    Model model = OnnxIo.read(out);
    assertThat(model.graph().nodes()).noneMatch(node -> node.opType().equals("Identity"));
    assertThat(oplab("ort", "profile", out, "-n", "1", "--warm-up", "0").status()).isZero();
  }

  @Test
  void oneNodeItsInputChosenAndItsRestCleanedUp() {
    Path out = folder.resolve("out.onnx");
    oplab("surgeon", "remove", MODEL, MUL, "--input", "0", "--cleanup", "-o", out);
    assertThat(OnnxIo.read(out).graph().nodes())
        .hasSize(144)
        .extracting(Node::name)
        .doesNotContain(MUL, "/features/features.0/features.0.2/HardSigmoid");
  }

  @Test
  void severalNodesByNameOrOutput() {
    Path out = folder.resolve("out.onnx");
    Ran ran =
        oplab("surgeon", "remove", MODEL, "Identity_0", "features.11.block.2.fc1.bias", "-o", out);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(OnnxIo.read(out).graph().nodes())
        .hasSize(144)
        .extracting(Node::name)
        .doesNotContain("Identity_0", "Identity_1");
  }

  @Test
  void whereMoreThanOneInputFitsTheOptionIsNamed() {
    Ran ran = oplab("surgeon", "remove", MODEL, MUL);
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .startsWith("mobilenet-v3-small.onnx > graph 'main_graph' > node Mul '" + MUL + "'")
        .endsWith("Fix: say which one, counted from 0, with --input.");
  }

  @Test
  void nodesAndOperatorsThatAreNotThereHaveNearNames() {
    assertThat(oplab("surgeon", "remove", MODEL, "Identiy_0").err())
        .contains("there is no node 'Identiy_0'", "Fix: did you mean 'Identity_0'");
    assertThat(oplab("surgeon", "remove", MODEL, "--op", "Identiy").err())
        .contains("no node is a 'Identiy'", "Fix: did you mean 'Identity'?");
    Path file = Nets.write(Nets.nested(), folder.resolve("nested.onnx"));
    assertThat(oplab("surgeon", "remove", file, "--op", "Dropout").err())
        .contains("Fix: --graph looks into another graph of the model.");
  }
}
