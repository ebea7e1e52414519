package dev.oplab.command.onnx;

import static dev.oplab.command.Ran.oplab;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.command.Nets;
import dev.oplab.command.Ran;
import dev.oplab.command.testing.FakeHost;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.testkit.Fixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxTextTest {
  private static final Path MODEL = Fixtures.mobilenet();
  @TempDir Path folder;

  @Test
  void theWholeModelIsPrinted() {
    String whole = OnnxIo.read(MODEL).toText();
    assertThat(oplab("onnx", "text", MODEL).out().strip()).isEqualTo(whole.strip());
  }

  @Test
  void aFileHoldsTheTextWhateverItIsCalled() {
    Path file = folder.resolve("model.onnxtxt");
    Ran ran = oplab("onnx", "text", MODEL, "-o", file);
    assertThat(ran.out().strip()).matches("Wrote .*model\\.onnxtxt \\(\\d+ KiB\\)");
    assertThat(file).content().isEqualTo(OnnxIo.read(MODEL).toText());
  }

  @Test
  void someNodesComeWithTheirConstantsAndWhatIsLeftOut() {
    assertThat(oplab("onnx", "text", MODEL, "--nodes", "5-6").out())
        .contains(
            "  # 5 nodes before these\n",
            "= Conv <",
            "= HardSigmoid <",
            "  # 139 nodes after these\n",
            "float[16] \"onnx::Conv_422\" = {...}>",
            "# 101 constants of other nodes")
        .doesNotContain("Identity", "ir_version");
    assertThat(oplab("onnx", "text", MODEL, "--nodes", "145").out())
        .contains("# 145 nodes before these", "Gemm")
        .doesNotContain("nodes after");
    assertThat(oplab("onnx", "text", MODEL, "--nodes", "146-").err())
        .isEqualTo("the graph has 146 nodes, counted from 0");
  }

  @Test
  void longConstantsAreWrittenOutIfAskedFor() {
    assertThat(oplab("onnx", "text", MODEL, "--nodes", "5", "--elements", "16").out())
        .containsPattern("\"onnx::Conv_422\" = \\{-?[0-9.]+, ");
  }

  @Test
  void oneGraphIsShownAlone() {
    Path file = Nets.write(Nets.nested(), folder.resolve("nested.onnx"));
    assertThat(oplab("onnx", "text", file, "--graph", "if_2 > then_branch").out())
        .startsWith("body () => (if_2_then)\n")
        .contains("[Abs_then]")
        .doesNotContain("Relu");
    assertThat(oplab("onnx", "text", file, "--graph", "if_1_else").out()).contains("Neg");
    String function = oplab("onnx", "text", file, "--graph", "twice").out();
    assertThat(function).contains("domain: \"my\"", "twice (a) => (b)", "[add_in] b = Add (a, a)");
    assertThat(oplab("onnx", "text", file, "--graph", "my::twice").out()).isEqualTo(function);
  }

  @Test
  void aGraphThatIsNotThereOrNotAloneIsSaid() {
    Path file = Nets.write(Nets.nested(), folder.resolve("nested.onnx"));
    assertThat(oplab("onnx", "text", file, "--graph", "body").err())
        .isEqualTo(
            "nested.onnx: 2 graphs are called 'body'\n"
                + "Fix: say which one, by the way to it: 'if_1 > then_branch', 'if_2 > then_branch'.");
    assertThat(oplab("onnx", "text", file, "--graph", "twcie").err())
        .isEqualTo("nested.onnx: there is no graph 'twcie'\nFix: did you mean 'twice'?");
    assertThat(oplab("onnx", "text", MODEL, "--graph", "body").err())
        .contains("Fix: leave --graph out");
  }

  @Test
  void aNotebookShowsTheFirstLinesOnly() {
    Ran ran = Ran.on(FakeHost.notebook(), "onnx", "text", MODEL, "--nodes", "0-", "--lines", "3");
    assertThat(ran.out().lines()).hasSize(5);
    assertThat(ran.out()).contains("more lines; --lines 0 shows all, -o FILE writes them");
    Path swin = Fixtures.sharedModel("swin-micro/swin-micro-opset12.onnx");
    assertThat(Ran.on(FakeHost.notebook(), "onnx", "text", swin).out().lines()).hasSize(302);
    assertThat(Ran.on(FakeHost.notebook(), "onnx", "text", swin, "--lines", "0").out().lines())
        .hasSizeGreaterThan(2200);
  }
}
