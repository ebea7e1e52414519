package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.diff.ModelDiff;
import dev.oplab.surgeon.pattern.OpTerm;
import dev.oplab.surgeon.pattern.Pattern;
import dev.oplab.surgeon.pattern.Term;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every edit at a size at which recursion would overflow the stack, and work that grows with the
/// square of the graph would not end in time: 100,000 squared is ten thousand million steps.
@Timeout(120)
class SizesTest {
  private static final int MANY = 100_000;
  private static final int SOME = 30_000;
  private static final int DEEP = 1_500;

  @Test
  void aLongChainIsCopiedRenamedMergedAndCut() {
    Surgeon g = Nets.chain(MANY);
    Surgeon copy = g.copy();
    copy.rename(name -> "a/" + name).renameNodes(name -> "b/" + name);
    assertThat(copy.tensor("a/v99999").producer().orElseThrow().name()).isEqualTo("b/r99999");
    assertThat(g.extract("v10", "v99998").graph().nodes()).hasSize(MANY - 12);
    Surgeon half = Nets.chain(SOME);
    Model both = Merge.of(half.model(), half.model()).connect("v29999", "x").run();
    assertThat(both.graph().nodes()).hasSize(2 * SOME);
    assertThat(ModelDiff.of(half.model(), half.copy().model()).isEmpty()).isTrue();
  }

  @Test
  void aLongChainIsReplacedInOnePiece(@TempDir Path folder) {
    Surgeon g = Nets.chain(MANY);
    g.replaceSubgraph(g.tensors("v9"), g.tensor("v99990"), (s, in) -> s.layer("All").in(in).out());
    assertThat(g.nodes()).hasSize(20);
    g.cleanup(Cleanup.DEFAULT.removeNodeOutputs().removeInputs()).toposort();
    g.save(folder.resolve("m.onnx"));
    assertThat(g.tensor("v99990").i()).isSameAs(g.tensor("v9"));
  }

  @Test
  void aNodeIsPutBehindEachOfManyAndTakenOutAgain() {
    Surgeon g = Nets.chain(SOME);
    for (Node node : List.copyOf(g.nodes())) {
      g.insertAfter(node, "Neg");
    }
    assertThat(g.nodes()).hasSize(2 * SOME);
    for (Node node : g.nodes("Neg").subList(0, SOME - 1)) {
      g.removeNode(node);
    }
    assertThat(g.nodes()).hasSize(SOME + 1);
  }

  @Test
  void oneValueWithManyUsersIsRewired() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 2);
    Value hub = g.layer("Hub").in(x).out("hub");
    List<Value> outputs = new ArrayList<>();
    for (int i = 0; i < SOME; i++) {
      outputs.add(g.layer("User").in(hub).out("u"));
    }
    g.outputs(outputs);
    assertThat(g.insertAfter(hub, "Neg").uses()).hasSize(SOME);
    g.replaceSubgraph(List.of(x), hub.o(), (s, in) -> s.layer("New").in(in).out());
    assertThat(g.toposort().nodes()).hasSize(SOME + 1);
    g.toConstant(g.nodes("New").getFirst().output(), new float[] {1, 2});
    assertThat(g.cleanup().nodes()).hasSize(SOME);
  }

  @Test
  void manyOutputsAreMovedOneByOne() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 2);
    List<Value> outputs = g.layer("Split").in(x).outs(5_000);
    g.outputs(outputs);
    for (Value output : outputs) {
      g.insertAfter(output, "Relu");
    }
    assertThat(g.nodes()).hasSize(5_001);
    assertThat(g.graph().outputs()).allMatch(one -> one.producer().isPresent());
  }

  @Test
  void aWideDagHasNoWayTooMany() {
    Surgeon g = Surgeon.create(17);
    Value at = g.input("x", DataType.FLOAT, 2);
    for (int i = 0; i < SOME / 2; i++) {
      // Each doubles the number of paths from the input.
      at = g.layer("Add").in(at, g.layer("Relu").in(at).out()).out("sum");
    }
    g.outputs(at);
    assertThat(at.type()).hasToString("float32[2]");
    g.toposort().cleanup();
    assertThat(g.extract("sum_7", at.name()).graph().nodes()).hasSize(SOME - 16);
    OpTerm sum = Term.op("Add", Term.any("x"), Term.op("Relu", Term.any("x"))).commutative();
    assertThat(Pattern.of(sum).matches(g.graph())).hasSize(SOME / 2);
  }

  private static Surgeon nested() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 2);
    Value flag = g.input("flag", DataType.BOOL);
    Value top = g.layer("Relu").in(x).out("top");
    Surgeon at = g;
    for (int i = 0; i < DEEP; i++) {
      Graph inner = at.graph().newSubgraph("level");
      Node node = at.layer("If").in(flag).attr("then_branch", inner).node("y" + i);
      at.outputs(node.output());
      at = g.in(inner);
      at.layer("Dead").in(top).out();
    }
    at.outputs(at.layer("Neg").in(top).out("bottom"));
    return g;
  }

  @Test
  void nestedGraphsAreSortedCleanedSavedRenamedMergedAndCut(@TempDir Path folder) {
    Surgeon g = nested();
    assertThat(g.model().allNodes()).hasSize(2 * DEEP + 2);
    g.toposort().cleanup().save(folder.resolve("m.onnx"));
    assertThat(g.model().allNodes()).hasSize(DEEP + 2);
    Model both = Merge.of(g.model(), g.model()).prefixAll().run();
    assertThat(both.allNodes()).hasSize(2 * DEEP + 4);
    Model cut = g.extract(List.of("flag", "top"), List.of("y0"));
    assertThat(cut.allNodes()).hasSize(DEEP + 1);
    Surgeon copy = g.copy();
    copy.rename(name -> "a/" + name).renameNodes(name -> "b/" + name);
    assertThat(copy.model().allGraphs().getLast().outputs().getFirst().name())
        .isEqualTo("a/bottom");
    assertThat(copy.rewrite(relu(), (s, match) -> s.layer("Abs").in(match.value("x")).out()))
        .hasSize(1);
  }

  private static Pattern relu() {
    return Pattern.of(Term.op("Relu", Term.any("x"))).inSubgraphs();
  }

  @Test
  void nodesThatWaitForADeepGraphAreSorted() {
    Surgeon g = nested();
    Node outer = g.node("if");
    g.graph().moveBefore(outer, g.nodes().getFirst());
    g.toposort();
    assertThat(Nets.ops(g.graph())).containsExactly("Relu", "If");
    g.node("relu").setInput(0, g.tensor("y0"));
    assertThatThrownBy(g::toposort).hasMessageContaining("Relu 'relu' -> If 'if' -> Relu 'relu'");
  }

  @Test
  void functionsThatCallEachOtherAreSortedCleanedMergedAndCut(@TempDir Path folder) {
    Surgeon g = Nets.calls(DEEP);
    assertThat(g.model().functions().getFirst().name()).isEqualTo("F0");
    g.toposort().cleanup().save(folder.resolve("m.onnx"));
    assertThat(g.model().functions().getFirst().name()).isEqualTo("F" + (DEEP - 1));
    Model cut = g.extract("x", "y:float32[1,3]");
    assertThat(cut.functions()).hasSize(DEEP);
    assertThat(g.copy().model().functions()).hasSize(DEEP);
    Surgeon other = Nets.calls(DEEP);
    LocalFunction last = other.model().functions().getLast();
    other.in(last.body()).nodes().getFirst().opType("Neg");
    Model both = Merge.of(g.model(), other.model()).run();
    assertThat(both.functions()).hasSize(2 * DEEP);
  }
}
