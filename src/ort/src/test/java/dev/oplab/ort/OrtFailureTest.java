package dev.oplab.ort;

import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static dev.oplab.testkit.OnnxBytes.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.ort.ProfileOptions.Optimization;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What ONNX Runtime refuses, and what the reader is told.
final class OrtFailureTest {
  @TempDir private Path folder;

  @Test
  void anOpsetNewerThanTheRuntimeKnows() {
    assertRefused(
        OnnxBytes.model(relu()).opset("", 99),
        "cannot load",
        "",
        "Opset 99 is under development",
        "export the model with opset 26 or lower");
  }

  @Test
  void whereTheRuntimesOwnSourcesFoundItIsLeftOut() {
    Model model = TestModels.read(OnnxBytes.model(relu()).irVersion(99), folder);
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> OrtRunner.run(model, InputFactory.random(model, 0)))
        .withMessageContaining("ONNX Runtime: Unsupported model IR version: 99");
  }

  @Test
  void nodesThatShareAName() {
    assertRefused(
        OnnxBytes.model(
            new GraphBytes("g")
                .input("x", FLOAT, 4)
                .output("y", FLOAT, 4)
                .node(NodeBytes.of("Relu").name("r").inputs("x").outputs("m"))
                .node(NodeBytes.of("Relu").name("r").inputs("m").outputs("y"))),
        "cannot load",
        "",
        "two nodes with same node name",
        "more than one is called 'r'");
  }

  @Test
  void aLinkToAModelWhoseWeightsAreElsewhere() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Files.write(real.resolve("weights.bin"), new byte[16]);
    Path file =
        OnnxBytes.model(
                new GraphBytes("g")
                    .input("x", FLOAT, 4)
                    .output("y", FLOAT, 4)
                    .initializer(OnnxBytes.external("w", FLOAT, "weights.bin", 0L, 16L, 4))
                    .node(NodeBytes.of("Add").name("plus").inputs("x", "w").outputs("y")))
            .write(real.resolve("model.onnx"));
    Model model = OnnxIo.read(Files.createSymbolicLink(folder.resolve("link.onnx"), file));
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> OrtRunner.run(model, InputFactory.random(model, 0)))
        .withMessageContaining("Fix: open the model in " + real.toRealPath() + " itself");
  }

  @Test
  void anIrVersionNewerThanTheRuntimeKnows() {
    assertRefused(
        OnnxBytes.model(relu()).irVersion(99),
        "cannot load",
        "",
        "Unsupported model IR version: 99",
        "save the model with IR version 13 or lower");
  }

  @Test
  void anOperatorOfAnUnknownDomain() {
    assertRefused(
        OnnxBytes.model(graph(NodeBytes.of("Swirl").domain("my.ops").name("s")))
            .opset("", 17)
            .opset("my.ops", 1),
        "cannot load",
        "",
        "my.ops:Swirl",
        "ONNX Runtime has no operator my.ops:Swirl");
  }

  @Test
  void aDomainThatIsNotImported() {
    assertRefused(
        OnnxBytes.model(graph(NodeBytes.of("Swirl").domain("my.ops").name("s"))),
        "cannot load",
        " > node 's'",
        "No opset import for domain 'my.ops'",
        "add an opset import for 'my.ops'");
  }

  @Test
  void anOperatorThatDoesNotExist() {
    assertRefused(
        OnnxBytes.model(graph(NodeBytes.of("Reluu").name("s"))),
        "cannot load",
        " > node 's'",
        "No Op registered for Reluu",
        "Reluu does not exist in opset 17");
  }

  @Test
  void typesThatDoNotAgree() {
    assertRefused(
        OnnxBytes.model(
            new GraphBytes("g")
                .input("x", FLOAT, 1)
                .input("i", INT64, 1)
                .output("y", FLOAT, 1)
                .node(NodeBytes.of("Add").name("plus").inputs("x", "i").outputs("y"))),
        "cannot load",
        " > node 'plus'",
        "Type Error",
        "Cast");
  }

  @Test
  void aKernelThatDoesNotExistForAType() {
    int bfloat16 = 16;
    assertRefused(
        OnnxBytes.model(
                new GraphBytes("g")
                    .input("x", bfloat16, 1)
                    .output("y", bfloat16, 1)
                    .node(NodeBytes.of("Sin").name("s").inputs("x").outputs("y")))
            .irVersion(10)
            .opset("", 22),
        "cannot load",
        " > node 's'",
        "Could not find an implementation for Sin(22)",
        "has no Sin for these types");
  }

  @Test
  void weightsWhoseFileIsMissing() {
    assertRefused(
        OnnxBytes.model(
            new GraphBytes("g")
                .input("x", FLOAT, 4)
                .output("y", FLOAT, 4)
                .initializer(OnnxBytes.external("w", FLOAT, "weights.bin", 0L, 16L, 4))
                .node(NodeBytes.of("Add").name("plus").inputs("x", "w").outputs("y"))),
        "cannot load",
        "",
        "weights.bin",
        "put the file with the weights back");
  }

  @Test
  void aValueFromNowhere() {
    assertRefused(
        OnnxBytes.model(
            new GraphBytes("g")
                .input("x", FLOAT, 1)
                .output("y", FLOAT, 1)
                .node(NodeBytes.of("Relu").name("r").inputs("nowhere").outputs("y"))),
        "cannot load",
        "",
        "'nowhere'",
        "make 'nowhere' an input or an initializer");
  }

  @Test
  void shapesThatDoNotWorkAtRunTime() {
    assertRefused(
        OnnxBytes.model(
            new GraphBytes("g")
                .input("x", FLOAT, "N", 3)
                .output("y", FLOAT, 2, 7)
                .initializer("s", new long[] {2, 7}, 2)
                .node(NodeBytes.of("Reshape").name("r").inputs("x", "s").outputs("y"))),
        "cannot run",
        " > node 'r'",
        "cannot be reshaped",
        "--shapes");
  }

  @Test
  void indicesThatRandomInputsMissAreExplained() throws InterruptedException {
    assertRefused(
        TestModels.gather(),
        "cannot run",
        " > node 'pick'",
        "indices element out of data bounds",
        "random integers are 0 or 1");
    Model model = TestModels.read(TestModels.gather(), folder);
    ProfileOptions enough =
        new ProfileOptions(Map.of("x", List.of(2L, 3L)), Map.of(), 0, 0, 1, 1, Optimization.ALL);
    assertThat(OrtProfiler.profile(model, enough, OrtProfiler.Progress.NONE).layers()).hasSize(1);
  }

  private static GraphBytes relu() {
    return graph(NodeBytes.of("Relu").name("r"));
  }

  private static GraphBytes graph(NodeBytes node) {
    return new GraphBytes("g")
        .input("x", FLOAT, 4)
        .output("y", FLOAT, 4)
        .node(node.inputs("x").outputs("y"));
  }

  private void assertRefused(OnnxBytes bytes, String what, String place, String said, String fix) {
    Model model = TestModels.read(bytes, folder);
    ProfileOptions options = new ProfileOptions(Map.of(), Map.of(), 0, 0, 1, 1, Optimization.ALL);
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> OrtProfiler.profile(model, options, OrtProfiler.Progress.NONE))
        .satisfies(e -> {
          List<String> lines = String.valueOf(e.getMessage()).lines().toList();
          assertThat(lines.getFirst())
              .isEqualTo(
                  folder.resolve("model.onnx") + place + ": ONNX Runtime " + what + " this model.");
          assertThat(lines.get(1)).startsWith("ONNX Runtime: ").contains(said);
          assertThat(lines.getLast()).startsWith("Fix: ").contains(fix);
          assertThat(e).hasCauseInstanceOf(dev.oplab.worker.JobException.class);
        });
  }
}
