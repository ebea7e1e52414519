package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Value;
import dev.oplab.testkit.Fixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Surgeon_ToposortTest {

  private static void reverse(Graph graph) {
    List<Node> nodes = List.copyOf(graph.nodes());
    for (int i = 1; i < nodes.size(); i++) {
      graph.moveBefore(nodes.get(i), graph.nodes().getFirst());
    }
  }

  @Test
  void aReversedChainOfAHundredThousandIsSorted() {
    Surgeon g = Nets.chain(100_000);
    List<String> order = Nets.names(g.graph());
    reverse(g.graph());
    assertThat(Nets.names(g.graph())).startsWith("r99999");
    g.toposort();
    assertThat(Nets.names(g.graph())).isEqualTo(order);
  }

  @Test
  void theBottomOfADiamondComesLast() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 1);
    List<Value> a = g.layer("A", List.of(x), 1);
    List<Value> left = g.layer("B", List.of(a), 1);
    List<Value> right = g.layer("C", List.of(a), 1);
    g.outputs(g.layer("D", List.of(left, right), 1));
    g.graph().moveBefore(g.nodes("D").getFirst(), g.nodes("A").getFirst());
    g.toposort();
    assertThat(Nets.ops(g.graph())).containsExactly("A", "B", "C", "D");
  }

  @Test
  void laterInputsAndOutputsOfAChainAreNoHindrance() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 1);
    List<Value> all = new ArrayList<>(g.layer("Op0", List.of(x), 1));
    for (int i = 1; i < 5; i++) {
      Value extra = g.input("x" + i, DataType.FLOAT, 1);
      all.addAll(g.layer("Op" + i, List.of(all.getLast(), extra), 1));
    }
    g.outputs(all);
    reverse(g.graph());
    g.toposort();
    assertThat(Nets.ops(g.graph())).containsExactly("Op0", "Op1", "Op2", "Op3", "Op4");
  }

  @Test
  void aValidOrderStaysAsItIs() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 1);
    List<Value> a = g.layer("A", List.of(x), 1);
    List<Value> b = g.layer("B", List.of(a), 1);
    g.layer("C", List.of(x), 1);
    g.outputs(g.layer("D", List.of(b), 1));
    g.toposort();
    assertThat(Nets.ops(g.graph())).containsExactly("A", "B", "C", "D");
    Surgeon real = Surgeon.open(Fixtures.mobilenet());
    List<Node> before = List.copyOf(real.nodes());
    assertThat(real.toposort().nodes()).containsExactlyElementsOf(before);
  }

  @Test
  void whatASubgraphUsesComesBeforeTheNodeItIsIn() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 1);
    Value condition = g.input("c", DataType.BOOL);
    Value used = g.layer("Early", List.of(x), "used").getFirst();
    Value passed = g.layer("Passed", List.of(x), "passed").getFirst();
    Nets.branch(
        g,
        condition,
        "y",
        (in, args) -> {
          Value first = in.layer("In1", List.of(used), 1).getFirst();
          in.layer("In2", List.of(first), 1);
          reverse(in.graph());
          return List.of(passed);
        });
    g.outputs(g.tensor("y"));
    reverse(g.graph());
    g.toposort();
    assertThat(Nets.ops(g.graph())).containsExactly("Passed", "Early", "If");
    assertThat(g.nodes("If").getFirst().subgraphs())
        .allSatisfy(inner -> assertThat(Nets.ops(inner)).containsExactly("In1", "In2"));
  }

  @Test
  void aCircleIsNamedNodeByNode() {
    Surgeon g = Nets.chain(4);
    g.node("r1").setInput(0, g.tensor("v2"));
    assertThatThrownBy(g::toposort)
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("graph 'main': nodes need each other in a circle:")
        .hasMessageContaining("Relu 'r1' -> Relu 'r2' -> Relu 'r1'")
        .hasMessageNotContaining("r3'")
        .hasMessageContaining("Fix: ");
    g.node("r1").setInput(0, g.tensor("v1"));
    assertThatThrownBy(g::toposort).hasMessageContaining("Relu 'r1' -> Relu 'r1'");
  }

  private static LocalFunction function(Surgeon g, String name, String callee) {
    LocalFunction function = LocalFunction.create("my", name, 17, "a");
    Node call = function.body().addNode(callee, function.inputs().getFirst());
    function.body().addOutput(call.domain(callee.equals("Relu") ? "" : "my").output());
    g.model().addFunction(function);
    return function;
  }

  @Test
  void functionsComeAfterThoseTheyCall() {
    Surgeon g = Nets.chain(1);
    function(g, "Outer", "Middle");
    function(g, "Middle", "Inner");
    function(g, "Inner", "Relu");
    g.toposort();
    assertThat(g.model().functions())
        .extracting(LocalFunction::name)
        .containsExactly("Inner", "Middle", "Outer");
  }

  @Test
  void functionsThatCallThemselvesOrEachOtherAreRefused() {
    Surgeon own = Nets.chain(1);
    function(own, "Self", "Self");
    assertThatThrownBy(own::toposort).hasMessageContaining("Functions call themselves");
    Surgeon three = Nets.chain(1);
    function(three, "A", "B");
    function(three, "B", "C");
    function(three, "C", "A");
    assertThatThrownBy(three::toposort).hasMessageContaining("my.A").hasMessageContaining("my.C");
  }
}
