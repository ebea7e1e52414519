package dev.oplab.onnx;

import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static dev.oplab.testkit.OnnxBytes.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeReadTest {

  private static Attribute read(int kind, ProtoBytes value) {
    NodeBytes node = NodeBytes.of("Op").attribute("a", kind, value);
    Model model = Models.read(OnnxBytes.model(new GraphBytes("g").node(node)));
    return model
        .graph()
        .nodes()
        .getFirst()
        .attributes()
        .getOrDefault("a", new Attribute.Undefined());
  }

  /// With the type stated and, as in old files, without.
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyKindReads(boolean stated) {
    int yes = stated ? 1 : 0;
    ProtoBytes tensor = OnnxBytes.tensorHead("t", FLOAT, 1).packed(4, 2.0f);
    ProtoBytes indices = OnnxBytes.tensorHead("", INT64, 1).packed(7, 0L);
    ProtoBytes sparse = new ProtoBytes().message(1, tensor).message(2, indices).varint(3, 9);
    ProtoBytes graph = new GraphBytes("inner").toProto();
    assertThat(read(yes, new ProtoBytes().fixed(2, 0.5f)))
        .isEqualTo(new Attribute.FloatValue(0.5f));
    assertThat(read(2 * yes, new ProtoBytes().varint(3, -7))).isEqualTo(new Attribute.IntValue(-7));
    assertThat(read(3 * yes, new ProtoBytes().text(4, "é")))
        .isEqualTo(new Attribute.StringValue("é"));
    assertThat(read(4 * yes, new ProtoBytes().message(5, tensor)))
        .hasToString("TensorValue[value=float32[1] 't' (4 B)]");
    assertThat(read(5 * yes, new ProtoBytes().message(6, graph)))
        .hasToString("GraphValue[value=graph 'inner' (0 nodes)]");
    assertThat(read(6 * yes, new ProtoBytes().packed(7, 1.0f, 2.0f).fixed(7, 3.0f)))
        .isEqualTo(new Attribute.Floats(List.of(1.0f, 2.0f, 3.0f)));
    assertThat(read(7 * yes, new ProtoBytes().varint(8, 1).packed(8, -2L, 300L)))
        .isEqualTo(new Attribute.Ints(List.of(1L, -2L, 300L)));
    assertThat(read(8 * yes, new ProtoBytes().text(9, "a").text(9, "")))
        .isEqualTo(new Attribute.Strings(List.of("a", "")));
    assertThat(read(9 * yes, new ProtoBytes().message(10, tensor).message(10, tensor)))
        .hasToString("Tensors[values=[float32[1] 't' (4 B), float32[1] 't' (4 B)]]");
    assertThat(read(10 * yes, new ProtoBytes().message(11, graph)))
        .hasToString("Graphs[values=[graph 'inner' (0 nodes)]]");
    assertThat(read(11 * yes, new ProtoBytes().message(22, sparse)))
        .asInstanceOf(type(Attribute.SparseTensorValue.class))
        .extracting(value -> value.value().shape())
        .isEqualTo(Shape.of(9));
    assertThat(read(12 * yes, new ProtoBytes().message(23, sparse)))
        .asInstanceOf(type(Attribute.SparseTensors.class))
        .extracting(value -> value.values().size())
        .isEqualTo(1);
    assertThat(read(13 * yes, new ProtoBytes().message(14, OnnxBytes.type(FLOAT, 2))))
        .hasToString("TypeValue[value=float32[2]]");
    assertThat(read(14 * yes, new ProtoBytes().message(15, OnnxBytes.type(FLOAT, 2))))
        .hasToString("Types[values=[float32[2]]]");
  }

  @Test
  void aStatedTypeWithoutValueIsThatTypesDefault() {
    assertThat(read(1, new ProtoBytes())).isEqualTo(new Attribute.FloatValue(0));
    assertThat(read(7, new ProtoBytes())).isEqualTo(new Attribute.Ints(List.of()));
    assertThat(read(4, new ProtoBytes())).isInstanceOf(Attribute.TensorValue.class);
    assertThat(read(0, new ProtoBytes())).isEqualTo(new Attribute.Undefined());
    assertThat(read(99, new ProtoBytes().varint(3, 5))).isEqualTo(new Attribute.IntValue(5));
  }

  @Test
  void aStringThatIsNotTextKeepsItsBytes() {
    byte[] engine = {'f', 't', (byte) 0xFF, 0, (byte) 0x80};
    assertThat(read(3, new ProtoBytes().bytes(4, engine)))
        .asInstanceOf(type(Attribute.BytesValue.class))
        .extracting(value -> value.bytes().toArray(ValueLayout.JAVA_BYTE))
        .isEqualTo(engine);
    assertThat(read(3, new ProtoBytes().bytes(4, new byte[2 << 20])))
        .isInstanceOf(Attribute.BytesValue.class);
  }

  @Test
  void manyAttributesKeepTheirOrder() {
    NodeBytes node = NodeBytes.of("Op");
    for (int i = 40; i > 0; i--) {
      node.attribute("a" + i, (long) i);
    }
    Model model = Models.read(OnnxBytes.model(new GraphBytes("g").node(node)));
    var attributes = model.graph().nodes().getFirst().attributes();
    assertThat(attributes).hasSize(40).containsEntry("a7", new Attribute.IntValue(7));
    assertThat(attributes.keySet()).startsWith("a40", "a39").endsWith("a2", "a1");
  }
}
