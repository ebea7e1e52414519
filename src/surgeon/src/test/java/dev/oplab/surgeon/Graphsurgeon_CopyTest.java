package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.diff.ModelDiff;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/// What onnx-graphsurgeon's own tests pin of copies holds here too.
class Graphsurgeon_CopyTest {
  private final Surgeon g = Surgeon.create(17);
  private final Value x = g.input("x", DataType.FLOAT, 2);

  @Test
  void aCopySaysTheSameAndIsNotTouchedByWhatHappensToTheOriginal() {
    g.constant("w", 1f);
    g.layer("Clip").in(x, null, 6f).out("y");
    g.outputs(g.tensor("y"));
    Surgeon copy = g.copy();
    assertThat(ModelDiff.of(g.model(), copy.model()).isEmpty()).isTrue();
    assertThat(copy.nodes().getFirst().inputs().get(1)).isEmpty();
    g.outputs().cleanup();
    assertThat(g.nodes()).isEmpty();
    assertThat(copy.nodes()).hasSize(1);
    assertThat(copy.tensors()).containsKey("w");
  }

  @Test
  void weightsAreShared() {
    Value w = g.constant("w", new float[1000]);
    Surgeon copy = g.copy();
    assertThat(copy.tensor("w").initializer().orElseThrow().data().address())
        .isEqualTo(w.initializer().orElseThrow().data().address());
  }

  @Test
  void graphsInsideACopyTakeFromTheCopy() {
    Value outer = g.layer("Outer").in(x).out("outer");
    Node node =
        Nets.branch(g, g.input("c", DataType.BOOL), "y", (s, _) -> s.layer("Neg").in(outer).out());
    g.outputs(node.output());
    Surgeon copy = g.copy();
    Graph inner = copy.nodes("If").getFirst().subgraphs().getFirst();
    assertThat(inner.nodes().getFirst().input(0)).contains(copy.tensor("outer"));
    assertThat(outer.uses()).hasSize(2);
    Node again = g.layer(node).node();
    assertThat(again.subgraphs().getFirst().nodes().getFirst().input(0)).contains(outer);
    assertThat(outer.uses()).hasSize(4);
  }

  /// An inner graph with a constant and a computed value that are called as outer ones.
  private static Model shadowing() {
    GraphBytes inner =
        new GraphBytes("inner")
            .initializer(OnnxBytes.tensor("w", OnnxBytes.FLOAT, new byte[12], 3))
            .node(NodeBytes.of("Neg").inputs("w").outputs("mid"))
            .output("mid", OnnxBytes.FLOAT, 3);
    GraphBytes main =
        new GraphBytes("main")
            .input("c", OnnxBytes.BOOL)
            .initializer(OnnxBytes.tensor("w", OnnxBytes.FLOAT, new byte[4], 1))
            .node(NodeBytes.of("Abs").inputs("w").outputs("mid"))
            .node(
                NodeBytes.of("If")
                    .inputs("c")
                    .outputs("y")
                    .attribute("then_branch", inner)
                    .attribute("else_branch", inner))
            .output("mid", OnnxBytes.FLOAT, 1)
            .output("y", OnnxBytes.FLOAT, 3);
    return OnnxIo.read(MemorySegment.ofArray(OnnxBytes.model(main).toBytes()));
  }

  @Test
  void anInnerValueOfAnOuterNameKeepsItsOwnShape() {
    Surgeon copy = Surgeon.of(shadowing()).copy();
    Graph inner = copy.nodes("If").getFirst().subgraphs().getFirst();
    assertThat(inner.value("w").orElseThrow().type()).hasToString("float32[3]");
    assertThat(inner.value("mid").orElseThrow().type()).hasToString("float32[3]");
    assertThat(copy.tensor("w").type()).hasToString("float32[1]");
    assertThat(inner.nodes().getFirst().input(0)).contains(inner.value("w").orElseThrow());
    assertThat(OnnxIo.toBytes(copy.model())).isEqualTo(OnnxIo.toBytes(shadowing()));
  }

  @Test
  void functionsAreCopiedWithTheirAttributes() {
    LocalFunction function =
        LocalFunction.create("my", "F", 17, "a")
            .requires("alpha")
            .defaults("beta", new Attribute.IntValue(3));
    Surgeon f = g.function(function);
    f.outputs(f.layer("Relu").in("a").out("b"));
    LocalFunction copy = g.copy().model().functions().getFirst();
    assertThat(copy.attributes()).containsExactly("alpha");
    assertThat(copy.attributeDefaults()).containsEntry("beta", new Attribute.IntValue(3));
    f.layer("More").in("a").out();
    assertThat(copy.nodes()).hasSize(1);
  }
}
