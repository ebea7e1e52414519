package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Surgeon_CallTest {
  private final Surgeon g = Surgeon.create(13);
  private final Value x = g.input("x", DataType.FLOAT, 1, 3);

  @AfterEach
  void forget() {
    Surgeon.unregister("clip");
    Surgeon.unregister("relu");
  }

  private static Operation op(String opType) {
    return (s, args) -> s.layer(opType, args, opType.toLowerCase(java.util.Locale.ROOT) + "_out");
  }

  private static String called(Surgeon g) {
    g.call("clip", g.tensor("x"));
    return g.nodes().getLast().opType();
  }

  @Test
  void whatIsRegisteredForTheSessionWorksInEveryGraph() {
    Surgeon.register("clip").as(op("Clip"));
    g.call("clip", x, 0f, 6f);
    assertThat(g.nodes("Clip").getFirst().inputs()).hasSize(3);
    Surgeon other = Surgeon.create(21);
    other.input("x", DataType.FLOAT, 1);
    assertThat(called(other)).isEqualTo("Clip");
  }

  @Test
  void theOperationsOfAModelComeBeforeThoseOfTheSession() {
    Surgeon.register("clip").opset(6).as(op("Clip"));
    g.register("relu", op("Relu"));
    assertThat(g.operations()).startsWith("relu").contains("clip");
    assertThat(Surgeon.create(13).operations()).contains("clip").doesNotContain("relu");
  }

  @Test
  void theResultOfACallIsAnArgumentOfTheNext() {
    Surgeon.register("clip").as(op("Clip"));
    Value twice = g.call("clip", g.call("clip", x));
    assertThat(twice.i().name()).isEqualTo("clip_out");
    assertThat(twice.name()).isEqualTo("clip_out_1");
  }

  @Test
  void theNarrowestScopeWins() {
    Surgeon.register("clip").as(op("Any"));
    Surgeon.register("clip").opsets(6, 20).as(op("Wide"));
    Surgeon.register("clip").opsets(11, 13).as(op("Narrow"));
    assertThat(called(g)).isEqualTo("Narrow");
    g.model().opset("", 20);
    assertThat(called(g)).isEqualTo("Wide");
    g.model().opset("", 21);
    assertThat(called(g)).isEqualTo("Any");
  }

  @Test
  void aDomainIsAskedForItsOwnVersion() {
    Surgeon.register("clip").domain("com.microsoft").opset(1).as(op("Fast"));
    assertThatThrownBy(() -> called(g)).hasMessageContaining("opset 1 of domain 'com.microsoft'");
    g.model().opset("com.microsoft", 1);
    assertThat(called(g)).isEqualTo("Fast");
  }

  @Test
  void theModelsOwnComesFirstThenTheSessionThenItsFunctions() {
    LocalFunction function = LocalFunction.create("my", "clip", 13, "a");
    function
        .body()
        .addOutput(function.body().addNode("Relu", function.inputs().getFirst()).output());
    g.model().addFunction(function);
    assertThat(called(g)).isEqualTo("clip");
    Surgeon.register("clip").opset(13).as(op("Session"));
    assertThat(called(g)).isEqualTo("Session");
    g.register("clip", op("Own"));
    assertThat(called(g)).isEqualTo("Own");
  }

  @Test
  void theSameScopeTwiceIsAnErrorUnlessOverridden() {
    Surgeon.register("clip").opset(13).as(op("First"));
    assertThatThrownBy(() -> Surgeon.register("clip").opset(13).as(op("Second")))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("'clip' is registered already for opset 13")
        .hasMessageContaining("Fix: say override()");
    Surgeon.register("clip").opset(13).override().as(op("Second"));
    assertThat(called(g)).isEqualTo("Second");
    g.register("relu", op("A"));
    assertThatThrownBy(() -> g.register("relu", op("B"))).isInstanceOf(OnnxException.class);
    g.override("relu", op("B"));
  }

  @Test
  void aMissingNameSaysWhereItIsRegisteredAndWhatComesNear() {
    Surgeon.register("clip").opsets(6, 10).as(op("Old"));
    assertThatThrownBy(() -> g.call("clip", x))
        .hasMessageContaining("'clip' is not registered for opset 13: only for opsets 6 to 10");
    assertThatThrownBy(() -> g.call("clup", x)).hasMessageContaining("did you mean 'clip'?");
  }

  @Test
  void aFunctionIsCalledWithItsAttributes() {
    LocalFunction scale = LocalFunction.create("my", "Scale", 13, "a").requires("by");
    Surgeon body = g.function(scale);
    body.outputs(body.layer("Relu").in("a").out("scaled"));
    Value y = g.call("Scale", x, Map.of("by", 2f));
    assertThat(y.name()).isEqualTo("scaled");
    assertThat(y).isNotSameAs(scale.outputs().getFirst());
    assertThat(g.model().function(g.nodes().getLast())).contains(scale);
    assertThat(g.opsets()).containsEntry("my", 1L);
    assertThatThrownBy(() -> g.call("Scale", x)).hasMessageContaining("needs the attributes [by]");
    assertThatThrownBy(() -> g.call("my::Scale", x, x, Map.of("by", 1f)))
        .hasMessageContaining("takes 1 inputs, and 2 were given");
  }

  @Test
  void severalValuesAreAskedForAsSeveral() {
    g.register("split", (s, in) -> s.layer("Split").in(in).outs("a", "b"));
    assertThat(Nets.valueNames(g.callAll("split", x))).containsExactly("a", "b");
    assertThatThrownBy(() -> g.call("split", x))
        .hasMessageContaining("'split' gives 2 values, not 1")
        .hasMessageContaining("callAll(\"split\", ...)");
    Surgeon.register("clip").as(op("Clip"));
    assertThat(g.callAll("clip", x)).hasSize(1);
  }

  @Test
  void argumentsAreHandedOnAsAWhole() {
    Surgeon.register("clip").as(op("Clip"));
    g.register("relu6", (s, in) -> s.call("clip", in, 0f, 6f));
    g.register("last", (s, in) -> s.layer("Last").in(in.from(1)).out());
    assertThat(g.call("relu6", x).producer().orElseThrow().inputs()).hasSize(3);
    assertThat(g.call("last", 1f, x).i()).isSameAs(x);
    assertThat(Arguments.of(x, List.of(x)).value(1)).isSameAs(x);
    assertThatThrownBy(() -> Arguments.of(1f).value(0)).hasMessageContaining("Argument 0 is 1.0");
    assertThatThrownBy(() -> Arguments.of().get(0)).hasMessageContaining("the call gave 0");
  }

  @Test
  void anOperationThatHandsBackNoValueIsToldSo() {
    g.register("forgot", (s, in) -> s.layer("Relu").in(in));
    assertThatThrownBy(() -> g.call("forgot", x))
        .hasMessageContaining("'forgot' hands back a Layer, where values are expected")
        .hasMessageContaining("end a layer with out()");
  }

  @Test
  void whatIsRegisteredForAModelGoesWithItsCopy() {
    g.register("relu", op("Relu"));
    Surgeon copy = g.copy();
    copy.override("relu", op("Other"));
    assertThat(copy.call("relu", copy.tensor("x")).producer().orElseThrow().opType())
        .isEqualTo("Other");
    assertThat(g.call("relu", x).producer().orElseThrow().opType()).isEqualTo("Relu");
    assertThat(g.nodes()).hasSize(1);
  }
}
