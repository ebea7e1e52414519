package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.Match;
import dev.oplab.surgeon.pattern.OpTerm;
import dev.oplab.surgeon.pattern.Pattern;
import dev.oplab.surgeon.pattern.Term;
import java.util.List;
import org.junit.jupiter.api.Test;

class Surgeon_RewriteTest {
  private static final Pattern PAIR =
      Pattern.of(Term.op("Relu", Term.op("Relu", Term.any("x")).as("first")).as("second"));

  @Test
  void matchesBehindEachOtherAreAllReplaced() {
    Surgeon g = Nets.chain(5);
    List<Match> done = g.rewrite(PAIR, (s, match) -> s.layer("Two").in(match.value("x")).out());
    assertThat(done).hasSize(2);
    assertThat(Nets.ops(g.graph())).containsExactly("Two", "Two", "Relu");
    assertThat(g.tensors()).containsOnlyKeys("x", "v1", "v3", "v4");
    assertThat(g.tensor("v3").i()).isSameAs(g.tensor("v1"));
    assertThat(g.tensor("v1").type()).hasToString("float32[1, 3]");
  }

  @Test
  void whatWasBuiltIsNotMatchedAgain() {
    Surgeon g = Nets.chain(2);
    List<Match> done =
        g.rewrite(
            PAIR,
            (s, match) -> s.layer("Relu").in(s.layer("Relu").in(match.value("x")).out()).out());
    assertThat(done).hasSize(1);
    assertThat(Nets.ops(g.graph())).containsExactly("Relu", "Relu");
  }

  @Test
  void nothingHandedBackLeavesTheMatch() {
    Surgeon g = Nets.chain(4);
    List<Match> done =
        g.rewrite(
            PAIR,
            (s, match) ->
                match.node("first").name().equals("r0")
                    ? null
                    : s.layer("Two").in(match.value("x")).out());
    assertThat(done).hasSize(1);
    assertThat(Nets.ops(g.graph())).containsExactly("Relu", "Relu", "Two");
  }

  @Test
  void anInputCanTakeThePlaceOfTheWhole() {
    Surgeon g = Nets.chain(3);
    Pattern one = Pattern.of(Term.op("Relu", Term.any("x")));
    g.rewrite(one, (_, match) -> match.value("x"));
    assertThat(Nets.ops(g.graph())).containsExactly("Identity");
    assertThat(g.tensor("v2").i()).isSameAs(g.tensor("x"));
    assertThat(Nets.valueNames(g.graph().inputs())).containsExactly("x");
    assertThat(Nets.valueNames(g.graph().outputs())).containsExactly("v2");
  }

  @Test
  void sharedNodesStayForTheirOtherUsers() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 2);
    Value abs = g.layer("Abs").in(x).out("abs");
    g.outputs(g.layer("Neg").in(abs).out("y"), g.layer("Exp").in(abs).out("z"));
    Pattern pattern = Pattern.of(Term.op("Neg", Term.op("Abs", Term.any("x")).shared()));
    g.rewrite(pattern, (s, match) -> s.layer("NegAbs").in(match.value("x")).out());
    assertThat(Nets.ops(g.graph())).containsExactly("Abs", "NegAbs", "Exp");
  }

  @Test
  void severalOutputsAreReplacedTogether() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 2);
    List<Value> parts = g.layer("Split").in(x).outs("a", "b");
    Value early = g.layer("Early").in(parts.getFirst()).out("early");
    g.outputs(early, parts.getLast());
    OpTerm split = Term.op("Split", Term.any("x")).outputs(2);
    g.rewrite(Pattern.of(split), (s, match) -> s.layer("Halves").in(match.value("x")).outs(2));
    assertThat(Nets.ops(g.graph())).containsExactly("Halves", "Early");
    assertThat(Nets.valueNames(g.graph().outputs())).containsExactly("early", "b");
    assertThatThrownBy(() ->
            g.rewrite(
                Pattern.of(Term.op("Halves", Term.any("x")).outputs(2)),
                (s, match) -> s.layer("One").in(match.value("x")).out()))
        .hasMessageContaining("has 1 outputs for the 2");
  }

  @Test
  void subgraphsAreRewrittenWhenThePatternGoesThere() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 2);
    Node node =
        Nets.branch(
            g,
            g.input("c", DataType.BOOL),
            "y",
            (s, _) -> s.layer("Relu").in(s.layer("Relu").in(x).out()).out());
    g.outputs(g.tensor("y"));
    Rewrite two = (s, match) -> s.layer("Two").in(match.value("x")).out();
    assertThat(g.rewrite(PAIR, two)).isEmpty();
    assertThat(g.rewrite(PAIR.inSubgraphs(), two)).hasSize(2);
    assertThat(node.subgraphs())
        .allSatisfy(inner -> assertThat(Nets.ops(inner)).containsExactly("Two"));
  }

  @Test
  void aChainOfAHundredThousandIsRewritten() {
    Surgeon g = Nets.chain(100_000);
    g.rewrite(PAIR, (s, match) -> s.layer("Two").in(match.value("x")).out());
    assertThat(g.nodes()).hasSize(50_000);
    assertThat(g.nodes("Two")).hasSize(50_000);
  }
}
