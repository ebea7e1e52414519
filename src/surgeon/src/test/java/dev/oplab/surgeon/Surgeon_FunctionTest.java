package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.AttributeType;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class Surgeon_FunctionTest {
  private final Surgeon g = Surgeon.create(17);
  private final Value x = g.input("x", DataType.FLOAT, 1, 3);

  @Test
  void aFunctionIsFilledLikeAGraph() {
    g.model().opset("com.microsoft", 1);
    Surgeon f = g.function("my", "Half", "a");
    f.outputs(f.layer("Mul").in("a", 0.5f).out("b"));
    g.outputs(g.call("Half", x));
    Model read = Nets.reread(g.model());
    LocalFunction half = read.function(read.graph().nodes().getFirst()).orElseThrow();
    assertThat(Nets.ops(half.body())).containsExactly("Constant", "Mul");
    assertThat(half.opsets()).containsEntry("", 17L).containsEntry("com.microsoft", 1L);
    assertThat(read.header().opsets()).containsEntry("my", 1L);
    assertThatThrownBy(() -> g.function("my", "Half", "a")).hasMessageContaining("there is");
  }

  @Test
  void attributesOfTheCallerAreReferredTo() {
    LocalFunction leaky =
        LocalFunction.create("my", "Leaky", 17, "a")
            .requires("alpha")
            .defaults("beta", new Attribute.FloatValue(1));
    Surgeon f = g.function(leaky);
    f.outputs(
        f.layer("LeakyRelu")
            .in("a")
            .attr("alpha", new Attribute.Reference("alpha", AttributeType.FLOAT))
            .out("b"));
    g.outputs(g.call("Leaky", x, Map.of("alpha", 0.1f)));
    LocalFunction read = Nets.reread(g.model()).functions().getFirst();
    assertThat(read.attributes()).containsExactly("alpha");
    assertThat(read.attributeDefaults()).containsEntry("beta", new Attribute.FloatValue(1));
    assertThat(read.nodes().getFirst().attribute("alpha"))
        .contains(new Attribute.Reference("alpha", AttributeType.FLOAT));
    assertThatThrownBy(() -> g.in(leaky.body()).extract("a", "b"))
        .hasMessageContaining("takes an attribute from the caller");
  }

  @Test
  void theOpsetOfAFunctionIsItsOwn() {
    Surgeon f = g.function("my", "F", "a");
    f.opset(13);
    assertThat(f.opset()).isEqualTo(13);
    assertThat(g.opset()).isEqualTo(17);
    g.opset(18);
    assertThat(g.model().header().opsets()).containsEntry("", 18L);
    assertThat(f.opset()).isEqualTo(13);
  }

  @Test
  void whatAFunctionPutsOutGivesTheTypeOfTheCall() {
    Surgeon f = g.function("my", "F", "a");
    f.outputs(f.layer("Relu").in("a").out("b"));
    f.type(f.tensor("b"), DataType.FLOAT, 1, 3);
    assertThat(g.call("F", x).type()).hasToString("float32[1, 3]");
    Value mine = g.release(g.layer("Neg").in(x).out("mine"));
    assertThat(g.layer("F").domain("my").in(x).out(mine)).isSameAs(mine);
  }

  @Test
  void graphsInsideALayerAreBuiltInPlace() {
    Value flag = g.input("flag", DataType.BOOL);
    Value y =
        g.layer("If")
            .in(flag)
            .attr("then_branch", g.subgraph("yes", (s, _) -> s.layer("Neg").in(x).out()))
            .attr("else_branch", g.subgraph("no", (_, _) -> x))
            .out("y");
    Node node = y.producer().orElseThrow();
    assertThat(node.subgraphs()).extracting(graph -> graph.name()).containsExactly("yes", "no");
    assertThat(Nets.ops(node.subgraphs().getFirst())).containsExactly("Neg");
    assertThat(node.subgraphs().getLast().outputs()).containsExactly(x);
    g.outputs(y);
    assertThat(Nets.reread(g.model()).allNodes()).hasSize(2);
  }

  @Test
  void loopBodiesHaveInputs() {
    Value trips = g.input("trips", DataType.INT64);
    Value y =
        g.layer("Loop")
            .in(trips, null, x)
            .attr(
                "body",
                g.subgraph(
                    "body",
                    (s, _) -> {
                      s.input("i", DataType.INT64);
                      Value go = s.input("go", DataType.BOOL);
                      Value v = s.input("v", DataType.FLOAT, 1, 3);
                      return List.of(s.layer("Identity").in(go).out(), s.layer("Neg").in(v).out());
                    }))
            .out("y");
    assertThat(y.producer().orElseThrow().subgraphs().getFirst().inputs()).hasSize(3);
    g.outputs(y);
    assertThat(y.type()).hasToString("float32[...]");
  }

  @Test
  void whatAGraphInsideTakesFromOutsideIsKnown() {
    Value flag = g.input("flag", DataType.BOOL);
    Value w = g.constant("w", 2f);
    Node node =
        Nets.branch(
            g,
            flag,
            "y",
            (s, _) ->
                Nets.branch(s, flag, "z", (deep, _) -> deep.layer("Mul").in(x, w).out()).output());
    assertThat(g.in(node.subgraphs().getFirst()).captures()).containsExactlyInAnyOrder(flag, x, w);
    assertThat(g.captures()).isEmpty();
  }
}
