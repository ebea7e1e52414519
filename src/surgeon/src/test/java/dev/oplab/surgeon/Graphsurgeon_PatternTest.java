package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.Match;
import dev.oplab.surgeon.pattern.OpTerm;
import dev.oplab.surgeon.pattern.Pattern;
import dev.oplab.surgeon.pattern.Term;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What onnx-graphsurgeon's own tests pin of pattern matching holds here too.
class Graphsurgeon_PatternTest {
  private final Surgeon g = Surgeon.create(17);
  private final Value x = g.input("x", DataType.FLOAT, 2);
  private final Value y = g.input("y", DataType.FLOAT, 2);

  private static OpTerm block(String name) {
    Term sum = Term.op("Add", Term.any(name + "_a"), Term.any(name + "_b")).as(name + "_add");
    return Term.op("Relu", sum).as(name + "_relu");
  }

  private List<Match> matches(OpTerm root) {
    return Pattern.of(root).matches(g.graph());
  }

  @Test
  void aMatchMapsThePatternToTheGraph() {
    Node add = g.layer("Add").in(x, y).node();
    Node relu = g.layer("Relu").in(add.output()).node("z");
    g.outputs(relu.output());
    Match match = matches(block("p")).getFirst();
    assertThat(match.node("p_add")).isSameAs(add);
    assertThat(match.node("p_relu")).isSameAs(relu);
    assertThat(match.values()).containsEntry("p_a", x).containsEntry("p_b", y);
    assertThat(match.outputs()).containsExactly(relu.output());
  }

  @Test
  void aCheckThatFailsIsNoMatch() {
    g.outputs(g.layer("Softmax").in(x).attr("axis", 1).out());
    OpTerm softmax = Term.op("Softmax", Term.any("x"));
    assertThat(matches(softmax.attribute("axis", new Attribute.IntValue(1)))).hasSize(1);
    assertThat(matches(softmax.attribute("axis", new Attribute.IntValue(0)))).isEmpty();
  }

  @Test
  void aValueInsideMustNotBeNeededOutsideButAnOutputMay() {
    Value sum = g.layer("Add").in(x, y).out();
    Value relu = g.layer("Relu").in(sum).out();
    Value used = g.layer("Abs").in(relu).out();
    g.outputs(relu, used);
    assertThat(matches(block("p"))).hasSize(1);
    g.outputs(sum, used);
    assertThat(matches(block("p"))).isEmpty();
    g.outputs(used, g.layer("Neg").in(sum).out());
    assertThat(matches(block("p"))).isEmpty();
  }

  @Test
  void anotherNumberOfOutputsIsNoMatch() {
    g.layer("Split").in(x).outs(2);
    assertThat(matches(Term.op("Split", Term.any("x")))).isEmpty();
    assertThat(matches(Term.op("Split", Term.any("x")).outputs(2))).hasSize(1);
  }

  @Test
  void aConstantInputIsWantedOrIsNot() {
    g.outputs(g.layer("Mul").in(x, 2f).out());
    assertThat(matches(Term.op("Mul", Term.any("x"), Term.constant("c")))).hasSize(1);
    assertThat(matches(Term.op("Mul", Term.any("x")))).isEmpty();
    assertThat(matches(Term.op("Mul", Term.any("x"), Term.op("Constant")))).isEmpty();
  }

  @Test
  void aConstantNodeIsAConstantAndAlsoANode() {
    Value two = g.layer("Constant").attr("value_float", 2f).out();
    g.outputs(g.layer("Mul").in(x, two).out());
    assertThat(matches(Term.op("Mul", Term.any("x"), Term.op("Constant")))).hasSize(1);
    assertThat(matches(Term.op("Mul", Term.any("x"), Term.constant("c")))).hasSize(1);
  }

  @Test
  void aPartOfAPatternMayComeTwice() {
    Value left = g.layer("Relu").in(g.layer("Add").in(x, y).out()).out();
    Value right = g.layer("Relu").in(g.layer("Add").in(left, y).out()).out();
    g.outputs(right);
    OpTerm second = Term.op("Relu", Term.op("Add", block("first"), Term.any("b")));
    Match match = matches(second).getFirst();
    assertThat(match.node("first_relu").output()).isSameAs(left);
    assertThat(match.root().output()).isSameAs(right);
  }
}
