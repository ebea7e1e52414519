package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Value;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Surgeon_SaveTest {
  private final Surgeon g = Nets.chain(3);
  private Path file = Path.of("m.onnx");

  @TempDir Path folder;

  @BeforeEach
  void name() {
    file = folder.resolve("m.onnx");
  }

  @Test
  void whatWasSavedIsOpened() {
    g.save(file.toString());
    assertThat(Surgeon.open(file.toString()).nodes()).hasSize(3);
    assertThatThrownBy(() -> Surgeon.open(folder.resolve("none.onnx").toString()))
        .isInstanceOf(OnnxException.class);
  }

  @Test
  void nodesInTheWrongOrderAreRefusedUntilSorted() {
    g.graph().moveBefore(g.node("r2"), g.node("r0"));
    assertThatThrownBy(() -> g.save(file))
        .hasMessage(
            "graph 'main' > node Relu 'r2': it needs 'v1', which node Relu 'r1' makes only later.%nFix: sort the nodes first: toposort()."
                .formatted());
    assertThat(file).doesNotExist();
    OnnxIo.write(g.model(), file);
    g.toposort().save(file);
  }

  @Test
  void whatNothingDefinesIsRefused() {
    Value v0 = g.release(g.tensor("v0"));
    assertThatThrownBy(() -> g.save(file))
        .hasMessageContaining("node Relu 'r1': it needs 'v0', which is no input, no constant")
        .hasMessageContaining("toVariable(value)");
    g.toVariable(v0);
    g.cleanup().save(file);
  }

  @Test
  void theGraphsInsideAreLookedAtToo() {
    Value flag = g.input("flag", DataType.BOOL);
    Value late = g.layer("Late").in("x").out("late");
    Node node = Nets.branch(g, flag, "y", (s, _) -> s.layer("Neg").in(late).out());
    Node passing = Nets.branch(g, flag, "z", (_, _) -> late);
    g.outputs(g.tensors("y", "z"));
    g.save(file);
    g.graph().moveBefore(node, g.node("r0"));
    assertThatThrownBy(() -> g.save(file))
        .hasMessageContaining(
            "node If 'if' > graph 'then_branch' > node Neg 'neg': it needs 'late'");
    g.toposort().save(file);
    g.graph().moveBefore(passing, g.node("r0"));
    assertThatThrownBy(() -> g.save(file))
        .hasMessageContaining("graph 'then_branch': it needs 'late'");
  }

  @Test
  void soAreTheBodiesOfFunctions() {
    Surgeon f = g.function("my", "F", "a");
    Value b = f.layer("Relu").in("a").out("b");
    f.outputs(f.layer("Neg").in(b).out("c"));
    f.graph().moveBefore(f.nodes().getLast(), f.nodes().getFirst());
    assertThatThrownBy(() -> g.save(file)).hasMessageContaining("graph 'F' > node Neg 'neg'");
    g.toposort().save(file);
  }
}
