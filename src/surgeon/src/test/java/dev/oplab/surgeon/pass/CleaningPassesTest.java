package dev.oplab.surgeon.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class CleaningPassesTest {
  @Test
  void anIdentityInTheMiddleGoes() {
    Build b = new Build(15, 2);
    b.output(b.op("Relu", b.op("Identity", b.x)), "y");
    PassResult result = b.run("remove-identity");
    assertThat(b.operators()).containsExactly("Relu");
    assertThat(b.graph.nodes().getFirst().input(0)).contains(b.x);
    assertThat(result.rows()).hasSize(1);
    assertThat(result.rows().getFirst().toString())
        .isEqualTo("main > Identity 'identity': removed; 'x' is used instead");
  }

  @Test
  void anIdentityBeforeAnOutputGoesAndTheOutputKeepsItsName() {
    Build b = new Build(15, 2);
    Value relu = b.op("Relu", b.x);
    b.output(b.op("Identity", relu), "y");
    b.op("Abs", relu);
    b.run("remove-identity");
    assertThat(b.operators()).containsExactly("Relu", "Abs");
    assertThat(b.graph.outputs()).extracting(Value::name).containsExactly("y");
    assertThat(b.graph.outputs().getFirst().producer()).contains(b.graph.nodes().getFirst());
    assertThat(b.graph.outputs().getFirst().uses()).hasSize(1);
  }

  @Test
  void anIdentityFromInputToOutputStays() {
    Build b = new Build(15, 2);
    b.output(b.op("Identity", b.x), "y");
    assertThat(b.run("remove-identity").changed()).isFalse();
    assertThat(b.operators()).containsExactly("Identity");
  }

  @Test
  void anIdentityBetweenTwoOutputsStays() {
    Build b = new Build(15, 2);
    Value relu = b.op("Relu", b.x);
    b.output(relu, "first").output(b.op("Identity", relu), "second");
    assertThat(b.run("remove-identity").changed()).isFalse();
  }

  @Test
  void anOperatorOfAnotherDomainIsNotAnIdentity() {
    Build b = new Build(15, 2);
    Node custom = b.graph.addNode("Identity", b.x).domain("mine");
    b.output(b.op("Relu", custom.output()), "y");
    assertThat(b.run("remove-identity").changed()).isFalse();
  }

  @Test
  void aDropoutThatIsNotTrainingGoes() {
    Build b = new Build(15, 2);
    Node dropout = b.graph.addNode("Dropout", b.x).addOutput("mask");
    b.output(b.op("Relu", dropout.output()), "y");
    assertThat(b.run("remove-dropout").changed()).isTrue();
    assertThat(b.operators()).containsExactly("Relu");
  }

  @Test
  void aDropoutWhoseMaskIsUsedStays() {
    Build b = new Build(15, 2);
    Node dropout = b.graph.addNode("Dropout", b.x).addOutput("mask");
    b.output(b.op("Relu", dropout.output()), "y").output(b.op("Not", dropout.output(1)), "m");
    assertThat(b.run("remove-dropout").changed()).isFalse();
  }

  @Test
  void aDropoutInTrainingModeStays() {
    Build b = new Build(15, 2);
    MemorySegment yes = MemorySegment.ofArray(new byte[] {1});
    Value mode = b.graph.addInitializer(Tensor.of("mode", DataType.BOOL, Shape.of(), yes));
    b.output(b.op("Dropout", b.x, b.number("ratio", 0.5f), mode), "y");
    assertThat(b.run("remove-dropout").changed()).isFalse();
  }

  @Test
  void deadChainsGoInOneRun() {
    Build b = new Build(15, 2);
    b.op("Abs", b.op("Neg", b.op("Exp", b.x)));
    b.output(b.op("Relu", b.x), "y");
    assertThat(b.run("remove-unused-nodes").rows()).hasSize(3);
    assertThat(b.operators()).containsExactly("Relu");
  }

  @Test
  void aNodeThatOnlyASubgraphUsesStays() {
    Build b = new Build(15, 2);
    Value used = b.op("Abs", b.x);
    Value flag = b.graph.addInput("flag", ValueType.tensor(DataType.BOOL));
    Graph branch = b.graph.newSubgraph("branch");
    branch.addOutput(branch.addNode("Neg", used).output());
    Graph other = b.graph.newSubgraph("other");
    other.addOutput(other.addNode("Neg", b.x).output());
    Node choice =
        b.graph
            .addNode("If", flag)
            .attribute("then_branch", branch)
            .attribute("else_branch", other);
    b.op("Exp", b.x);
    b.output(choice.output(), "y");
    b.run("remove-unused-nodes");
    assertThat(b.operators()).containsExactly("Abs", "If");
  }

  @Test
  void unusedInitializersGoButDefaultsOfInputsStay() {
    Build b = new Build(15, 2);
    b.number("dead", 1);
    b.graph.addInput(b.number("default", 2));
    b.output(b.op("Add", b.x, b.number("used", 3)), "y");
    b.run("remove-unused-initializers");
    assertThat(b.graph.initializers()).extracting(Tensor::name).containsExactly("default", "used");
  }

  @Test
  void unusedInputsGo() {
    Build b = new Build(15, 2);
    b.graph.addInput("dead", ValueType.tensor(DataType.FLOAT));
    b.output(b.op("Relu", b.x), "y");
    b.run("remove-unused-inputs");
    assertThat(b.graph.inputs()).containsExactly(b.x);
  }

  @Test
  void equalInitializersMergeButNotThoseOfOtherShapeBytesOrDefaults() {
    Build b = new Build(15, 2);
    Value sum = b.op("Sum", b.x, b.vector("a", 1, 2), b.vector("b", 1, 2), b.vector("c", 2, 1));
    Value zero = b.op("Sum", sum, b.number("plus", 0f), b.number("minus", -0f));
    Value given = b.vector("given", 1, 2);
    b.graph.addInput(given);
    b.output(b.op("Add", zero, given), "y");
    PassResult result = b.run("deduplicate-initializers");
    assertThat(result.rows()).hasSize(1);
    assertThat(result.rows().getFirst().change()).isEqualTo("merged into 'a'");
    assertThat(b.graph.initializers())
        .extracting(Tensor::name)
        .containsExactly("a", "c", "plus", "minus", "given");
  }

  @Test
  void equalNodesMergeDownAChain() {
    Build b = new Build(15, 2);
    Value one = b.op("Abs", b.op("Neg", b.x));
    Value two = b.op("Abs", b.op("Neg", b.x));
    b.output(b.op("Add", one, two), "y");
    assertThat(b.run("eliminate-common-subexpressions").rows()).hasSize(2);
    assertThat(b.operators()).containsExactly("Neg", "Abs", "Add");
  }

  @Test
  void randomNodesOtherAttributesAndGraphOutputsDoNotMerge() {
    Build b = new Build(15, 2);
    Value one = b.op("RandomNormalLike", b.x);
    Value two = b.op("RandomNormalLike", b.x);
    Value three = b.graph.addNode("LeakyRelu", b.x).attribute("alpha", 0.1).output();
    Value four = b.graph.addNode("LeakyRelu", b.x).attribute("alpha", 0.2).output();
    b.output(b.op("Sum", one, two, three, four), "y");
    b.output(b.op("Neg", b.x), "n1").output(b.op("Neg", b.x), "n2");
    assertThat(b.run("eliminate-common-subexpressions").changed()).isFalse();
  }

  @Test
  void constantNodesBecomeInitializersOfTheSameName() {
    Build b = new Build(15, 2);
    Node constant = b.graph.addNode("Constant").attribute("value_float", 2.0);
    constant.output().rename("two");
    b.output(b.op("Add", b.x, constant.output()), "y");
    b.run("constant-nodes-to-initializers");
    assertThat(b.operators()).containsExactly("Add");
    assertThat(b.graph.value("two").orElseThrow().initializer()).isPresent();
    assertThat(b.graph.value("two").orElseThrow().type().toString()).isEqualTo("float32[]");
  }

  @Test
  void aConstantThatIsAnOutputStaysANode() {
    Build b = new Build(15, 2);
    b.output(b.graph.addNode("Constant").attribute("value_int", 2).output(), "y");
    assertThat(b.run("constant-nodes-to-initializers").changed()).isFalse();
  }
}
