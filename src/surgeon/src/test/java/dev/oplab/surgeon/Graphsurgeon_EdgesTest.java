package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What onnx-graphsurgeon's own tests pin of tensors, nodes and the edges between them holds here
/// too: an edge changed at one end is changed at the other.
class Graphsurgeon_EdgesTest {
  private final Surgeon g = Surgeon.create(17);
  private final Value a = g.input("a", DataType.FLOAT, 2);
  private final Value b = g.input("b", DataType.FLOAT, 2);
  private final Node node = g.layer("Op").in(a).node("y");

  private static List<Node> users(Value value) {
    return value.uses().stream().map(Value.Use::node).toList();
  }

  @Test
  void anInputAppendedIsAUse() {
    node.addInput(b).addInput(b);
    assertThat(users(b)).containsExactly(node, node);
    assertThat(node.inputs()).hasSize(3);
  }

  @Test
  void anInputSetIsMovedFromOneValueToTheOther() {
    node.setInput(0, b);
    assertThat(users(a)).isEmpty();
    assertThat(users(b)).containsExactly(node);
  }

  @Test
  void inputsCutOffAreNoUses() {
    node.addInput(b).addInput(a);
    node.resizeInputs(1);
    assertThat(users(a)).containsExactly(node);
    assertThat(users(b)).isEmpty();
    node.resizeInputs(0);
    assertThat(users(a)).isEmpty();
  }

  @Test
  void anOutputReleasedHasNoProducerAndOneGivenHas() {
    Value y = node.output();
    Node other = g.layer("Other").in(a).node("z");
    node.releaseOutput(0);
    assertThat(y.producer()).isEmpty();
    other.addOutput(y);
    assertThat(y.producer()).contains(other);
    assertThat(other.outputs()).hasSize(2);
  }

  @Test
  void whatIsRemovedHasNoEdges() {
    Node last = g.layer("Last").in(node.output()).node("z");
    g.graph().removeAll(List.of(node, last));
    assertThat(users(a)).isEmpty();
    assertThat(g.tensors()).containsOnlyKeys("a", "b");
  }

  @Test
  void convertingAValueKeepsItAndItsUsers() {
    Value y = node.output();
    Node user = g.layer("User").in(y).node();
    g.toConstant(y, new float[] {1, 2});
    assertThat(user.input(0)).containsSame(y);
    assertThat(y.type()).hasToString("float32[2]");
    g.toVariable(y);
    assertThat(user.input(0)).containsSame(y);
    assertThat(y.isInput()).isTrue();
    assertThat(y.initializer()).isEmpty();
    assertThat(y.type()).hasToString("float32[2]");
  }

  @Test
  void listsThatWereGivenAreNotHeld() {
    List<Value> outputs = new ArrayList<>(List.of(node.output()));
    g.outputs(outputs);
    outputs.clear();
    assertThat(g.graph().outputs()).hasSize(1);
    assertThatThrownBy(() -> g.graph().outputs().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    List<Value.Use> uses = List.copyOf(a.uses());
    node.setInput(0, b);
    assertThat(uses).hasSize(1);
  }

  @Test
  void anOmittedInputIsNoTensorWithAnEmptyName() {
    Node clip = g.layer("Clip").in(a, null, 6f).node();
    assertThat(clip.inputs().get(1)).isEmpty();
    assertThat(clip.input(1)).isEmpty();
    assertThat(g.tensors()).doesNotContainKey("");
  }

  @Test
  void theSizeOfAWeightIsKnownWithoutReadingIt() {
    Tensor weight = Tensor.zeros(DataType.FLOAT, 1, 5, 5);
    assertThat(weight.byteSize()).isEqualTo(100);
    assertThat(Tensor.zeros(DataType.INT4, 3).byteSize()).isEqualTo(2);
    assertThat(Tensor.zeros(DataType.FLOAT4E2M1, 5).byteSize()).isEqualTo(3);
  }

  @Test
  void aDimensionIsANumberANameOrUnknown() {
    g.type(a, DataType.FLOAT, 1, "N", null, -1, "");
    assertThat(a.type()).hasToString("float32[1, N, ?, ?, ?]");
    assertThat(ValueType.tensor(DataType.FLOAT)).hasToString("float32[]");
    assertThat(new ValueType.TensorType(DataType.FLOAT, null)).hasToString("float32[...]");
  }

  @Test
  void valuesAndNodesAreThemselvesWhateverTheirNames() {
    Node same = g.layer("Op").in(a).node("y");
    same.rename(node.name());
    assertThat(same).isNotEqualTo(node);
    assertThat(java.util.Set.of(same, node, a, b)).hasSize(4);
    g.graph().remove(same);
    assertThat(node.isRemoved()).isFalse();
    assertThat(users(a)).containsExactly(node);
  }
}
