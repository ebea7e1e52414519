package dev.oplab.ort.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.AttributeType;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InlineFunctions_RunTest {
  private static final String PASS = "inline-functions";

  private static Net net() {
    Net net = new Net(17);
    net.model.opset("mine", 1);
    return net;
  }

  /// `Y = Clip(LeakyRelu(X, alpha) * X, Low)`.
  private static LocalFunction leaky() {
    LocalFunction bare = LocalFunction.create("mine", "Leaky", 17, "X", "Low");
    Graph body = bare.body();
    Value x = body.inputs().getFirst();
    Node leaky = body.addNode("LeakyRelu", x).rename("leaky");
    leaky.attribute("alpha", new Attribute.Reference("slope", AttributeType.FLOAT));
    Value product = body.addNode("Mul", leaky.output(), x).output();
    Value low = body.inputs().get(1);
    body.addOutput(body.addNode("Clip", product, low).output().rename("Y"));
    return new LocalFunction(
        "mine",
        "Leaky",
        "",
        List.of(),
        Map.of("slope", new Attribute.FloatValue(0.5f)),
        bare.opsets(),
        "",
        body);
  }

  private static Node call(Net net, String name, Value... inputs) {
    return net.node(name, inputs).domain("mine");
  }

  @Test
  void attributesComeFromTheCallOrAreTheDefault() throws InterruptedException {
    Net net = net();
    net.model.addFunction(leaky());
    Value x = net.in("x", 3);
    Value one = call(net, "Leaky", x).attribute("slope", 0.25).output();
    net.out(call(net, "Leaky", one).output(), "y");
    Run run = Run.of(net, PASS).keepsTheResults();
    assertThat(run.operators())
        .containsExactly("LeakyRelu", "Mul", "Clip", "LeakyRelu", "Mul", "Clip");
    assertThat(net.model.functions()).isEmpty();
    assertThat(net.graph.nodes()).extracting(Node::name).doesNotHaveDuplicates();
  }

  @Test
  void anInputThatIsOmittedIsOmittedInside() throws InterruptedException {
    Net net = net();
    net.model.addFunction(leaky());
    Value one = call(net, "Leaky", net.in("x", 3), net.number(0.5f)).output();
    net.out(call(net, "Leaky", one).output(), "y");
    Run.of(net, PASS).keepsTheResults();
    Node last = net.graph.nodes().getLast();
    assertThat(last.opType()).isEqualTo("Clip");
    assertThat(last.input(1)).isEmpty();
  }

  @Test
  void whatIsPassedThroughOrPutOutTwiceIsHandedOn() throws InterruptedException {
    Net net = net();
    LocalFunction bare = LocalFunction.create("mine", "Both", 17, "X");
    Graph body = bare.body();
    Value neg = body.addNode("Neg", body.inputs().getFirst()).output();
    body.addOutput(neg);
    body.addOutput(body.inputs().getFirst());
    body.addOutput(neg);
    net.model.addFunction(bare);
    Value x = net.in("x", 3);
    Node call = net.graph.addNode("Both", List.of(x)).domain("mine").addOutput("");
    call.addOutput("same").addOutput("negative");
    net.alsoOut(call.output(1)).alsoOut(call.output(2));
    // ONNX Runtime cannot run such a function, so it is held against what it stands for.
    Net plain = new Net(17);
    Value in = plain.in("x", 3);
    plain.out(plain.op("Identity", in), "same").out(plain.op("Neg", in), "negative");
    Run.of(net, PASS);
    Map<String, dev.oplab.onnx.Tensor> inputs = Outputs.inputs(plain.model, 1);
    Outputs.of(net.model, inputs)
        .assertSameAs(Outputs.of(plain.model, inputs), Tolerance.EXACT, "inlined");
    assertThat(net.operators()).containsExactly("Neg", "Identity");
  }

  @Test
  void functionsThatCallFunctionsWithBranchesAreReplacedAllTheWay() throws InterruptedException {
    Net net = net();
    net.model.addFunction(leaky());
    LocalFunction bare = LocalFunction.create("mine", "Choose", 17, "X", "Flag");
    Graph body = bare.body();
    Value x = body.inputs().getFirst();
    Value twice = body.addNode("Add", x, x).output();
    Graph then = body.newSubgraph("then");
    Node inner = then.addNode("Leaky", twice).domain("mine");
    inner.attribute("slope", new Attribute.Reference("slope", AttributeType.FLOAT));
    then.addOutput(inner.output());
    Graph otherwise = body.newSubgraph("else");
    otherwise.addOutput(otherwise.addNode("Neg", x).output());
    Node choice = body.addNode("If", body.inputs().get(1));
    choice.attribute("then_branch", then).attribute("else_branch", otherwise);
    body.addOutput(choice.output());
    net.model.addFunction(
        new LocalFunction(
            "mine",
            "Choose",
            "",
            List.of("slope"),
            Map.of(),
            Map.of("", 17L, "mine", 1L),
            "",
            body));
    Value yes = net.in("yes", DataType.BOOL);
    Value one = call(net, "Choose", net.in("x", 3), yes).attribute("slope", 0.75).output();
    net.out(call(net, "Choose", one, net.op("Not", yes)).attribute("slope", 0.1).output(), "y");
    Run.of(net, PASS).keepsTheResults();
    assertThat(net.model.allNodes()).noneMatch(node -> node.domain().equals("mine"));
    assertThat(net.model.functions()).isEmpty();
    Run.of(net, "remove-unused-opsets").keepsTheResults();
    assertThat(net.model.header().opsets().keySet()).containsExactly("");
  }

  @Test
  void aCallInsideABranchIsReplacedThere() throws InterruptedException {
    Net net = net();
    net.model.addFunction(leaky());
    Value x = net.in("x", 3);
    Graph then = net.graph.newSubgraph("then");
    then.addOutput(then.addNode("Leaky", x).domain("mine").output());
    Graph otherwise = net.graph.newSubgraph("else");
    otherwise.addOutput(otherwise.addNode("Neg", x).output());
    Node choice = net.node("If", net.in("yes", DataType.BOOL));
    choice.attribute("then_branch", then).attribute("else_branch", otherwise);
    net.out(choice.output(), "y");
    Run.of(net, PASS).keepsTheResults();
    assertThat(then.nodes()).extracting(Node::opType).containsExactly("LeakyRelu", "Mul", "Clip");
  }

  @Test
  void aFunctionOfOtherOperatorVersionsStays() {
    Net net = new Net(13);
    net.model.irVersion(8).opset("mine", 1).addFunction(leaky());
    net.out(call(net, "Leaky", net.in("x", 3)).output(), "y");
    Run.of(net, PASS).leavesAllAsItWas();
  }

  @Test
  void aFunctionThatCallsItselfStays() {
    Net net = net();
    LocalFunction bare = LocalFunction.create("mine", "Again", 17, "X");
    Graph body = bare.body();
    body.addOutput(body.addNode("Again", body.inputs().getFirst()).domain("mine").output());
    net.model.addFunction(bare);
    net.out(call(net, "Again", net.in("x", 3)).output(), "y");
    Run.of(net, PASS).leavesAllAsItWas();
  }

  @Test
  void functionsThatNothingCallsGo() throws InterruptedException {
    Net net = net();
    net.model.addFunction(leaky());
    net.out(net.op("Relu", net.in("x", 3)), "y");
    Run.of(net, "remove-unused-functions").keepsTheResults();
    assertThat(net.model.functions()).isEmpty();
  }
}
