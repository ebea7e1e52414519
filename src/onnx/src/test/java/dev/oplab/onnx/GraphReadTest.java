package dev.oplab.onnx;

import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static dev.oplab.testkit.OnnxBytes.INT64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphReadTest {

  @Test
  void anInputWithADefaultIsNotRequired() {
    Graph graph =
        Models.read(
                OnnxBytes.model(
                        new GraphBytes("old")
                            .node(NodeBytes.of("Add").inputs("x", "w").outputs("y"))
                            .initializer("w", new float[] {1, 2}, 2)
                            .input("x", FLOAT, 2)
                            .input("w", FLOAT, "N")
                            .output("y", FLOAT, 2))
                    .irVersion(3))
            .graph();
    assertThat(graph.inputs()).extracting(Value::name).containsExactly("x", "w");
    assertThat(graph.requiredInputs()).extracting(Value::name).containsExactly("x");
    Value weight = graph.value("w").orElseThrow();
    assertThat(weight.initializer()).contains(graph.initializers().getFirst());
    assertThat(weight.type()).hasToString("float32[N]");
  }

  @Test
  void everyKindOfTypeReads() {
    ProtoBytes strings = new ProtoBytes().message(1, new ProtoBytes().varint(1, 8));
    ProtoBytes sequence = new ProtoBytes().message(4, new ProtoBytes().message(1, strings));
    ProtoBytes map =
        new ProtoBytes().message(5, new ProtoBytes().varint(1, 7).message(2, OnnxBytes.type(1)));
    ProtoBytes optional = new ProtoBytes().message(9, new ProtoBytes().message(1, sequence));
    ProtoBytes sparse =
        new ProtoBytes().message(8, new ProtoBytes().varint(1, 11).message(2, new ProtoBytes()));
    ProtoBytes opaque = new ProtoBytes().message(7, new ProtoBytes().text(1, "d").text(2, "t"));
    ProtoBytes newer = new ProtoBytes().message(1, new ProtoBytes().varint(1, 99));
    Graph graph =
        Models.read(
                OnnxBytes.model(
                    new GraphBytes("g")
                        .input("a", FLOAT, 1, "N", null, -1, "")
                        .input("b", strings)
                        .input("c", sequence)
                        .input("d", map)
                        .input("e", optional)
                        .input("f", sparse)
                        .input("g", opaque)
                        .input("h", newer)
                        .input("i", new ProtoBytes())))
            .graph();
    assertThat(graph.inputs().stream().map(input -> input.type().toString()))
        .containsExactly(
            "float32[1, N, ?, ?, ?]",
            "string[...]",
            "sequence(string[...])",
            "map(int64, float32[])",
            "optional(sequence(string[...]))",
            "sparse_float64[]",
            "opaque(d.t)",
            "undefined[...]",
            "?");
  }

  @Test
  void typesOfValuesInBetweenComeFromValueInfo() {
    Graph graph = Models.read(Models.small()).graph();
    assertThat(graph.value("sum").orElseThrow().type()).hasToString("float32[N, 3]");
    assertThat(graph.value("shape").orElseThrow().type()).hasToString("int64[2]");
    assertThat(graph.value("y").orElseThrow().type()).hasToString("float32[N, 3]");
    assertThat(graph.values())
        .extracting(Value::name)
        .containsExactly("x", "flag", "w", "shape", "sum", "y");
  }

  @Test
  void omittedInputsAndOutputsAreEmpty() {
    Node node =
        Models.read(
                OnnxBytes.model(
                    new GraphBytes("g")
                        .node(
                            NodeBytes.of("LSTM").inputs("x", "w", "r", "", "s").outputs("", "h"))))
            .graph()
            .nodes()
            .getFirst();
    assertThat(node.inputs()).hasSize(5);
    assertThat(node.inputs().get(3)).isEmpty();
    assertThat(node.outputs().get(0)).isEmpty();
    assertThat(node.outputs().get(1).orElseThrow().producer()).contains(node);
  }

  @Test
  void twoNamesOfOnnxsOwnDomainAreOne() {
    Model model =
        Models.read(
            OnnxBytes.model(
                    new GraphBytes("g")
                        .node(NodeBytes.of("Relu").domain("ai.onnx"))
                        .node(NodeBytes.of("Roll").domain("my.ops")))
                .opset("ai.onnx", 17)
                .opset("my.ops", 2)
                .metadata("author", "Ada"));
    assertThat(model.header().opsets()).hasToString("{=17, my.ops=2}");
    assertThat(model.header().metadata()).isEqualTo(Map.of("author", "Ada"));
    assertThat(model.graph().nodes()).extracting(Node::domain).containsExactly("", "my.ops");
    assertThat(model.graph().nodes()).hasToString("[Relu, my.ops.Roll]");
    assertThat(model.name()).as("without a file").isEqualTo("g");
  }

  @Test
  void notesOnNodesAndGraphsRead() {
    ProtoBytes node =
        NodeBytes.of("Relu")
            .toProto()
            .text(6, "why")
            .text(8, "v2")
            .message(9, OnnxBytes.entry("module", "block.1"))
            .message(9, OnnxBytes.entry("line", "12"));
    ProtoBytes graph =
        new ProtoBytes().message(1, node).text(10, "all").message(16, OnnxBytes.entry("k", "v"));
    Graph read = Models.read(OnnxBytes.model(graph)).graph();
    Node first = read.nodes().getFirst();
    assertThat(first.docString()).isEqualTo("why");
    assertThat(first.overload()).isEqualTo("v2");
    assertThat(first.metadata()).hasToString("{module=block.1, line=12}");
    assertThat(read.docString()).isEqualTo("all");
    assertThat(read.metadata()).isEqualTo(Map.of("k", "v"));
  }

  @Test
  void aNameDefinedTwiceMeansItsFirstValue() {
    Graph graph =
        Models.read(
                OnnxBytes.model(
                    new GraphBytes("g")
                        .node(NodeBytes.of("Relu").name("first").outputs("a"))
                        .node(NodeBytes.of("Relu").name("second").outputs("a"))
                        .node(NodeBytes.of("Neg").inputs("a"))))
            .graph();
    Value used = graph.nodes().get(2).inputs().getFirst().orElseThrow();
    assertThat(used.producer()).contains(graph.nodes().getFirst());
    assertThat(graph.nodes().get(1).outputs().getFirst().orElseThrow().producer())
        .contains(graph.nodes().get(1));
  }

  @Test
  void aGraphInTwoMessagesIsOneGraph() {
    ProtoBytes first = new GraphBytes("a").node(NodeBytes.of("Relu").outputs("y")).toProto();
    ProtoBytes second = new GraphBytes("b").node(NodeBytes.of("Neg").inputs("y")).toProto();
    ProtoBytes model =
        new ProtoBytes()
            .varint(1, 8)
            .message(7, first)
            .message(7, second)
            .message(8, OnnxBytes.entry("", 17));
    Graph graph = Models.read(model.toBytes()).graph();
    assertThat(graph.nodes()).hasToString("[Relu, Neg]");
    assertThat(graph.name()).isEqualTo("b");
  }

  @Test
  void unknownFieldsArePassedOver() {
    ProtoBytes unknown = new ProtoBytes().varint(999, 5).raw(0x93, 0x3F, 0x08, 0x01, 0x94, 0x3F);
    ProtoBytes graph =
        new ProtoBytes()
            .append(unknown)
            .message(1, NodeBytes.of("Relu").toProto().append(unknown))
            .fixed(998, 1.0f)
            .fixed(997, 1.0);
    assertThat(Models.read(OnnxBytes.model(graph)).graph().nodes()).hasSize(1);
  }

  @Test
  void textThatIsNotUtf8StaysReadable() {
    ProtoBytes node = new ProtoBytes().bytes(3, new byte[] {'a', (byte) 0xFF}).text(4, "Größe");
    Node read =
        Models.read(OnnxBytes.model(new ProtoBytes().message(1, node))).graph().nodes().getFirst();
    assertThat(read.name()).isEqualTo("a\uDCFF");
    assertThat(read.opType()).isEqualTo("Größe");
  }

  @Test
  void sparseConstantsRead() {
    ProtoBytes sparse =
        new ProtoBytes()
            .message(1, OnnxBytes.tensorHead("s", FLOAT, 2).packed(4, 1.5f, 2.5f))
            .message(2, OnnxBytes.tensorHead("", INT64, 2).packed(7, 3L, 5L))
            .varint(3, 4)
            .varint(3, 4);
    ProtoBytes graph =
        new ProtoBytes()
            .append(new GraphBytes("g").input("s", FLOAT, 4, 4).toProto())
            .message(15, sparse);
    Graph read = Models.read(OnnxBytes.model(graph)).graph();
    assertThat(read.sparseInitializers())
        .hasToString("[sparse_float32[4, 4] 's' ([2] of its elements kept)]");
    assertThat(read.requiredInputs()).isEmpty();
  }

  @Test
  void localFunctionsRead() {
    ProtoBytes function =
        new ProtoBytes()
            .text(1, "Scale")
            .text(4, "x")
            .text(5, "y")
            .text(6, "factor")
            .message(
                7,
                NodeBytes.of("Mul")
                    .inputs("x", "k")
                    .outputs("y")
                    .attribute("value", 0, new ProtoBytes().text(21, "factor"))
                    .toProto())
            .message(9, OnnxBytes.entry("", 18))
            .text(10, "my.ops")
            .message(11, new ProtoBytes().text(1, "bias").fixed(2, 2.0f).varint(20, 1))
            .text(13, "f");
    Model model = Models.read(OnnxBytes.model(new GraphBytes("g")).function(function));
    LocalFunction read = model.functions().getFirst();
    assertThat(read).hasToString("function my.ops.Scale:f (1 nodes)");
    assertThat(read.attributes()).containsExactly("factor");
    assertThat(read.attributeDefaults()).isEqualTo(Map.of("bias", new Attribute.FloatValue(2.0f)));
    assertThat(read.opsets()).isEqualTo(Map.of("", 18L));
    assertThat(read.inputs().getFirst().uses()).hasSize(1);
    assertThat(read.outputs().getFirst().producer()).contains(read.nodes().getFirst());
    assertThat(read.nodes().getFirst().attributes())
        .isEqualTo(Map.of("value", new Attribute.Reference("factor", AttributeType.UNDEFINED)));
    assertThat(List.copyOf(model.allNodes())).as("functions are not part of it").isEmpty();
  }
}
