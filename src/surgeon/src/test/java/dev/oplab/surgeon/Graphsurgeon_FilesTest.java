package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.AttributeType;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import dev.oplab.testkit.ProtoText;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What onnx-graphsurgeon's own tests pin of import and export holds here too, for a model that is
/// opened, edited and saved.
class Graphsurgeon_FilesTest {

  private static Model read(byte[] bytes) {
    return OnnxIo.read(MemorySegment.ofArray(bytes));
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"UNDEFINED"})
  void everyElementTypeOfAnInputIsKept(DataType type) {
    Surgeon g = Surgeon.create(25);
    Value x = g.input("x", type, "N", 3, null);
    g.outputs(g.layer("Identity").in(x).out("y"));
    Model read = Nets.reread(g.model());
    assertThat(read.graph().inputs().getFirst().type())
        .isEqualTo(ValueType.tensor(type, "N", 3, null));
    assertThat(read.graph().outputs().getFirst().type())
        .isEqualTo(ValueType.tensor(type, "N", 3, null));
  }

  @Test
  void dimensionsAreKeptAsTheyAre() {
    byte[] bytes =
        OnnxBytes.model(
                new GraphBytes("g")
                    .input("empty", OnnxBytes.FLOAT, "", 2)
                    .input("open", OnnxBytes.FLOAT, (Object) null)
                    .input(
                        "unranked",
                        new ProtoBytes().message(1, new ProtoBytes().varint(1, OnnxBytes.FLOAT)))
                    .node(NodeBytes.of("Concat").inputs("empty", "open").outputs("y"))
                    .output("y", OnnxBytes.FLOAT, 2))
            .toBytes();
    Surgeon g = Surgeon.of(read(bytes));
    assertThat(g.tensor("unranked").type()).hasToString("float32[...]");
    assertThat(g.tensor("open").type()).hasToString("float32[?]");
    g.tensor("y").rename("z");
    assertThat(ProtoText.ofModel(OnnxIo.toBytes(g.model())).replace("'7a'", "'79'"))
        .isEqualTo(ProtoText.ofModel(bytes));
  }

  @Test
  void everyKindOfAttributeIsKept() {
    Surgeon g = Surgeon.create(17);
    Tensor tensor = Tensor.of("t", new float[] {1, 2}, 2);
    Node node =
        g.layer("Op")
            .attr("float", 0.5f)
            .attr("int", 3)
            .attr("text", "abc")
            .attr("tensor", tensor)
            .attr("graph", g.subgraph("inner", (s, _) -> s.constant("k", 1f)))
            .attr("floats", 1, 0.5)
            .attr("ints", 1, 2)
            .attr("texts", "a", "b")
            .attr("type", ValueType.tensor(DataType.FLOAT, 1))
            .attr("dtype", DataType.FLOAT16)
            .node("y");
    g.outputs(node.output());
    Node read = Nets.reread(g.model()).graph().nodes().getFirst();
    assertThat(read.attributes().keySet()).containsExactlyElementsOf(node.attributes().keySet());
    assertThat(read.attribute("dtype")).contains(new Attribute.IntValue(10));
    assertThat(read.attribute("text")).contains(new Attribute.StringValue("abc"));
    assertThat(read.subgraphs().getFirst().initializers()).hasSize(1);
  }

  @Test
  void aFunctionWithReferencesIsKept() {
    Surgeon g = Surgeon.create(17);
    Surgeon f = g.function(LocalFunction.create("my", "F", 17, "a").requires("alpha"));
    Attribute.Reference alpha = new Attribute.Reference("alpha", AttributeType.FLOAT);
    f.outputs(f.layer("Elu").in("a").attr("alpha", alpha).out("b"));
    Model read = Nets.reread(g.model());
    assertThat(read.functions().getFirst().nodes().getFirst().attribute("alpha")).contains(alpha);
  }

  /// Small models of the kinds that its tests read and write.
  static Stream<OnnxBytes> models() {
    GraphBytes body =
        new GraphBytes("body")
            .input("sum_in", OnnxBytes.FLOAT, 2)
            .input("next", OnnxBytes.FLOAT, 2)
            .node(NodeBytes.of("Add").inputs("sum_in", "next").outputs("sum_out"))
            .output("sum_out", OnnxBytes.FLOAT, 2);
    return Stream.of(
        OnnxBytes.model(
            new GraphBytes("identity")
                .input("x", OnnxBytes.FLOAT, 1)
                .node(NodeBytes.of("Identity").inputs("x").outputs("y"))
                .output("y", OnnxBytes.FLOAT, 1)),
        OnnxBytes.model(
            new GraphBytes("lstm")
                .input("x", OnnxBytes.FLOAT, 1, 1, 1)
                .initializer("w", new float[4], 1, 4, 1)
                .node(NodeBytes.of("LSTM").inputs("x", "w", "w", "", "", "").outputs("", "h", ""))
                .output("h", OnnxBytes.FLOAT, 1, 1, 1)),
        OnnxBytes.model(
            new GraphBytes("scan")
                .input("start", OnnxBytes.FLOAT, 2)
                .input("all", OnnxBytes.FLOAT, "N", 2)
                .node(
                    NodeBytes.of("Scan")
                        .inputs("start", "all")
                        .outputs("end")
                        .attribute("body", body)
                        .attribute("num_scan_inputs", 1))
                .output("end", OnnxBytes.FLOAT, 2)),
        OnnxBytes.model(
            new GraphBytes("initializer_is_output")
                .initializer("w", new float[] {1}, 1)
                .input("x", OnnxBytes.FLOAT, 1)
                .node(NodeBytes.of("Add").inputs("x", "w").outputs("y"))
                .valueInfo("nobody", OnnxBytes.FLOAT, 1)
                .output("w", OnnxBytes.FLOAT, 1)
                .output("y", OnnxBytes.FLOAT, 1)),
        OnnxBytes.model(
            new GraphBytes("external")
                .input("x", OnnxBytes.FLOAT, 1)
                .initializer(OnnxBytes.external("w", 1, "weights.bin", 0L, 4L, 1))
                .node(NodeBytes.of("Add").inputs("x", "w").outputs("y"))
                .output("y", OnnxBytes.FLOAT, 1)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatIsReadIsWrittenAsItWas(OnnxBytes model) {
    Surgeon g = Surgeon.of(read(model.toBytes()));
    g.cleanup().toposort();
    assertThat(ProtoText.ofModel(OnnxIo.toBytes(g.model())))
        .isEqualTo(ProtoText.ofModel(model.toBytes()));
  }

  @Test
  void aSparseConstantKeepsItsValuesAndType() {
    for (long[] indices : List.of(new long[] {2}, new long[] {1, 0})) {
      ProtoBytes at =
          indices.length == 1
              ? OnnxBytes.tensorHead("", 7, 1).packed(7, indices)
              : OnnxBytes.tensorHead("", 7, 1, 2).packed(7, indices);
      ProtoBytes sparse =
          new ProtoBytes()
              .message(1, OnnxBytes.tensor("s", 10, new byte[] {0, 0x40}, 1))
              .message(2, at)
              .varint(3, 2)
              .varint(3, 2);
      Surgeon g =
          Surgeon.of(
              read(OnnxBytes.model(new GraphBytes("g").toProto().message(15, sparse)).toBytes()));
      g.tensor("s").rename("renamed");
      var read = Nets.reread(g.model()).graph().sparseInitializers().getFirst();
      assertThat(read.name()).isEqualTo("renamed");
      assertThat(read.values().dataType()).isEqualTo(DataType.FLOAT16);
      assertThat(read.values().toDoubles()).containsExactly(2);
      assertThat(read.indices().toDoubles()).hasSize(indices.length);
    }
  }

  @Test
  void weightsThatAreNotAskedForAreNotRead(@TempDir Path folder) {
    GraphBytes graph =
        new GraphBytes("g")
            .input("x", OnnxBytes.FLOAT, 1)
            .initializer(OnnxBytes.external("w", 1, "not-there.bin", 0L, 4L, 1))
            .node(NodeBytes.of("Add").inputs("x", "w").outputs("y"))
            .output("y", OnnxBytes.FLOAT, 1);
    Path file = OnnxBytes.model(graph).write(folder.resolve("m.onnx"));
    Surgeon g = Surgeon.open(file);
    g.tensor("w").rename("other");
    g.insertAfter(g.tensor("y"), "Relu");
    g.cleanup().toposort().save(folder.resolve("n.onnx"));
    assertThat(Surgeon.open(folder.resolve("n.onnx")).tensor("other").initializer()).isPresent();
  }

  @Test
  void fourBitNumbersArePackedTwoToAByte() {
    Surgeon g = Surgeon.create(23);
    g.constant("w", Tensor.of(DataType.FLOAT4E2M1, Shape.of(4), 0.5, 0, 1, 0));
    Tensor read = Nets.reread(g.model()).graph().initializers().getFirst();
    assertThat(read.data().toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2);
    assertThat(read.toDoubles()).containsExactly(0.5, 0, 1, 0);
  }
}
