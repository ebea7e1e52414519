package dev.oplab.surgeon.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternTest {
  private final Graph graph = Model.create(15).graph();
  private final Value x = graph.addInput("x", ValueType.tensor(DataType.FLOAT, 2));
  private final Value y = graph.addInput("y", ValueType.tensor(DataType.FLOAT, 2));

  private Value op(String opType, Value... inputs) {
    return graph.addNode(opType, inputs).output();
  }

  private static Pattern addRelu() {
    OpTerm add = Term.op("Add", Term.any("a"), Term.any("b")).as("add");
    return Pattern.of(Term.op("Relu", add).as("relu"));
  }

  @Test
  void aMatchNamesItsNodesAndValues() {
    Value sum = op("Add", x, y);
    Value out = op("Relu", sum);
    graph.addOutput(out);
    op("Abs", out);
    List<Match> matches = addRelu().matches(graph);
    assertThat(matches).hasSize(1);
    Match match = matches.getFirst();
    assertThat(match.node("add")).isSameAs(sum.producer().orElseThrow());
    assertThat(match.node("relu")).isSameAs(match.root());
    assertThat(match.value("a")).isSameAs(x);
    assertThat(match.value("b")).isSameAs(y);
    assertThatThrownBy(() -> match.node("sub"))
        .hasMessageContaining("no node 'sub', only [relu, add]");
  }

  @Test
  void aCheckThatSaysNoIsNoMatch() {
    OpTerm leaky =
        Term.op("LeakyRelu", Term.any("x"))
            .attribute(
                "alpha", "is small", a -> a instanceof Attribute.FloatValue(float f) && f < 1);
    Node small = graph.addNode("LeakyRelu", x).attribute("alpha", 0.5);
    Node large = graph.addNode("LeakyRelu", x).attribute("alpha", 2.0);
    assertThat(Pattern.of(leaky).match(small)).isPresent();
    assertThat(Pattern.of(leaky).match(large)).isEmpty();
    assertThat(Pattern.of(leaky).explain(large).toString())
        .isEqualTo(
            "LeakyRelu does not match node LeakyRelu 'leakyrelu_1': expected attribute 'alpha' is small, found a node that does not: {alpha=FloatValue[value=2.0]}.");
  }

  @Test
  void anIntermediateThatIsAGraphOutputIsNoMatch() {
    Value sum = op("Add", x, y);
    Value out = op("Relu", sum);
    graph.addOutput(sum);
    assertThat(addRelu().matches(graph)).isEmpty();
    assertThat(addRelu().explain(out.producer().orElseThrow()).miss().orElseThrow().found())
        .isEqualTo("'add_output' is an output of the graph");
  }

  @Test
  void anIntermediateUsedOutsideIsNoMatchUnlessShared() {
    Value sum = op("Add", x, y);
    Value out = op("Relu", sum);
    op("Abs", sum);
    assertThat(addRelu().matches(graph)).isEmpty();
    assertThat(addRelu().explain(out.producer().orElseThrow()).toString())
        .contains("expected no use outside, found 'add_output' is used by Abs 'abs'");
    OpTerm shared = Term.op("Add", Term.any("a"), Term.any("b")).shared();
    assertThat(Pattern.of(Term.op("Relu", shared)).matches(graph)).hasSize(1);
  }

  @Test
  void anotherNumberOfInputsOrOutputsIsNoMatch() {
    Node split = graph.addNode("Split", x).addOutput("second");
    OpTerm one = Term.op("Split", Term.any("x"));
    assertThat(Pattern.of(one).match(split)).isEmpty();
    assertThat(Pattern.of(one.outputs(2)).match(split)).isPresent();
    Node clip = graph.addNode("Clip", x, null, y);
    assertThat(Pattern.of(Term.op("Clip", Term.any("x"))).match(clip)).isEmpty();
    assertThat(Pattern.of(Term.op("Clip", Term.any("x")).moreInputs()).match(clip)).isPresent();
    assertThat(
            Pattern.of(Term.op("Clip", Term.any("x"), Term.omitted(), Term.any("max"))).match(clip))
        .isPresent();
  }

  @Test
  void constantsAreInitializersAndConstantNodesButNotInputs() {
    Value held = graph.addInitializer(Tensor.of("two", new float[] {2}));
    Value node = graph.addNode("Constant").attribute("value_float", 2.0).output();
    Value given = graph.addInitializer(Tensor.of("given", new float[] {2}));
    graph.addInput(given);
    Pattern twice = Pattern.of(Term.op("Mul", Term.any("x"), Term.constant("c").number(2)));
    assertThat(twice.match(op("Mul", x, held).producer().orElseThrow())).isPresent();
    assertThat(twice.match(op("Mul", x, node).producer().orElseThrow())).isPresent();
    assertThat(twice.match(op("Mul", x, given).producer().orElseThrow())).isEmpty();
    Value three = graph.addInitializer(Tensor.of("three", new float[] {3}));
    Node other = op("Mul", x, three).producer().orElseThrow();
    assertThat(twice.explain(other).miss().orElseThrow().where())
        .isEqualTo("input 1 of node Mul 'mul_3'");
    assertThat(twice.explain(other).miss().orElseThrow().found()).isEqualTo("the number 3.0");
  }

  @Test
  void commutativeInputsMatchInEitherOrderAlsoNested() {
    Value two = graph.addInitializer(Tensor.of("two", new float[] {2}));
    OpTerm add = Term.op("Add", Term.any("b"), Term.constant("c")).commutative();
    Pattern pattern = Pattern.of(Term.op("Mul", add, Term.op("Abs", Term.any("a"))).commutative());
    op("Mul", op("Abs", x), op("Add", two, y));
    assertThat(pattern.matches(graph)).hasSize(1);
    assertThat(pattern.matches(graph).getFirst().value("b")).isSameAs(y);
  }

  @Test
  void aVariableOrNodeUsedTwiceMustBeTheSame() {
    Term a = Term.any("a");
    Pattern square = Pattern.of(Term.op("Mul", a, a));
    assertThat(square.match(op("Mul", x, x).producer().orElseThrow())).isPresent();
    assertThat(square.match(op("Mul", x, y).producer().orElseThrow())).isEmpty();
    OpTerm neg = Term.op("Neg", Term.any("n"));
    Pattern both = Pattern.of(Term.op("Add", neg, neg));
    Value one = op("Neg", x);
    assertThat(both.match(op("Add", one, one).producer().orElseThrow())).isPresent();
    assertThat(both.match(op("Add", op("Neg", x), op("Neg", x)).producer().orElseThrow()))
        .isEmpty();
  }

  @Test
  void anOptionalNodeMayBeMissing() {
    OpTerm cast = Term.op("Cast", Term.any("a")).optional().as("cast");
    Pattern pattern = Pattern.of(Term.op("Relu", cast));
    Match with = pattern.match(op("Relu", op("Cast", x)).producer().orElseThrow()).orElseThrow();
    Match without = pattern.match(op("Relu", x).producer().orElseThrow()).orElseThrow();
    assertThat(with.nodeIfPresent("cast")).isPresent();
    assertThat(without.nodeIfPresent("cast")).isEmpty();
    assertThat(without.value("a")).isSameAs(x);
  }

  @Test
  void alternativesAnyOperatorAndOtherDomains() {
    Node mine = graph.addNode("Mine", x).domain("my.domain");
    assertThat(Pattern.of(Term.op(List.of("Relu", "Mine"), Term.any("x"))).match(mine)).isEmpty();
    assertThat(Pattern.of(Term.op("Mine", Term.any("x")).domain("my.domain")).match(mine))
        .isPresent();
    assertThat(Pattern.of(Term.anyOp(Term.any("x"))).match(mine)).isPresent();
  }

  @Test
  void oneOfSeveralTermsWillDo() {
    Value two = graph.addInitializer(Tensor.of("two", new float[] {2}));
    Term a = Term.any("a");
    Term square =
        Term.either(
            Term.op("Pow", a, Term.constant("exponent").number(2)), Term.op("Mul", a, a).as("mul"));
    Pattern pattern = Pattern.of(Term.op("Sqrt", square));
    Match power =
        pattern.match(op("Sqrt", op("Pow", x, two)).producer().orElseThrow()).orElseThrow();
    Match product =
        pattern.match(op("Sqrt", op("Mul", y, y)).producer().orElseThrow()).orElseThrow();
    assertThat(power.value("a")).isSameAs(x);
    assertThat(power.nodeIfPresent("mul")).isEmpty();
    assertThat(product.value("a")).isSameAs(y);
    assertThat(product.node("mul").output().o()).isSameAs(product.root().output());
    Node neither = op("Sqrt", op("Mul", x, y)).producer().orElseThrow();
    assertThat(pattern.match(neither)).isEmpty();
    assertThat(pattern.explain(neither).toString()).contains("the same value as before for 'a'");
  }

  @Test
  void anAlternativeMayBeNoInput() {
    Term limit = Term.either(Term.omitted(), Term.constant("high"));
    Pattern clip = Pattern.of(Term.op("Clip", Term.any("x"), Term.any("low"), limit));
    Value six = graph.addInitializer(Tensor.of("six", new float[] {6}));
    assertThat(clip.match(graph.addNode("Clip", x, y))).isPresent();
    assertThat(clip.match(graph.addNode("Clip", x, y, null))).isPresent();
    Match full = clip.match(graph.addNode("Clip", x, y, six)).orElseThrow();
    assertThat(full.tensor("high").toDoubles()).containsExactly(6);
    assertThat(clip.match(graph.addNode("Clip", x, y, y))).isEmpty();
  }

  @Test
  void matchesMayOverlapWhenTold() {
    Value v = x;
    for (int i = 0; i < 5; i++) {
      v = op("Relu", v);
    }
    Pattern pair = Pattern.of(Term.op("Relu", Term.op("Relu", Term.any("x"))));
    assertThat(pair.matches(graph)).hasSize(2);
    assertThat(pair.overlapping().matches(graph)).hasSize(4);
  }

  @Test
  void missesSayWhichNodeBrokeTheMatchAndComeNearestFirst() {
    op("Relu", x);
    Value near = op("Relu", op("Add", x, y));
    op("Abs", near.producer().orElseThrow().input(0).orElseThrow());
    op("Relu", op("Mul", x, y));
    List<Explanation> misses = addRelu().misses(graph);
    assertThat(misses).hasSize(3);
    assertThat(misses.getFirst().root().output()).isSameAs(near);
    assertThat(misses.getFirst().matched()).isEqualTo(2);
    assertThat(misses.getFirst().toString()).contains("is used by Abs 'abs'");
    assertThat(misses)
        .extracting(Explanation::toString)
        .anyMatch(text -> text.contains("'x': float32[2], an input"))
        .anyMatch(text -> text.contains("expected Add, found Mul"));
    assertThat(addRelu().misses(Model.create(17).graph())).isEmpty();
  }

  @Test
  void whatAMatchPutsOutIsKnown() {
    Node split = graph.addNode("Split", x).addOutput("second");
    Match match = Pattern.of(Term.op("Split", Term.any("x")).outputs(2)).match(split).orElseThrow();
    assertThat(match.outputs()).containsExactly(split.output(0), split.output(1));
  }

  @Test
  void matchesDoNotOverlap() {
    Value v = x;
    for (int i = 0; i < 5; i++) {
      v = op("Relu", v);
    }
    Pattern pair = Pattern.of(Term.op("Relu", Term.op("Relu", Term.any("x"))));
    assertThat(pair.matches(graph)).hasSize(2);
  }

  @Test
  void aPartMadeByAMethodCanBeUsedTwice() {
    Value left = op("Relu", op("Add", x, y));
    Value right = op("Relu", op("Add", y, x));
    op("Mul", left, right);
    Pattern pattern = Pattern.of(Term.op("Mul", block("a", "b"), block("b", "a")));
    assertThat(pattern.matches(graph)).hasSize(1);
    assertThat(pattern.matches(graph).getFirst().nodes()).hasSize(5);
    assertThat(Pattern.of(Term.op("Mul", block("a", "b"), block("a", "b"))).matches(graph))
        .isEmpty();
  }

  private static Term block(String a, String b) {
    return Term.op("Relu", Term.op("Add", Term.any(a), Term.any(b)));
  }

  @Test
  void severalOutputsShareWhatLiesBetween() {
    Value abs = op("Abs", x);
    Value one = op("Neg", abs);
    Value two = op("Exp", abs);
    OpTerm shared = Term.op("Abs", Term.any("x"));
    Pattern pattern =
        Pattern.of(Term.op("Neg", shared).as("neg"), Term.op("Exp", shared).as("exp"));
    Match match = pattern.matches(graph).getFirst();
    assertThat(match.node("neg").output()).isSameAs(one);
    assertThat(match.node("exp").output()).isSameAs(two);
    op("Sqrt", abs);
    assertThat(pattern.matches(graph)).isEmpty();
  }

  @Test
  void subgraphsAreSearchedWhenTold() {
    Value flag = graph.addInput("flag", ValueType.tensor(DataType.BOOL));
    Graph branch = graph.newSubgraph("branch");
    branch.addOutput(branch.addNode("Relu", x).output());
    graph.addNode("If", flag).attribute("then_branch", branch);
    Pattern relu = Pattern.of(Term.op("Relu", Term.any("x")));
    assertThat(relu.matches(graph)).isEmpty();
    assertThat(relu.inSubgraphs().matches(graph)).hasSize(1);
  }

  @Test
  void aLongChainAndALongPatternDoNotOverflowTheStack() {
    Value v = x;
    Term term = Term.any("x");
    for (int i = 0; i < 20_000; i++) {
      v = op("Relu", v);
      term = Term.op("Relu", term);
    }
    assertThat(Pattern.of((OpTerm) term).match(v.producer().orElseThrow())).isPresent();
  }

  @Test
  void mistakesInAPatternAreSaid() {
    assertThatThrownBy(() -> Term.op("Relu", Term.any("x")).commutative())
        .hasMessageContaining("Relu has 1 inputs");
    assertThatThrownBy(() -> Pattern.of(Term.op("Relu", Term.any("x")).optional()))
        .hasMessageContaining("cannot be optional");
  }
}
