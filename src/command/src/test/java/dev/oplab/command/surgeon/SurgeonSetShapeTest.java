package dev.oplab.command.surgeon;

import static dev.oplab.command.Ran.oplab;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.command.Ran;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.testkit.Fixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurgeonSetShapeTest {
  private static final Path MODEL = Fixtures.mobilenet();
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          input0:[N,3,224,224]           | float32[N, 3, 224, 224]
          input0:[?,3,-1,224]            | float32[?, 3, ?, 224]
          input0:float16                 | float16[1, 3, 224, 224]
          input0:float16[8,3,224,224]    | float16[8, 3, 224, 224]
          input0:float32[...]            | float32[...]
          'input0':[]                    | float32[]
          """)
  void aTypeAShapeOrBoth(String said, String type) {
    Path out = folder.resolve("out.onnx");
    Ran ran = oplab("surgeon", "set-shape", MODEL, said, "-o", out);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("float32[1, 3, 224, 224]", type);
    assertThat(OnnxIo.read(out).graph().inputs().getFirst().type()).hasToString(type);
  }

  @Test
  void aBatchOfAnySizeRuns() {
    Path out = folder.resolve("out.onnx");
    Ran ran = oplab("surgeon", "set-shape", MODEL, "--batch", "N", "-o", out);
    assertThat(ran.out())
        .contains("the batch is 'N' now", "now float32[N, 3, 224, 224]", "now float32[N, 100]");
    Ran run =
        oplab("ort", "profile", out, "--shapes", "input0:2x3x224x224", "-n", "1", "--warm-up", "0");
    assertThat(run.status()).as(run.err()).isZero();
  }

  @Test
  void shapesInConstantsAndPiecesAreOpened() {
    Path swin = Fixtures.sharedModel("swin-micro/swin-micro-opset12.onnx");
    Path out = folder.resolve("out.onnx");
    Ran ran = oplab("surgeon", "set-shape", swin, "--batch", "N", "-o", out);
    assertThat(ran.out()).contains("the old size in its shape is -1 now", "downsample/Reshape_2'");
    Ran run =
        oplab("ort", "profile", out, "--shapes", "input0:2x3x224x224", "-n", "1", "--warm-up", "0");
    assertThat(run.status()).as(run.err()).isZero();
  }

  @Test
  void whatMayStillHoldTheOldSizeIsNamed() {
    Path vit = Fixtures.sharedModel("vit-micro/vit-micro-opset17.onnx");
    Ran ran = oplab("surgeon", "set-shape", vit, "--batch", "N");
    assertThat(ran.out()).containsPattern("check +Concat '/Concat' +may still hold the old size");
    assertThat(ran.err()).contains("2 nodes may still hold the old batch size");
  }

  @Test
  void tensorsThatAreNotThereOrCannotBeThatAreRefused() {
    assertThat(oplab("surgeon", "set-shape", MODEL, "inptu0:[1]").err())
        .contains("there is no tensor 'inptu0'", "Fix: did you mean 'input0'?");
    Ran constant = oplab("surgeon", "set-shape", MODEL, "classifier.3.bias:[7]");
    assertThat(constant.status()).isEqualTo(1);
    assertThat(constant.err()).contains("classifier.3.bias", "Fix: ");
    Graph graph = OnnxIo.read(MODEL).graph();
    String between = graph.nodes().get(5).output().name();
    assertThat(oplab("surgeon", "set-shape", MODEL, between + ":[1]").err())
        .contains("Fix: state both, as NAME:float32[N,3,224,224]");
  }
}
