package dev.oplab.command.onnx;

import static dev.oplab.command.Ran.oplab;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.oplab.command.Nets;
import dev.oplab.command.Ran;
import dev.oplab.command.testing.FakeHost;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.surgeon.Surgeon;
import dev.oplab.surgeon.diff.ModelDiff;
import dev.oplab.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxDiffTest {
  private static final Path MODEL = Fixtures.mobilenet();
  @TempDir Path folder;

  private Path edited() {
    Surgeon g = Surgeon.open(MODEL);
    g.removeNode(g.node("Identity_0"));
    g.model().irVersion(8);
    g.shape(g.tensor("input0"), "N", 3, 224, 224);
    g.graph()
        .value("features.1.block.1.fc1.bias")
        .ifPresent(bias -> {
          float[] other = new float[8];
          other[3] = 2;
          bias.initializer(Tensor.of("", other, other.length));
        });
    return Nets.write(g.model(), folder.resolve("edited.onnx"));
  }

  @Test
  void modelsThatSayTheSameAreOneLineAndStatusZero() {
    Path copy = Nets.write(OnnxIo.read(MODEL), folder.resolve("copy.onnx"));
    Ran ran = oplab("onnx", "diff", MODEL, copy);
    assertThat(ran.status()).isZero();
    assertThat(ran.out().strip()).isEqualTo("mobilenet-v3-small.onnx and copy.onnx say the same");
    assertThat(oplab("onnx", "diff", MODEL, MODEL).out()).contains(MODEL + " and " + MODEL);
  }

  @Test
  void everyKindOfDifferenceIsARowAndTheStatusIsOne() {
    Ran ran = oplab("onnx", "diff", MODEL, edited());
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.out())
        .contains(
            "mobilenet-v3-small.onnx → edited.onnx: 5 differences: 1 removed, 4 changed",
            "Identity 'Identity_0'",
            "ir version",
            "float32[N, 3, 224, 224]")
        .containsPattern("header +0 +0 +1\n")
        .containsPattern("types +0 +0 +1\n")
        .containsPattern("nodes +0 +1 +1\n")
        .containsPattern("weights +0 +0 +1\n");
  }

  @Test
  void jsonHasEqualCountsAndDifferences() throws IOException {
    Ran ran = oplab("onnx", "diff", MODEL, edited(), "--json");
    Map<String, Object> json = JSON.std.mapFrom(ran.out());
    assertThat(json).containsOnlyKeys("equal", "counts", "differences");
    assertThat(json).containsEntry("equal", false);
    assertThat((List<?>) json.get("differences"))
        .hasSize(5)
        .anySatisfy(row ->
            assertThat(row)
                .isEqualTo(
                    Map.of(
                        "part", "types",
                        "change", "changed",
                        "what", "type",
                        "where", "graph 'main_graph' > 'input0'",
                        "before", "float32[1, 3, 224, 224]",
                        "after", "float32[N, 3, 224, 224]")));
    Map<String, Object> same =
        JSON.std.mapFrom(oplab("onnx", "diff", MODEL, MODEL, "--json").out());
    assertThat(same).containsEntry("equal", true).containsEntry("differences", List.of());
  }

  @Test
  void onlyThePartsAskedForCount() {
    Path edited = edited();
    assertThat(oplab("onnx", "diff", MODEL, edited, "--only", "weights").out())
        .contains("1 difference: 1 changed", "block.1.fc1.bias'", "float32[8] (32 B)", "2.00000")
        .doesNotContain("Identity_0");
    Ran none = oplab("onnx", "diff", MODEL, edited, "--only", "functions", "--only", "notes");
    assertThat(none.status()).isZero();
    assertThat(none.out()).contains("say the same in functions, notes");
  }

  @Test
  void csvIsTheTableOfDifferences() {
    assertThat(oplab("onnx", "diff", MODEL, edited(), "--csv").out())
        .startsWith("change,what,where,before,after,graph\r\n")
        .contains("removed,node,Identity 'Identity_0',");
    assertThat(oplab("onnx", "diff", MODEL, MODEL, "--csv").out().strip())
        .isEqualTo("change,what,where,before,after,graph");
  }

  @Test
  void aNotebookComparesItsOwnModelsAndKeepsTheDifference() {
    FakeHost host = FakeHost.notebook();
    Model model = OnnxIo.read(MODEL);
    host.variables.put("model", model);
    host.variables.put("other", model.copy().docString("other"));
    Ran ran = Ran.on(host, "onnx", "diff", "{model}", "{other}", "--as", "d");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(Ran.bound(host, "d", ModelDiff.class).rows()).hasSize(1);
    assertThat(ran.out()).contains("A → B, both of " + MODEL + ": 1 difference");
  }

  @Test
  void differencesInSubgraphsSayWhichGraph() {
    Path before = Nets.write(Nets.nested(), folder.resolve("a.onnx"));
    Model changed = Nets.nested();
    changed.allNodes().stream()
        .filter(node -> node.name().equals("Abs_then"))
        .forEach(node -> node.opType("Exp"));
    Path after = Nets.write(changed, folder.resolve("b.onnx"));
    assertThat(oplab("onnx", "diff", before, after).out())
        .contains("If 'if_2' > then_branch > Abs 'Abs_then'", "Exp");
  }
}
