package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.surgeon.diff.ModelDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What onnx-graphsurgeon's own tests pin of names, comparison, registration, layers and tensors
/// holds here too.
class Graphsurgeon_LayersTest {
  private final Surgeon g = Surgeon.create(11);
  private final Value x = g.input("x", DataType.FLOAT, 1, 3);

  @AfterEach
  void forget() {
    Surgeon.unregister("op");
  }

  @Test
  void aHundredNewNamesGoRoundABlockThatIsThere() {
    for (int i = 50; i < 150; i++) {
      g.graph().addValue("t_" + i, new ValueType.UnknownType());
    }
    List<String> names = new ArrayList<>();
    g.layer("Relu").in(x).out("t");
    for (int i = 0; i < 100; i++) {
      names.add(g.layer("Relu").in(x).out("t").name());
    }
    List<String> expected =
        IntStream.concat(IntStream.range(1, 50), IntStream.range(150, 201))
            .mapToObj(i -> "t_" + i)
            .toList();
    assertThat(names).isEqualTo(expected);
  }

  @Test
  void modelsDifferByAnInputAnOutputOrANameInAnInnerGraph() {
    Value flag = g.input("flag", DataType.BOOL);
    Nets.branch(g, flag, "y", (s, _) -> s.layer("Neg").in(x).out("inner"));
    g.outputs(g.tensor("y"));
    Model before = g.model().copy();
    assertThat(ModelDiff.of(before, g.copy().model()).isEmpty()).isTrue();
    Surgeon more = g.copy();
    more.input("extra", DataType.FLOAT, 1);
    assertThat(ModelDiff.of(before, more.model()).isEmpty()).isFalse();
    Surgeon other = g.copy();
    other.output(other.tensor("x"), DataType.FLOAT, 1, 3);
    assertThat(ModelDiff.of(before, other.model()).isEmpty()).isFalse();
    Surgeon renamed = g.copy();
    renamed.model().allGraphs().getLast().outputs().getFirst().rename("elsewhere");
    assertThat(ModelDiff.of(before, renamed.model()).isEmpty()).isFalse();
  }

  @Test
  void graphsInsideAreFoundAtOneLevelAndAtAll() {
    Value flag = g.input("flag", DataType.BOOL);
    Operation two =
        (s, _) -> Nets.branch(s, flag, "deep", (d, _) -> d.layer("Neg").in(x).out()).output();
    Node node = Nets.branch(g, flag, "y", two);
    assertThat(node.subgraphs()).hasSize(2);
    assertThat(g.model().allGraphs()).hasSize(1 + 2 + 4);
  }

  @Test
  void theFunctionRegisteredForTheOpsetIsCalled() {
    Surgeon.register("op").opset(10).as((s, in) -> s.layer("Ten").in(in).out());
    Surgeon.register("op").opset(11).as((s, in) -> s.layer("Eleven").in(in).out());
    assertThat(g.call("op", x).producer().orElseThrow().opType()).isEqualTo("Eleven");
    g.opset(10);
    assertThat(g.call("op", x).producer().orElseThrow().opType()).isEqualTo("Ten");
    g.opset(9);
    assertThatThrownBy(() -> g.call("op", x)).hasMessageContaining("only for opset 10, opset 11");
  }

  @Test
  void whatIsRegisteredComesBeforeAFunctionOfThatName() {
    Surgeon f = g.function("my", "op", "a");
    f.outputs(f.layer("Relu").in("a").out("b"));
    assertThat(g.call("op", x).producer().orElseThrow().opType()).isEqualTo("op");
    Surgeon.register("op").as((s, in) -> s.layer("Registered").in(in).out());
    assertThat(g.call("op", x).producer().orElseThrow().opType()).isEqualTo("Registered");
  }

  @Test
  void nodesWithoutANameGetOneThatIsFree() {
    g.layer("Add").in(x, x).name("add").out();
    g.layer("Add").in(x, x).name("add_1").out();
    assertThat(g.layer("Add").in(x, x).node().name()).isEqualTo("add_2");
    assertThat(Nets.names(g.graph())).containsExactly("add", "add_1", "add_2");
  }

  @Test
  void aLayerTakesAttributesTensorsTextsArraysAndLists() {
    List<Value> outputs =
        g.layer(
            "Op",
            List.of(x, "x", new float[] {1, 2}, List.of(1, 2), List.of(1, 2.0), 3),
            List.of("a", "b"),
            Map.of("alpha", 0.5, "axes", List.of(0, 1)));
    Node node = g.nodes().getFirst();
    assertThat(node.outputs().stream().map(Optional::orElseThrow).toList()).isEqualTo(outputs);
    assertThat(node.input(0)).isEqualTo(node.input(1)).contains(x);
    assertThat(types(node)).containsExactly("float32[2]", "int64[2]", "float32[2]", "int32[]");
    assertThat(node.attribute("alpha")).contains(new Attribute.FloatValue(0.5f));
    assertThat(node.attribute("axes")).contains(Attribute.of(0L, 1L));
  }

  private static List<String> types(Node node) {
    return node.inputs().stream()
        .map(Optional::orElseThrow)
        .filter(value -> value.initializer().isPresent())
        .map(value -> value.type().toString())
        .toList();
  }

  @Test
  void aCalledFunctionGivesNewValuesWithItsTypesOrTheGivenOne() {
    Surgeon f = g.function("my", "F", "a");
    Value inner = f.layer("Relu").in("a").out("b");
    f.outputs(inner).type(inner, DataType.FLOAT, 1, 3);
    Value made = g.call("F", x);
    assertThat(made).isNotSameAs(inner);
    assertThat(made.type()).hasToString("float32[1, 3]");
    Value given = g.graph().addValue("given", ValueType.tensor(DataType.INT8, 7));
    assertThat(g.layer("F").domain("my").in(x).out(given)).isSameAs(given);
    assertThat(given.type()).hasToString("int8[7]");
  }

  @Test
  void theTableOfTensorsChangesNothingAndHasInputsThatNothingUses() {
    Value apart = g.input("apart", DataType.FLOAT, 1);
    Value w = g.constant("w", 1f);
    String before = g.model().toText();
    Map<String, Value> tensors = g.tensors();
    assertThat(tensors).containsEntry("apart", apart).containsEntry("w", w).containsEntry("x", x);
    assertThat(g.model().toText()).isEqualTo(before);
    assertThatThrownBy(() -> tensors.put("y", x)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void twoTensorsOfOneNameCannotComeAbout() {
    Value y = g.layer("Relu").in(x).out("y");
    assertThatThrownBy(() -> y.rename("x"))
        .hasMessageContaining("the name 'x' is taken by a value of graph 'main'");
    assertThatThrownBy(() -> g.graph().addInitializer(Tensor.of("y", new float[] {1})))
        .hasMessageContaining("taken");
    assertThat(g.constant("y", 1f).name()).isEqualTo("y_1");
  }
}
