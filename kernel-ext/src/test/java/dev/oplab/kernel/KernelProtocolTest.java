package dev.oplab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.kernel.KernelSession.Reply;
import dev.oplab.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The magics in a real kernel, over the Jupyter protocol: each mistake gives one clear message,
/// and the next cell works.
class KernelProtocolTest {
  private static final String MODEL = "models/mobilenet-v3-small.onnx";

  @TempDir static Path folder;
  static KernelSession kernel;

  @BeforeAll
  static void startTheKernel() throws IOException {
    kernel = KernelSession.start();
  }

  @AfterAll
  static void endTheKernel() throws IOException {
    if (kernel != null) {
      kernel.close();
    }
  }

  @AfterEach
  void theNextCellWorks() throws IOException {
    Reply next = kernel.run("20 + 22");
    assertThat(next.ok()).isTrue();
    assertThat(next.rendered("text/plain")).containsExactly("42");
  }

  @Test
  void helpIsTheSamePageInEveryForm() throws IOException {
    String page = kernel.run("%ort profile --help").text();
    assertThat(page).contains("--iterations", "--shapes", "Examples");
    assertThat(kernel.run("%ort profile?").text()).isEqualTo(page);
    assertThat(kernel.run("%onnx?").text()).contains("show");
  }

  @Test
  void aWrongOptionNamesTheNearestOne() throws IOException {
    failsWith(
        kernel.run("%ort profile " + MODEL + " --iteration 5"), "--iteration", "--iterations");
  }

  @Test
  void aWrongValueNamesTheOptionAndItsRange() throws IOException {
    failsWith(kernel.run("%ort profile " + MODEL + " --iterations none"), "--iterations", "none");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    failsWith(kernel.run("%onnx show models/nothing.onnx"), "nothing.onnx", "Fix:");
  }

  @Test
  void aTruncatedFileSaysWhereItEnds() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.projectRoot().resolve("notebooks").resolve(MODEL));
    Path half = Files.write(folder.resolve("half.onnx"), Arrays.copyOf(whole, whole.length / 2));
    failsWith(kernel.run("%onnx show " + half), "half.onnx", "Fix:");
  }

  @Test
  void aFileThatIsNotOnnxIsToldApart() throws IOException {
    Path text = Files.writeString(folder.resolve("readme.onnx"), "# not a model\n".repeat(50));
    failsWith(kernel.run("%onnx show " + text), "readme.onnx", "not an ONNX model", "Fix:");
  }

  @Test
  void javaValuesGoInAndResultsComeOut() throws IOException {
    Reply shown =
        kernel.run("var opened = OnnxIo.read(Path.of(\"" + MODEL + "\"));\n%onnx show {opened}");
    assertThat(shown.error()).isEmpty();
    assertThat(shown.text()).contains("Conv", "HardSigmoid");
    Reply bound = kernel.run("%ort profile {opened} --iterations 3 --warm-up 1 --as measured");
    assertThat(bound.error()).isEmpty();
    assertThat(
            kernel
                .run("measured.layers().size() > 50 && measured.layerSum() > 0")
                .rendered("text/plain"))
        .containsExactly("true");
  }

  @Test
  void aCellThatEndsWithAPartOfANetworkShowsIt() throws IOException {
    kernel.run("var net = OnnxIo.read(Path.of(\"" + MODEL + "\"));");
    shows(kernel.run("net.graph()"), "graph 'main_graph'", "146 nodes", "= Conv(");
    shows(kernel.run("net.graph().nodes().getFirst()"), "inputs", "outputs");
    shows(kernel.run("net.graph().initializers().getFirst()"), "float32[", "elements", "std");
    shows(kernel.run("net.graph().nodes().reversed()"), "40 of 146 rows");
    shows(kernel.run("Surgeon.of(net)"), "registered operation");
    assertThat(kernel.run("List.of(1, 2)").rendered("text/plain")).containsExactly("[1, 2]");
  }

  @Test
  void theSurgeonsWordsNeedNoImport() throws IOException {
    Reply reply =
        kernel.run(
            """
            var cut = Surgeon.open(Path.of("%s"));
            Pattern squeeze = Pattern.of(Term.op("GlobalAveragePool", Term.any("x")));
            Layer slowest = null;
            PassManager.of("remove-identity").run(cut.model());
            cut.cleanup();
            squeeze.matches(cut.graph()).size() + ModelDiff.of(cut.model(), cut.model()).rows().size()\
            """
                .formatted(MODEL));
    assertThat(reply.error()).isEmpty();
    assertThat(reply.rendered("text/plain")).containsExactly("10");
    Reply own = kernel.run("import java.util.regex.Pattern;\nPattern.matches(\"a+\", \"aa\")");
    assertThat(own.rendered("text/plain")).as(own.error()).containsExactly("true");
  }

  @Test
  void aRunningProfileCanBeInterrupted() throws IOException {
    Reply reply = kernel.runAndInterrupt("%ort profile " + MODEL + " --iterations 100000", 2.5);
    assertThat(reply.ok()).isFalse();
    assertThat(reply.seconds()).isLessThan(20);
    Reply again = kernel.run("%ort profile " + MODEL + " --iterations 2 --warm-up 0");
    assertThat(again.error()).isEmpty();
  }

  private static void shows(Reply reply, String... parts) {
    assertThat(reply.error()).isEmpty();
    assertThat(reply.rendered("text/plain")).singleElement().asString().contains(parts);
    assertThat(reply.rendered("text/html")).singleElement().asString().startsWith("<");
  }

  private static void failsWith(Reply reply, String... parts) {
    assertThat(reply.ok()).as("the cell stops").isFalse();
    assertThat(reply.error()).contains(parts);
    assertThat(reply.error()).as("no stack trace").doesNotContain("\tat ", "Exception in");
    assertThat(reply.error().lines().count())
        .as("one short message:%n%s", reply.error())
        .isLessThanOrEqualTo(8);
  }
}
