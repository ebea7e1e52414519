package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
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
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What onnx-graphsurgeon 0.6.1 was measured to do wrong, folding aside, is not done wrong here.
class Graphsurgeon_DefectsTest {
  private final Surgeon g = Surgeon.create(17);
  private final Value x = g.input("x", DataType.FLOAT, 2);

  private static Model read(byte[] bytes) {
    return OnnxIo.read(MemorySegment.ofArray(bytes));
  }

  @Test
  void anUnusedOutputBeforeAUsedOneKeepsItsPlace() {
    Node lstm = g.layer("LSTM").in(x).node("Y", "Y_h", "Y_c");
    g.outputs(lstm.output(1)).cleanup(Cleanup.DEFAULT.removeNodeOutputs());
    Node read = Nets.reread(g.model()).graph().nodes().getFirst();
    assertThat(read.outputs()).hasSize(2);
    assertThat(read.outputs().getFirst()).isEmpty();
    assertThat(read.output(1).name()).isEqualTo("Y_h");
  }

  @Test
  void aConstantThatTwoBranchesUseIsWrittenOnce() {
    Value w = g.constant("w", new float[1000]);
    Nets.branch(g, g.input("c", DataType.BOOL), "y", (s, _) -> s.layer("Add").in(x, w).out());
    g.outputs(g.tensor("y"));
    byte[] bytes = OnnxIo.toBytes(g.model());
    assertThat(bytes.length).isLessThan(5_000);
    Model read = read(bytes);
    assertThat(read.graph().initializers()).hasSize(1);
    assertThat(read.graph().value("w").orElseThrow().uses()).hasSize(2);
    assertThat(read.graph().nodes().getFirst().subgraphs())
        .allMatch(inner -> inner.initializers().isEmpty());
  }

  /// A model that says something in every place where a note, default or odd type may stand.
  private static byte[] everything() {
    ProtoBytes type = OnnxBytes.type(1, 2);
    ProtoBytes optional = new ProtoBytes().message(9, new ProtoBytes().message(1, type));
    ProtoBytes sequence = new ProtoBytes().message(4, new ProtoBytes().message(1, type));
    ProtoBytes map = new ProtoBytes().message(5, new ProtoBytes().varint(1, 7).message(2, type));
    ProtoBytes node =
        NodeBytes.of("F")
            .name("n")
            .domain("my")
            .inputs("x", "w")
            .outputs("y")
            .attribute("types", 14, new ProtoBytes().message(15, type))
            .attribute(
                "tensors",
                9,
                new ProtoBytes().message(10, OnnxBytes.tensor("t", 1, new byte[8], 2)))
            .attribute("bytes", 3, new ProtoBytes().bytes(4, new byte[] {(byte) 0xFF, 0}))
            .toProto()
            .text(6, "doc of the node")
            .text(8, "overload")
            .message(9, OnnxBytes.entry("node", "note"))
            .message(10, new ProtoBytes().text(1, "device"));
    ProtoBytes graph =
        new ProtoBytes()
            .message(1, node)
            .text(2, "g")
            .message(5, OnnxBytes.tensor("unused", 1, new byte[8], 2))
            .message(5, OnnxBytes.tensor("w", 1, new byte[8], 2))
            .message(5, OnnxBytes.tensorHead("texts", 8, 2).text(6, "a").text(6, "b"))
            .text(10, "doc of the graph")
            .message(11, OnnxBytes.value("x", type).text(3, "doc of x"))
            .message(11, OnnxBytes.value("w", type))
            .message(11, OnnxBytes.value("maybe", optional))
            .message(11, OnnxBytes.value("list", sequence))
            .message(11, OnnxBytes.value("table", map))
            .message(12, OnnxBytes.value("y", type))
            .message(
                14, new ProtoBytes().text(1, "y").message(2, OnnxBytes.entry("SCALE_TENSOR", "w")))
            .message(16, OnnxBytes.entry("graph", "note"));
    ProtoBytes function =
        new ProtoBytes()
            .text(1, "F")
            .text(4, "a")
            .text(4, "b")
            .text(5, "c")
            .message(7, NodeBytes.of("Add").inputs("a", "b").outputs("c").toProto())
            .message(9, OnnxBytes.entry("", 21))
            .text(10, "my")
            .message(12, OnnxBytes.value("c", type))
            .text(13, "overload")
            .message(14, OnnxBytes.entry("function", "note"));
    return new ProtoBytes()
        .varint(1, 10)
        .text(2, "maker")
        .text(4, "org.example")
        .varint(5, 7)
        .text(6, "doc of the model")
        .message(7, graph)
        .message(8, OnnxBytes.entry("", 21))
        .message(8, OnnxBytes.entry("my", 1))
        .message(14, OnnxBytes.entry("model", "note"))
        .message(20, new ProtoBytes().message(4, OnnxBytes.entry("w", "w2")))
        .message(25, function)
        .message(26, new ProtoBytes().text(1, "device"))
        .toBytes();
  }

