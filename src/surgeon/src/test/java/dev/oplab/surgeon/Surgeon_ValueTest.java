package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Value;
import dev.oplab.testkit.Fixtures;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Surgeon_ValueTest {
  private final Surgeon g = Nets.chain(3);

  @Test
  void namesCanBeChangedByARuleAndExchanged() {
    g.rename(name -> name.equals("v0") ? "v1" : name.equals("v1") ? "v0" : "net/" + name);
    assertThat(Nets.valueNames(g.graph().inputs())).containsExactly("net/x");
    assertThat(g.node("r0").output().name()).isEqualTo("v1");
    assertThat(g.node("r1").output().name()).isEqualTo("v0");
    assertThatThrownBy(() -> g.rename(name -> "same")).hasMessageContaining("the rule calls both");
    assertThat(g.tensors()).containsKeys("v0", "v1", "net/v2");
  }

  @Test
  void beforeIrVersion4AConstantIsANodeBecauseInitializersAreInputsThere() {
    Surgeon old = Surgeon.of(Model.create(8, 3));
    Value x = old.input("x", DataType.FLOAT, 2);
    old.outputs(old.layer("Add").in(x, old.constant("c", new float[] {1, 2})).out("y"));
    assertThat(Nets.ops(old.graph())).containsExactly("Constant", "Add");
    assertThat(old.graph().initializers()).isEmpty();
    old.model().irVersion(4);
    old.constant("d", 1f);
    assertThat(old.graph().initializers()).hasSize(1);
  }

  @Test
  void nodesAreRenamedByARuleToo() {
    g.layer("Other").in("v0").node().rename("");
    g.renameNodes(name -> name.equals("r0") ? "r1" : name.equals("r1") ? "r0" : "net/" + name);
    assertThat(Nets.names(g.graph())).containsExactly("r1", "r0", "net/r2", "");
    assertThatThrownBy(() -> g.renameNodes(name -> "same"))
        .hasMessageContaining("the rule calls both 'r1' and 'r0' 'same'");
    assertThatThrownBy(() -> g.renameNodes(name -> "")).hasMessageContaining("no name");
    assertThat(g.layer("Relu").in("v0").name("r0").node().name()).isEqualTo("r0_1");
  }

  @Test
  void theGraphsInsideAreRenamedAlong() {
    Value flag = g.input("flag", DataType.BOOL);
    Node node = Nets.branch(g, flag, "y", (s, _) -> s.layer("Neg").in("v0").name("inner").out("n"));
    g.rename(name -> "a/" + name).renameNodes(name -> "b/" + name);
    assertThat(node.subgraphs())
        .allSatisfy(inner -> {
          assertThat(inner.nodes().getFirst().name()).startsWith("b/inner");
          assertThat(inner.outputs().getFirst().name()).startsWith("a/n");
          assertThat(inner.nodes().getFirst().i()).isSameAs(g.node("b/r0"));
        });
  }

  @Test
  void aConstantIsReleasedForALayerToPutOut() {
    Value w = g.constant("w", new float[] {1, 2, 3});
    Node user = g.layer("Mul").in("v2", w).node("y");
    Value computed = g.before(user).layer("Exp").in("v0").out(g.release(w));
    assertThat(computed).isSameAs(w);
    assertThat(user.i(1).opType()).isEqualTo("Exp");
    assertThat(g.graph().initializers()).isEmpty();
    assertThat(w.type()).hasToString("float32[3]");
  }

  @Test
  void anOutputIsAddedWithItsType() {
    Value extra = g.layer("Mystery").domain("my").in("v0").out("extra");
    g.output(extra, DataType.FLOAT16, "N", 3);
    assertThat(g.graph().outputs()).hasSize(2);
    assertThat(extra.type()).hasToString("float16[N, 3]");
  }

  @Test
  void outputsGetTheTypeThatFollows() {
    Value y = g.layer("ReduceMean").in("v0").attr("axes", List.of(1)).out("y");
    g.outputs(y);
    assertThat(Nets.reread(g.model()).graph().outputs().getFirst())
        .hasToString("'y': float32[1, 1]");
  }

  @Test
  void aValueBecomesAConstantInPlace() {
    Value v0 = g.tensor("v0");
    assertThat(g.toConstant(v0, new float[][] {{1, 2, 3}})).isSameAs(v0);
    assertThat(g.node("r1").input(0)).contains(v0);
    assertThat(v0.initializer()).isPresent();
    g.cleanup();
    assertThat(Nets.names(g.graph())).containsExactly("r1", "r2");
  }

  @Test
  void aConstantBecomesAnInputAndKeepsItsType() {
    Value w = g.constant("w", new float[] {1, 2});
    Node user = g.layer("Add").in("v0", w).node();
    g.toVariable(w);
    assertThat(g.graph().inputs()).contains(w);
    assertThat(w.initializer()).isEmpty();
    assertThat(w.type()).hasToString("float32[2]");
    assertThat(user.input(1)).contains(w);
  }

  @Test
  void makingAValueInBetweenAnInputFreesWhatMadeIt() {
    g.toVariable(g.tensor("v1"));
    g.cleanup(Cleanup.DEFAULT.removeInputs());
    assertThat(Nets.names(g.graph())).containsExactly("r2");
    assertThat(Nets.valueNames(g.graph().inputs())).containsExactly("v1");
  }

  @Test
  void typesAreCheckedAgainstConstants() {
    Value w = g.constant("w", new float[] {1, 2});
    assertThatThrownBy(() -> g.shape(w, 3))
        .hasMessageContaining("is float32[2] and cannot be stated");
    g.shape(w, "N");
    g.dataType(g.tensor("v0"), DataType.FLOAT16).shape(g.tensor("v0"), "N", -1);
    assertThat(g.tensor("v0").type()).hasToString("float16[N, ?]");
    Value free = g.layer("A", List.of(w), "free").getFirst();
    assertThatThrownBy(() -> g.shape(free, 1)).hasMessageContaining("no data type is known");
  }

  @Test
  void theBatchCanBeOpened() {
    Value w = g.constant("target", new long[] {1, 3, 1});
    Value same = g.layer("Reshape", List.of("v0", w), "y").getFirst();
    Value again = g.layer("Reshape", List.of("v1", w), "z").getFirst();
    g.layer("Reshape").in("v1", new long[] {3, 1}).name("odd").out();
    g.type(same, DataType.FLOAT, 1, 3, 1);
    g.outputs(same, again, g.tensor("v2"));
    BatchEdit edit = g.dynamicBatch("N");
    assertThat(g.tensor("x").type()).hasToString("float32[N, 3]");
    assertThat(same.type()).hasToString("float32[N, 3, 1]");
    assertThat(g.tensor("v0").type()).hasToString("float32[?, ?]");
    assertThat(edit.reshapes()).hasSize(2);
    assertThat(edit.reshapes().get(0).input(1)).isEqualTo(edit.reshapes().get(1).input(1));
    assertThat(edit.suspects()).containsExactly(g.node("odd"));
  }

  @Test
  void outputsCanBeSetAnewWithoutDetachingConsumers() {
    g.outputs(g.tensor("v0"));
    assertThat(g.tensor("v2").producer()).isPresent();
    assertThat(g.tensor("v0").uses()).hasSize(1);
    assertThat(g.tensor("v2").isOutput()).isFalse();
  }

  @Test
  void tiedWeightsStayTied() {
    Value w = g.constant("w", new float[] {1, 2});
    g.outputs(g.layer("Add", List.of(g.layer("Mul", List.of("x", w), 1), w), 1));
    Model written = Nets.reread(g.cleanup().model());
    assertThat(written.graph().initializers()).hasSize(1);
    assertThat(written.graph().value("w").orElseThrow().uses()).hasSize(2);
  }

  @Test
  void aModelIsSavedOverTheFileItCameFrom(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("m.onnx");
    java.nio.file.Files.copy(Fixtures.mobilenet(), file);
    Surgeon real = Surgeon.open(file);
    Value output = real.graph().outputs().getFirst();
    real.insertAfter(output, "Identity");
    real.cleanup().toposort().save(file);
    Model again = OnnxIo.read(file);
    assertThat(again.graph().nodes().getLast().opType()).isEqualTo("Identity");
    assertThat(again.graph().nodes()).hasSize(real.nodes().size());
    try (var files = java.nio.file.Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThatThrownBy(() -> real.save(folder.resolve("none/m.onnx")))
        .isInstanceOf(dev.oplab.onnx.OnnxException.class)
        .hasMessageContaining("Fix: ");
  }
}
