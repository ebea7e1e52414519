package dev.oplab.command.surgeon;

import static dev.oplab.command.Ran.oplab;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.oplab.command.Nets;
import dev.oplab.command.Ran;
import dev.oplab.command.testing.FakeHost;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.surgeon.Surgeon;
import dev.oplab.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurgeonCleanupTest {
  @TempDir Path folder;
  private Path file;
  private Path out;

  @BeforeEach
  void writeTheModel() {
    file = Nets.write(Nets.nested(), folder.resolve("nested.onnx"));
    out = folder.resolve("out.onnx");
  }

  @Test
  void whatNoOutputNeedsIsRemovedAndShown() {
    Ran ran = oplab("surgeon", "cleanup", file, "-o", out);
    assertThat(ran.out())
        .contains(
            "nested.onnx: 2 differences: 2 removed",
            "Sqrt 'dead'",
            "'unused:0'",
            "nodes: 10 → 9; weights: 1 (12 bytes) → 0 (0 bytes)",
            "Wrote " + out);
    assertThat(ran.err()).isEmpty();
    assertThat(OnnxIo.read(out).graph().nodes()).noneMatch(node -> node.opType().equals("Sqrt"));
  }

  @Test
  void withoutAFileNothingIsKeptAndThatIsSaid() throws IOException {
    byte[] before = java.nio.file.Files.readAllBytes(file);
    Ran ran = oplab("surgeon", "cleanup", file);
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("Sqrt 'dead'");
    assertThat(ran.err()).isEqualTo("nothing was kept: -o FILE writes the model");
    assertThat(file).hasBinaryContent(before);
    assertThat(Ran.on(FakeHost.notebook(), "surgeon", "cleanup", file).err())
        .isEqualTo("nothing was kept: --as NAME gives the model to a variable, -o FILE writes it");
  }

  @Test
  void theOptionsSayWhatStays() {
    oplab("surgeon", "cleanup", file, "--no-constants", "-o", out);
    assertThat(OnnxIo.read(out).graph().initializers()).hasSize(1);
    Model model = Nets.nested();
    model.graph().addInput("spare", model.graph().inputs().getFirst().type());
    Path spare = Nets.write(model, folder.resolve("spare.onnx"));
    oplab("surgeon", "cleanup", spare, "-o", out);
    assertThat(OnnxIo.read(out).graph().inputs()).hasSize(3);
    oplab("surgeon", "cleanup", spare, "--inputs", "-o", out);
    assertThat(OnnxIo.read(out).graph().inputs()).hasSize(2);
  }

  @Test
  void theFileThatWasReadMayBeWritten() {
    oplab("surgeon", "cleanup", file, "-o", file);
    assertThat(OnnxIo.read(file).graph().initializers()).isEmpty();
  }

  @Test
  void aModelWithoutAnythingToRemoveIsOneLine() {
    assertThat(oplab("surgeon", "cleanup", Fixtures.mobilenet()).out().strip())
        .isEqualTo("mobilenet-v3-small.onnx: nothing changed");
  }

  @Test
  void jsonHasBothSizesTheChangesAndTheFiles() throws IOException {
    Map<String, Object> json =
        JSON.std.mapFrom(oplab("surgeon", "cleanup", file, "-o", out, "--json").out());
    assertThat(json).containsOnlyKeys("before", "after", "changes", "written");
    assertThat(json)
        .containsEntry(
            "before", Map.of("nodes", 10, "weights", 1, "weight_bytes", 12, "functions", 1));
  }

  @Test
  void weightsOfTheResultGoWhereTheOptionsSay() {
    Path external = folder.resolve("e.onnx");
    Ran ran =
        oplab("surgeon", "cleanup", Fixtures.mobilenet(), "-o", external, "--external", "e.bin");
    assertThat(ran.out()).contains("Wrote " + folder.resolve("e.bin"), "Wrote " + external);
    assertThat(folder.resolve("e.bin")).exists();
  }

  @Test
  void aSurgeonOfTheNotebookIsTakenTooAndNotChanged() {
    FakeHost host = FakeHost.notebook();
    Surgeon surgeon = Surgeon.of(Nets.nested());
    host.variables.put("g", surgeon);
    Ran ran = Ran.on(host, "surgeon", "cleanup", "{g}", "--as", "clean");
    assertThat(ran.err()).isEmpty();
    assertThat(surgeon.nodes()).hasSize(5);
    assertThat(Ran.bound(host, "clean", Model.class).graph().nodes()).hasSize(4);
  }
}