  @Test
  void nothingThatWasNotEditedIsLost() {
    Surgeon edited = Surgeon.of(read(everything()));
    edited.insertAfter(edited.tensor("y"), "Relu");
    edited.toposort();
    List<String> after = lines(OnnxIo.toBytes(edited.model()));
    assertThat(after).containsAll(lines(everything()));
    assertThat(edited.graph().initializers()).hasSize(3);
    assertThat(edited.model().header().irVersion()).isEqualTo(10);
  }

  private static List<String> lines(byte[] model) {
    return ProtoText.ofModel(model).lines().toList();
  }

  @Test
  void sequencesMapsAndOptionalsKeepWhatTheyHold() {
    Model model = read(OnnxIo.toBytes(read(everything())));
    assertThat(model.graph().inputs())
        .extracting(value -> value.type().toString())
        .contains("optional(float32[2])", "sequence(float32[2])", "map(int64, float32[2])");
  }

  @Test
  void textsAndBytesThatAreNoUtf8AreKeptWhenLookedAt() {
    Model model = read(everything());
    assertThat(model.graph().value("texts").orElseThrow().initializer().orElseThrow().strings())
        .containsExactly("a", "b");
    assertThat(model.graph().nodes().getFirst().attribute("bytes").orElseThrow())
        .isInstanceOf(Attribute.BytesValue.class);
    assertThat(OnnxIo.toBytes(model)).isEqualTo(OnnxIo.toBytes(read(everything())));
  }

  @Test
  void anEmptyListIsAnAttribute() {
    g.outputs(g.layer("Op").in(x).attr("axes", List.of()).attr("none", new float[0]).out());
    Node read = Nets.reread(g.model()).graph().nodes().getFirst();
    assertThat(read.attribute("axes")).contains(new Attribute.Ints(List.of()));
    assertThat(read.attribute("none")).contains(new Attribute.Floats(List.of()));
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {
        "INT4",
        "UINT4",
        "INT2",
        "UINT2",
        "FLOAT8E4M3FN",
        "FLOAT8E4M3FNUZ",
        "FLOAT8E5M2",
        "FLOAT8E5M2FNUZ",
        "FLOAT8E8M0",
        "FLOAT4E2M1",
        "BFLOAT16"
      })
  void aWeightOfASmallTypeIsWrittenAsThatType(DataType type) {
    g.constant("w", Tensor.of(type, Shape.of(3), 1, 1, 1));
    Tensor read = Nets.reread(g.model()).graph().initializers().getFirst();
    assertThat(read.dataType()).isEqualTo(type);
    assertThat(read.toDoubles()).containsExactly(1, 1, 1);
  }

