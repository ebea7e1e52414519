package dev.oplab.command.surgeon;

import static dev.oplab.command.Ran.oplab;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.oplab.command.Ran;
import dev.oplab.command.testing.FakeHost;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.report.MimeBundle;
import dev.oplab.surgeon.pass.Passes;
import dev.oplab.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurgeonRunTest {
  private static final Path MODEL = Fixtures.mobilenet();
  @TempDir Path folder;

  @Test
  void eachPassSaysWhatItChangedOrWhyItWasSkipped() {
    Path out = folder.resolve("out.onnx");
    Ran ran =
        oplab("surgeon", "run", MODEL, "remove-identity", "fuse-gelu", "fold-batchnorm", "-o", out);
    assertThat(ran.status()).isZero();
    assertThat(ran.out())
        .contains("mobilenet-v3-small.onnx: 5 changes", "nodes: 146 → 141", "what changed")
        .containsPattern("remove-identity +5\n")
        .containsPattern("fuse-gelu +0 +skipped: it needs opset 20, the model has 13")
        .containsPattern("fold-batchnorm +0 +nothing to do");
    assertThat(OnnxIo.read(out).graph().nodes()).hasSize(141);
  }

  @Test
  void aRealModelIsFusedAndRuns() {
    Path norm = Fixtures.sharedModel("layernorm/layernorm-opset12.onnx");
    Path out = folder.resolve("out.onnx");
    Ran ran = oplab("surgeon", "run", norm, "fuse-layernorm:raise-opset", "-o", out);
    assertThat(ran.out()).contains("raised from 12 to 17", "now LayerNormalization");
    assertThat(OnnxIo.read(out).graph().nodes())
        .extracting(Node::opType)
        .contains("LayerNormalization")
        .doesNotContain("ReduceMean");
    assertThat(oplab("ort", "profile", out, "-n", "1", "--warm-up", "0").status()).isZero();
  }

  @Test
  void aDryRunShowsTheChangesAndKeepsNothing() {
    Ran ran = oplab("surgeon", "run", MODEL, "remove-identity", "--dry-run");
    assertThat(ran.out()).contains("5 changes", "Identity 'Identity_0'");
    assertThat(ran.err()).isEmpty();
    assertThat(oplab("surgeon", "run", MODEL, "remove-identity", "--dry-run", "-o", "x.onnx").err())
        .contains("--dry-run and -o exclude each other");
  }

  @Test
  void nothingToDoIsSaid() {
    assertThat(oplab("surgeon", "run", MODEL, "fold-batchnorm").out())
        .contains("mobilenet-v3-small.onnx: nothing changed")
        .doesNotContain("what changed");
  }

  @Test
  void tooFewRoundsAreRemarkedOn() {
    assertThat(oplab("surgeon", "run", MODEL, "remove-identity", "--rounds", "1").err())
        .contains("after 1 rounds there may be more to do; --rounds allows more");
  }

  @Test
  void withoutAPassThoseThereAreAreListed() {
    Ran ran = oplab("surgeon", "run", MODEL);
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("PASS is missing: " + String.join(", ", Passes.all().keySet()));
    assertThat(oplab("surgeon", "run", MODEL, "fold-batchnrom").err())
        .contains("found 'fold-batchnrom'. Did you mean fold-batchnorm?");
  }

  @Test
  void jsonHasThePassesAndTheChanges() throws IOException {
    Map<String, Object> json =
        JSON.std.mapFrom(oplab("surgeon", "run", MODEL, "remove-identity", "--json").out());
    assertThat(json)
        .containsOnlyKeys("changed", "settled", "rounds", "before", "after", "passes", "changes")
        .containsEntry("changed", true)
        .containsEntry("settled", true)
        .containsEntry("rounds", 2);
    assertThat((List<?>) json.get("changes")).hasSize(5);
  }

  @Test
  void inANotebookTheModelStaysAndTheResultIsAValue() {
    FakeHost host = FakeHost.notebook();
    Model model = OnnxIo.read(MODEL);
    host.variables.put("model", model);
    Ran.on(host, "surgeon", "run", "{model}", "remove-identity", "--as", "slim");
    assertThat(model.graph().nodes()).hasSize(146);
    assertThat(Ran.bound(host, "slim", Model.class).graph().nodes()).hasSize(141);
    assertThat(host.shown)
        .hasSize(2)
        .allSatisfy(bundle -> assertThat(bundle.data()).containsKey(MimeBundle.HTML));
  }

  @Test
  void thePassesAreATable() {
    Ran ran = oplab("surgeon", "passes");
    int all = Passes.all().size();
    assertThat(ran.out()).contains(all + " passes", "Removes Identity nodes.", "opset 17");
    Passes.all().keySet().forEach(name -> assertThat(ran.out()).contains(name));
    assertThat(oplab("surgeon", "passes", MODEL).out())
        .containsPattern("mobilenet-v3-small.onnx: [0-9]+ of " + all + " passes can run")
        .containsPattern("remove-identity .* can run\n");
  }
}
