package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import dev.oplab.testkit.ProtoText;
import org.junit.jupiter.api.Test;

/// Files that no exporter writes and every protobuf parser reads; found by changing real ones.
class OnnxIo_OddFileTest {
  private static Model model(ProtoBytes graph) {
    return Models.read(OnnxBytes.model(graph));
  }

  private static String text(Model model) {
    return ProtoText.ofModel(OnnxIo.toBytes(model));
  }

  @Test
  void aFieldOfAnotherWireTypeStaysWhereTheFieldOfItsNumberIsWrittenAnew() {
    ProtoBytes input = OnnxBytes.value("x", OnnxBytes.type(1, 3)).varint(1, 77).varint(2, 88);
    ProtoBytes tensor = OnnxBytes.tensor("w", 1, new byte[4], 1).varint(8, 99);
    Model model = model(new ProtoBytes().message(11, input).message(5, tensor));
    model.graph().value("x").orElseThrow().rename("a").type(ValueType.tensor(DataType.INT64, 5));
    model.graph().value("w").orElseThrow().rename("b");
    assertThat(text(model)).contains("1: 77", "2: 88", "8: 99", "1: '61'", "8: '62'");
  }

  @Test
  void aRenamedSparseConstantKeepsWhatIsUnknownInIt() {
    ProtoBytes sparse =
        new ProtoBytes()
            .message(1, OnnxBytes.tensorHead("s", 1, 1).packed(4, 2.0f).varint(500, 1))
            .message(2, OnnxBytes.tensorHead("", 7, 1).packed(7, 3).varint(501, 1))
            .varint(3, 5)
            .varint(502, 1);
    Model model = model(new ProtoBytes().message(15, sparse));
    String before = text(model);
    model.graph().value("s").orElseThrow().rename("t");
    String name = "8: '73'";
    assertThat(before).contains(name);
    assertThat(text(model)).isEqualTo(before.replace(name, "8: '74'"));
  }

  @Test
  void aSparseConstantWithoutValuesCanBeNamed() {
    Model model = model(new ProtoBytes().message(15, new ProtoBytes().varint(3, 5)));
    model.graph().values().iterator().next().rename("named");
    assertThat(Models.read(OnnxIo.toBytes(model)).graph().value("named")).isPresent();
  }

  @Test
  void aTypeInPiecesIsOneType() {
    ProtoBytes elements = new ProtoBytes().message(1, new ProtoBytes().varint(1, 7));
    ProtoBytes two = new ProtoBytes().message(1, new ProtoBytes().varint(1, 2));
    ProtoBytes size = new ProtoBytes().message(1, new ProtoBytes().message(2, two));
    ProtoBytes value =
        new ProtoBytes().text(1, "x").message(2, elements).message(2, size).message(2, size);
    ProtoBytes other = OnnxBytes.value("y", OnnxBytes.type(1, 9).append(elements).append(size));
    ProtoBytes sequence = new ProtoBytes().message(4, new ProtoBytes().message(1, elements));
    ProtoBytes last = OnnxBytes.value("z", OnnxBytes.type(1, 9).append(sequence).append(sequence));
    Model model = model(new ProtoBytes().message(11, value).message(11, other).message(11, last));
    assertThat(model.graph().inputs())
        .hasToString("['x': int64[2, 2], 'y': int64[9, 2], 'z': sequence(int64[...])]");
  }

  @Test
  void aTensorInPiecesIsOneTensor() {
    ProtoBytes first = OnnxBytes.tensorHead("v", 7, 2).packed(7, 4);
    ProtoBytes second = new ProtoBytes().packed(7, 5);
    ProtoBytes sparse = new ProtoBytes().message(1, first).message(1, second);
    NodeBytes node =
        NodeBytes.of("Constant")
            .outputs("c")
            .attribute("value", 4, new ProtoBytes().message(5, first).message(5, second))
            .attribute("sparse", 11, new ProtoBytes().message(22, sparse).message(22, sparse));
    Node read = model(new ProtoBytes().message(1, node.toProto())).graph().nodes().getFirst();
    Tensor tensor = ((Attribute.TensorValue) read.attribute("value").orElseThrow()).value();
    assertThat(tensor).hasToString("int64[2] 'v' (16 B)");
    assertThat(tensor.data().getAtIndex(TensorDecoder.LONG, 0)).isEqualTo(4);
    assertThat(tensor.data().getAtIndex(TensorDecoder.LONG, 1)).isEqualTo(5);
    SparseTensor both =
        ((Attribute.SparseTensorValue) read.attribute("sparse").orElseThrow()).value();
    assertThat(both.values().shape()).hasToString("[2, 2]");
  }

  @Test
  void aNumberThatIsNoTypeOfAttributeAndNoPlaceOfDataSaysNothing() {
    NodeBytes node =
        NodeBytes.of("Op")
            .outputs("y")
            .attribute("i", 2, new ProtoBytes().varint(3, 5).varint(20, 99));
    ProtoBytes tensor = OnnxBytes.tensor("w", 1, new byte[4], 1).varint(14, 7);
    Model model = model(new ProtoBytes().message(1, node.toProto()).message(5, tensor));
    assertThat(model.graph().nodes().getFirst().attributes())
        .containsEntry("i", new Attribute.IntValue(5));
    assertThat(model.graph().initializers().getFirst().externalData()).isEmpty();
  }

  @Test
  void aTypeStatedForANameThatNothingDefinesIsItsType() {
    GraphBytes graph =
        new GraphBytes("g")
            .node(NodeBytes.of("Relu").inputs("lost").outputs("y"))
            .valueInfo("lost", OnnxBytes.FLOAT, 3);
    Model model = Models.read(OnnxBytes.model(graph));
    assertThat(model.graph().value("lost").orElseThrow()).hasToString("'lost': float32[3]");
  }

  @Test
  void aNoteAboutARemovedValueGoesWithIt() {
    ProtoBytes note = new ProtoBytes().text(1, "y");
    ProtoBytes node = NodeBytes.of("Relu").inputs("x").outputs("y").toProto();
    Model model = model(new ProtoBytes().message(1, node).message(14, note));
    model.graph().value("y").orElseThrow().rename("z");
    assertThat(text(model)).contains("1: '7a'");
    model.graph().remove(model.graph().nodes().getFirst());
    assertThat(text(model.copy())).isEqualTo(text(model)).doesNotContain("1: '7");
  }
}
