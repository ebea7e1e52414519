package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class Surgeon_CleanupTest {
  private final Surgeon g = Surgeon.create(17);
  private final Value x = g.input("x", DataType.FLOAT, 1, 3);

  @Test
  void onlyWhatNoOutputNeedsGoes() {
    List<Value> a = g.layer("A", List.of(x), "a");
    List<Value> b = g.layer("B", List.of(a), "b");
    g.layer("Dead", List.of(a, 1f), 1);
    g.outputs(List.of(a.getFirst(), b.getFirst()));
    g.cleanup();
    assertThat(Nets.ops(g.graph())).containsExactly("A", "B");
    assertThat(g.graph().initializers()).isEmpty();
    assertThat(Nets.valueNames(g.graph().outputs())).containsExactly("a", "b");
  }

  @Test
  void constantsStayWhenAsked() {
    g.constant("c", 1f);
    g.outputs(g.layer("A", List.of(x), 1));
    assertThat(g.cleanup(Cleanup.DEFAULT.keepConstants()).graph().initializers()).hasSize(1);
    assertThat(g.cleanup().graph().initializers()).isEmpty();
  }

  @Test
  void unusedInputsGoOnlyWhenAsked() {
    Value z = g.input("z", DataType.FLOAT, 1);
    g.layer("Apart", List.of(z), 1);
    g.outputs(g.layer("A", List.of(x), 1));
    g.cleanup();
    assertThat(Nets.ops(g.graph())).containsExactly("A");
    assertThat(Nets.valueNames(g.graph().inputs())).containsExactly("x", "z");
    g.cleanup(Cleanup.DEFAULT.removeInputs());
    assertThat(Nets.valueNames(g.graph().inputs())).containsExactly("x");
  }

  @Test
  void anInputThatIsAnOutputStays() {
    Value z = g.input("z", DataType.FLOAT, 1);
    g.outputs(z, g.layer("A", List.of(z), 1).getFirst(), x);
    g.cleanup(Cleanup.DEFAULT.removeInputs());
    assertThat(Nets.valueNames(g.graph().inputs())).containsExactly("x", "z");
    assertThat(g.graph().outputs()).hasSize(3);
  }

  @Test
  void whatOnlyASubgraphUsesStays() {
    Value outer = g.layer("Outer", List.of(x), 1).getFirst();
    Value passed = g.layer("Passed", List.of(x), 1).getFirst();
    Value deep = g.layer("Deep", List.of(x), 1).getFirst();
    Value condition = g.input("c", DataType.BOOL);
    Nets.branch(
        g,
        condition,
        "y",
        (in, args) -> {
          Nets.branch(
              in, condition, "inner", (deeper, none) -> deeper.layer("Use", List.of(deep), 1));
          in.layer("Unused", List.of(outer), 1);
          Value used = in.layer("Used", List.of(outer), "u").getFirst();
          return List.of(used, in.nodes("If").getFirst().output(), passed);
        });
    g.outputs(g.tensor("y"));
    g.cleanup();
    assertThat(Nets.ops(g.graph())).containsExactly("Outer", "Passed", "Deep", "If");
    assertThat(g.nodes("If").getFirst().subgraphs())
        .allSatisfy(inner -> assertThat(Nets.ops(inner)).containsExactly("If", "Used"));
  }

  @Test
  void clearingTheOutputsOfASubgraphEmptiesIt() {
    Value outer = g.layer("Outer", List.of(x), 1).getFirst();
    Node node =
        Nets.branch(
            g, g.input("c", DataType.BOOL), "y", (in, _) -> in.layer("Use", List.of(outer), 1));
    g.outputs(g.tensor("y"));
    node.subgraphs().forEach(inner -> inner.setOutputs(List.of()));
    g.cleanup(Cleanup.DEFAULT.skipSubgraphs());
    assertThat(Nets.ops(g.graph())).containsExactly("Outer", "If");
    g.cleanup();
    assertThat(Nets.ops(g.graph())).containsExactly("If");
    assertThat(node.subgraphs()).allSatisfy(inner -> assertThat(inner.nodes()).isEmpty());
  }

  @Test
  void unusedOutputsKeepThePlacesOfOthers() {
    Node lstm = g.layer("LSTM").in(x).node("Y", "Y_h", "Y_c");
    g.outputs(lstm.output(1));
    g.cleanup();
    assertThat(lstm.outputs()).hasSize(3);
    g.cleanup(Cleanup.DEFAULT.removeNodeOutputs());
    assertThat(lstm.outputs()).hasSize(2);
    assertThat(lstm.outputs().get(0)).isEmpty();
    assertThat(lstm.output(1).name()).isEqualTo("Y_h");
  }

  @Test
  void outputsThatAnOperatorMustHaveStay() {
    Node split = g.layer("Split").in(x).node("s0", "s1", "s2");
    Node dropout = g.layer("Dropout").in(split.output(0)).node("d", "mask");
    Node mine = g.layer("Mine").in(x).domain("my").node("m", "dummy");
    g.outputs(dropout.output(0), mine.output(0));
    g.cleanup(Cleanup.DEFAULT.removeNodeOutputs());
    assertThat(split.outputs()).hasSize(3);
    assertThat(dropout.outputs()).containsExactly(Optional.of(g.tensor("d")));
    assertThat(mine.outputs()).containsExactly(Optional.of(g.tensor("m")));
  }

  @Test
  void whatAnOperatorOfAnyDomainOfOnnxNeedsStays() {
    Node classifier = g.layer("LinearClassifier").in(x).domain("ai.onnx.ml").node("label", "score");
    Node text = g.layer("StringSplit").in(x).node("words", "counts");
    Node found = g.layer("Unique").in(x).node("u", "indices", "inverse", "counts2");
    Node made = g.layer("MadeUp").in(x).node("out", "dummy");
    g.outputs(classifier.output(0), text.output(0), found.output(2), made.output(0));
    g.cleanup(Cleanup.DEFAULT.removeNodeOutputs());
    assertThat(classifier.outputs()).hasSize(2);
    assertThat(text.outputs()).hasSize(2);
    assertThat(found.outputs()).hasSize(3);
    assertThat(found.outputs().get(0)).isPresent();
    assertThat(found.outputs().get(1)).isEmpty();
    assertThat(made.outputs()).hasSize(1);
  }

  @Test
  void aThousandUnusedInputsGoTogether() {
    for (int i = 0; i < 50_000; i++) {
      g.input("unused" + i, DataType.FLOAT, 1);
    }
    g.outputs(g.layer("A").in(x).out());
    g.cleanup(Cleanup.DEFAULT.removeInputs());
    assertThat(Nets.valueNames(g.graph().inputs())).containsExactly("x");
    assertThat(g.tensors()).hasSize(2);
  }

  @Test
  void functionsAreCleanedAndKeepTheirInputs() {
    LocalFunction function = LocalFunction.create("my", "F", 17, "a", "b");
    Surgeon body = Surgeon.of(g.model().addFunction(function)).in(function.body());
    body.layer("Dead", List.of("b"), 1);
    body.outputs(body.layer("Live", List.of("a"), 1));
    g.outputs(g.call("F", x));
    g.cleanup(Cleanup.DEFAULT.skipFunctions());
    assertThat(Nets.ops(function.body())).containsExactly("Dead", "Live");
    g.cleanup(Cleanup.DEFAULT.removeInputs());
    assertThat(Nets.ops(function.body())).containsExactly("Live");
    assertThat(function.inputs()).hasSize(2);
    assertThat(Nets.ops(g.graph())).containsExactly("F");
  }

  @Test
  void valuesThatNothingDefinesAndNothingUsesGo() {
    Value y = g.layer("A", List.of(x), "y").getFirst();
    g.release(y);
    g.outputs(g.layer("B", List.of(x), 1));
    assertThat(g.cleanup().tensors()).doesNotContainKey("y");
  }

  @Test
  void aThousandNestedGraphsAreCleanedSortedAndWritten() {
    Value condition = g.input("c", DataType.BOOL);
    Value top = g.layer("Top", List.of(x), 1).getFirst();
    Surgeon at = g;
    for (int i = 0; i < 1_000; i++) {
      Node node = at.layer("If").in(condition).node("y");
      Graph inner = at.graph().newSubgraph("deeper");
      at.layer("Dead", List.of(top), 1);
      at.outputs(node.output());
      node.attribute("then_branch", inner);
      at = g.in(inner);
    }
    at.outputs(at.layer("Bottom", List.of(top), 1));
    g.cleanup().toposort();
    assertThat(Nets.ops(g.graph())).containsExactly("Top", "If");
    assertThat(g.model().allNodes()).hasSize(1_002);
  }
}