  @Test
  void theOpsetThatIsSetIsTheOneThatIsWritten() {
    Surgeon old = Surgeon.of(read(OnnxBytes.model(new GraphBytes("g")).opset("", 13).toBytes()));
    old.opset(18);
    assertThat(Nets.reread(old.model()).header().opsets()).containsEntry("", 18L);
    Model none =
        read(new ProtoBytes().varint(1, 8).message(7, new GraphBytes("g").toProto()).toBytes());
    Surgeon.of(none).opset(17);
    assertThat(Nets.reread(none).header().opsets()).containsEntry("", 17L);
  }

  @Test
  void writingChangesNothingInTheModel() {
    Surgeon one = Surgeon.of(read(everything()));
    one.tensor("w").rename("w2");
    String before = one.model().toText();
    byte[] first = OnnxIo.toBytes(one.model());
    assertThat(OnnxIo.toBytes(one.model())).isEqualTo(first);
    assertThat(one.model().toText()).isEqualTo(before);
  }

  @Test
  void aModelWithAGraphInsideAndAFunctionIsSorted() {
    Surgeon f = g.function("my", "F", "a");
    f.outputs(f.layer("Relu").in("a").out("b"));
    Nets.branch(g, g.input("c", DataType.BOOL), "y", (s, _) -> s.call("F", x));
    g.outputs(g.tensor("y")).toposort();
    assertThat(Nets.ops(g.graph())).containsExactly("If");
  }

  @Test
  void theVersionOfTheFormatNeverRisesByItself(@TempDir Path folder) {
    Path file =
        OnnxBytes.model(new GraphBytes("g").input("x", 1, 2))
            .irVersion(4)
            .write(folder.resolve("m.onnx"));
    Surgeon old = Surgeon.open(file);
    old.outputs(old.layer("Relu").in("x").out("y")).save(file);
    assertThat(OnnxIo.read(file).header().irVersion()).isEqualTo(4);
    assertThat(old.extract("x", "y").header().irVersion()).isEqualTo(4);
  }

  @Test
  void oneOfTwoEqualNodesIsRemovedAlone() {
    Node one = g.layer("Relu").in(x).node("a").rename("same");
    Node two = g.layer("Relu").in(x).node("b").rename("same");
    g.graph().remove(two);
    assertThat(one.input(0)).contains(x);
    assertThat(x.uses()).hasSize(1);
    assertThat(x.uses().getFirst().node()).isSameAs(one);
  }

  @Test
  void clearingTheConsumersOfAValueIsDoneForTheReplacedNodesAlone() {
    Value low = g.constant("low", 0f);
    Value high = g.constant("high", 6f);
    Value min = g.layer("Min").in(x, high).out("min");
    Value max = g.layer("Max").in(min, low).out("max");
    Node other = g.layer("Mul").in(x, high).node("other");
    g.outputs(max, other.output());
    g.replaceSubgraph(g.tensors("x", "low", "high"), max, (s, in) -> s.layer("Clip").in(in).out());
    assertThat(Nets.ops(g.cleanup().graph())).containsExactly("Clip", "Mul");
    assertThat(other.input(0)).contains(x);
    assertThat(other.input(1)).contains(high);
    assertThat(Nets.valueNames(g.graph().outputs())).containsExactly("max", "other");
  }

  @Test
  void aNameCannotBeUsedTwiceNorNodesBeSavedInTheWrongOrder(@TempDir Path folder) {
    Value y = g.layer("Relu").in(x).out("y");
    g.outputs(g.layer("Neg").in(y).out("z"));
    assertThatThrownBy(() -> y.rename("z")).hasMessageContaining("taken");
    g.graph().moveBefore(g.nodes().getLast(), g.nodes().getFirst());
    assertThatThrownBy(() -> g.save(folder.resolve("m.onnx")))
        .hasMessageContaining("it needs 'y', which node Relu 'relu' makes only later");
  }

  @Test
  void aNegativeDimensionIsUnknown() {
    g.type(x, DataType.FLOAT, -1, 2);
    assertThat(Nets.reread(g.model()).graph().inputs().getFirst().type())
        .isEqualTo(ValueType.tensor(DataType.FLOAT, null, 2));
  }
}
