package dev.oplab.command.surgeon;

import static dev.oplab.command.Ran.oplab;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.command.Nets;
import dev.oplab.command.Ran;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Value;
import dev.oplab.testkit.Fixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurgeonMergeTest {
  @TempDir Path folder;
  private Path first;
  private Path second;
  private Path out;

  @BeforeEach
  void writeTheModels() {
    first = Nets.write(Nets.small("x", "hidden", 1L, 3L), folder.resolve("first.onnx"));
    second = Nets.write(Nets.small("states", "y", 1L, 3L), folder.resolve("second.onnx"));
    out = folder.resolve("both.onnx");
  }

  @Test
  void oneBehindTheOther() {
    Ran ran = oplab("surgeon", "merge", first, second, "--map", "hidden=states", "-o", out);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains(
            "output of first.onnx",
            "feeds input of second.onnx",
            "nodes: 2 + 2 → 4",
            "Wrote " + out);
    Model both = OnnxIo.read(out);
    assertThat(both.graph().inputs()).extracting(Value::name).containsExactly("x");
    assertThat(both.graph().outputs()).extracting(Value::name).containsExactly("y");
    assertThat(both.graph().value("m2_one")).isPresent();
    assertThat(oplab("ort", "profile", out, "-n", "1", "--warm-up", "0").status()).isZero();
  }

  @Test
  void whatIsConnectedMayStayAnOutput() {
    oplab(
        "surgeon", "merge", first, second, "--map", "hidden=states", "--keep-connected", "-o", out);
    assertThat(OnnxIo.read(out).graph().outputs())
        .extracting(Value::name)
        .containsExactly("hidden", "y");
  }

  @Test
  void sideBySideWithAPrefix() {
    Path model = Fixtures.mobilenet();
    Ran ran =
        oplab("surgeon", "merge", model, model, "--prefix", "night_", "--prefix-all", "-o", out);
    assertThat(ran.err()).contains("the two stand side by side");
    Model both = OnnxIo.read(out);
    assertThat(both.graph().nodes()).hasSize(292);
    assertThat(both.graph().inputs())
        .extracting(Value::name)
        .containsExactly("input0", "night_input0");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThat(oplab("surgeon", "merge", first, second, "--map", "hiden=states").err())
        .contains("'hiden'", "Fix: did you mean 'hidden'?");
    Path wide = Nets.write(Nets.small("states", "y", 1L, 4L), folder.resolve("wide.onnx"));
    Ran ran = oplab("surgeon", "merge", first, wide, "--map", "hidden=states");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("[1, 3]", "[1, 4]", "Fix: ");
    Path older =
        Nets.write(Nets.small("states", "y", 1L, 3L).opset("", 13), folder.resolve("old.onnx"));
    assertThat(oplab("surgeon", "merge", first, older, "--map", "hidden=states").err())
        .contains("17", "13", "Fix: ");
  }
}
