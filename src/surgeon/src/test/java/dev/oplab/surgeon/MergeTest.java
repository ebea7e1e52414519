package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergeTest {

  @Test
  void anOutputOfTheFirstFeedsAnInputOfTheSecond() {
    Model both = Merge.of(Nets.chain(2).model(), Nets.chain(3).model()).connect("v1", "x").run();
    assertThat(Nets.names(both.graph())).containsExactly("r0", "r1", "m2_r0", "m2_r1", "r2");
    assertThat(Nets.valueNames(both.graph().inputs())).containsExactly("x");
    assertThat(Nets.valueNames(both.graph().outputs())).containsExactly("v2");
    assertThat(both.graph().nodes().get(2).input(0))
        .contains(both.graph().value("v1").orElseThrow());
    assertThat(Nets.reread(both).graph().nodes()).hasSize(5);
  }

  @Test
  void theModelsThemselvesStayAsTheyAre() {
    Surgeon first = Nets.chain(2);
    Surgeon second = Nets.chain(3);
    Merge.of(first.model(), second.model()).connect("v1", "x").prefixes("a/", "b/").run();
    assertThat(first.tensors()).containsOnlyKeys("x", "v0", "v1");
    assertThat(second.tensors()).containsOnlyKeys("x", "v0", "v1", "v2");
  }

  @Test
  void withoutConnectionsBothStandSideBySide() {
    Model both = Merge.of(Nets.chain(1).model(), Nets.chain(1).model()).prefix("b/").run();
    assertThat(Nets.valueNames(both.graph().inputs())).containsExactly("x", "b/x");
    assertThat(Nets.valueNames(both.graph().outputs())).containsExactly("v0", "b/v0");
    Model kept =
        Merge.of(Nets.chain(1).model(), Nets.chain(1).model())
            .connect("v0", "x")
            .prefixAll()
            .keepConnected()
            .run();
    assertThat(Nets.valueNames(kept.graph().outputs())).containsExactly("v0", "m2_v0");
  }

  @Test
  void bothCanGetAPrefix() {
    Model both =
        Merge.of(Nets.chain(1).model(), Nets.chain(1).model())
            .prefixes("a/", "b/")
            .connect(Map.of("v0", "x"))
            .run();
    assertThat(Nets.valueNames(both.graph().inputs())).containsExactly("a/x");
    assertThat(Nets.valueNames(both.graph().outputs())).containsExactly("b/v0");
    assertThat(Nets.names(both.graph())).containsExactly("a/r0", "b/r0");
  }

  @Test
  void bothCanHaveOneInput() {
    Model both = Merge.of(Nets.chain(1).model(), Nets.chain(2).model()).shareInput("x").run();
    assertThat(Nets.valueNames(both.graph().inputs())).containsExactly("x");
    assertThat(both.graph().inputs().getFirst().uses()).hasSize(2);
    assertThat(Nets.valueNames(both.graph().outputs())).containsExactly("v0", "v1");
    assertThatThrownBy(
            () -> Merge.of(Nets.chain(1).model(), Nets.chain(1).model()).shareInput("y").run())
        .hasMessageContaining("'y' is no input of the first model");
  }

  @Test
  void namesThatClashAreToldOrRefused() {
    Merge merge = Merge.of(Nets.chain(2).model(), Nets.chain(2).model()).connect("v1", "x");
    merge.run();
    assertThat(merge.notes())
        .containsExactly(
            "2 names that the first model has too got the prefix 'm2_' in the second: 'v0', 'v1'");
    assertThatThrownBy(() -> merge.refuseClashes().run())
        .hasMessageContaining("Both models have values called 'v0', 'v1'")
        .hasMessageContaining("Fix: connect them");
    assertThat(merge.prefixAll().run().graph().value("m2_v1")).isPresent();
  }

  @Test
  void differentOpsetsAreAnErrorThatNamesThemUnlessTheHigherIsWanted() {
    Surgeon newer = Nets.chain(1);
    newer.model().opset("", 18).opset("my", 2);
    Surgeon older = Nets.chain(1);
    older.model().opset("my", 1);
    Merge merge = Merge.of(older.model(), newer.model()).connect("v0", "x");
    assertThatThrownBy(merge::run)
        .hasMessageContaining("ONNX's own operators in version 17 in the first model")
        .hasMessageContaining("18 in the second")
        .hasMessageContaining("domain 'my' in version 1")
        .hasMessageContaining("highestOpset()");
    Model both = merge.highestOpset().run();
    assertThat(both.header().opsets()).containsEntry("", 18L).containsEntry("my", 2L);
    assertThat(merge.notes())
        .anyMatch(note ->
            note.contains(
                "ONNX's own operators: version 18 is stated; the first model was made for 17 and is not converted"));
  }

  @Test
  void differentTypesCannotBeConnected() {
    Surgeon whole = Nets.chain(1);
    whole.type(whole.tensor("x"), DataType.INT64, 1, 3);
    assertThatThrownBy(
            () -> Merge.of(Nets.chain(1).model(), whole.model()).connect("v0", "x").run())
        .hasMessageContaining("cannot feed");
    assertThatThrownBy(
            () -> Merge.of(Nets.chain(1).model(), whole.model()).connect("v1", "x").run())
        .hasMessageContaining("'v1' is no output of the first model")
        .hasMessageContaining("did you mean 'v0'?");
  }

  private static Surgeon calling(String operator) {
    Surgeon g = Surgeon.create(17);
    Surgeon f = g.function("my", "F", "a");
    f.outputs(f.layer(operator).in("a").out("b"));
    Surgeon outer = g.function("my", "Outer", "a");
    outer.outputs(outer.call("F", outer.tensor("a")));
    Value x = g.input("x", DataType.FLOAT, 1);
    Value condition = g.input("c", DataType.BOOL);
    Value w = g.constant("w", 1f);
    Nets.branch(g, condition, "y", (in, _) -> in.call("F", in.layer("Add").in(x, w).out()));
    g.call("Outer", x);
    return g.outputs(g.tensor("y"));
  }

  @Test
  void subgraphsConstantsAndFunctionsOfOneNameStayApart() {
    Model both = Nets.reread(Merge.of(calling("Relu").model(), calling("Neg").model()).run());
    assertThat(both.functions())
        .extracting(LocalFunction::name)
        .containsExactly("F", "Outer", "m2_F", "m2_Outer");
    Node second = both.graph().nodes().get(2);
    assertThat(Nets.ops(second.subgraphs().getFirst())).containsExactly("Add", "m2_F");
    Node call = second.subgraphs().getFirst().nodes().getLast();
    assertThat(both.function(call).orElseThrow().nodes())
        .extracting(Node::opType)
        .containsExactly("Neg");
    assertThat(both.functions().getLast().nodes().getFirst().opType()).isEqualTo("m2_F");
    assertThat(both.graph().initializers()).extracting(Tensor::name).containsExactly("w", "m2_w");
  }

  @Test
  void aFunctionThatBothHaveIsKeptOnce() {
    Merge merge = Merge.of(calling("Relu").model(), calling("Relu").model());
    Model both = merge.run();
    assertThat(both.functions()).extracting(LocalFunction::name).containsExactly("F", "Outer");
    assertThat(merge.notes()).noneMatch(note -> note.contains("function"));
  }

  @Test
  void whatTheFilesSayBesideTheGraphIsKept() {
    Model first = read(11, "a", "first");
    Model second = read(12, "b", "second");
    Merge merge = Merge.of(first, second).connect("b", "a");
    assertThatThrownBy(merge::run).hasMessageContaining("'b' is no output");
    Merge beside = Merge.of(first, second);
    Model both = Nets.reread(beside.run());
    assertThat(both.header().irVersion()).isEqualTo(12);
    assertThat(beside.notes()).anyMatch(note -> note.contains("IR version is 12"));
    assertThat(both.header().metadata()).containsEntry("a", "first").containsEntry("b", "second");
    String bytes =
        new String(
            dev.oplab.onnx.OnnxIo.toBytes(both), java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(bytes)
        .contains("unknown of first", "unknown of second")
        .contains("training of second")
        .contains("node note of second")
        .contains("SCALE_TENSOR");
    assertThat(both.graph().value("m2_q")).isPresent();
    assertThat(bytes.indexOf("SCALE_TENSOR", bytes.indexOf("SCALE_TENSOR") + 1)).isPositive();
  }

  /// A model with notes and unknown fields in every place.
  private static Model read(int ir, String key, String text) {
    ProtoBytes node =
        new ProtoBytes()
            .text(1, "q")
            .text(2, "y")
            .text(4, "Relu")
            .text(6, "node note of " + text)
            .text(55, "field of a node");
    ProtoBytes graph =
        new ProtoBytes()
            .message(1, node)
            .text(2, "g")
            .message(11, OnnxBytes.value("q", OnnxBytes.type(1, 3)))
            .message(12, OnnxBytes.value("y", OnnxBytes.type(1, 3)))
            .message(
                14, new ProtoBytes().text(1, "y").message(2, OnnxBytes.entry("SCALE_TENSOR", "q")));
    return dev.oplab.onnx.OnnxIo.read(
        MemorySegment.ofArray(
            new ProtoBytes()
                .varint(1, ir)
                .message(7, graph)
                .message(8, OnnxBytes.entry("", 21))
                .message(14, OnnxBytes.entry(key, text))
                .message(
                    20, new ProtoBytes().message(4, OnnxBytes.entry("t", "training of " + text)))
                .text(1000, "unknown of " + text)
                .toBytes()));
  }

  @Test
  void aThousandFunctionsThatCallEachOtherAreMerged() {
    Model model = Nets.calls(1_000).model();
    Model both = Merge.of(model, model).shareInput("x").run();
    assertThat(both.functions()).hasSize(1_000);
    assertThat(both.graph().nodes()).hasSize(2);
  }
}
