package dev.oplab.ort;

import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static dev.oplab.testkit.OnnxBytes.INT64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oplab.onnx.Datum;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Tensor;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sequences, maps and optionals, which ONNX Runtime's Java interface does not take in.
final class OrtRunner_ContainersTest {
  private static final ProtoBytes VECTOR = OnnxBytes.type(FLOAT, "N");
  private static final ProtoBytes SEQUENCE =
      new ProtoBytes().message(4, new ProtoBytes().message(1, VECTOR));
  private static final ProtoBytes OPTIONAL =
      new ProtoBytes().message(9, new ProtoBytes().message(1, VECTOR));
  private static final Tensor ONE = Tensor.of("", new float[] {1, 2}, 2);
  private static final Tensor TWO = Tensor.of("", new float[] {3}, 1);

  @TempDir private Path folder;

  @Test
  void aSequenceGoesInAndComesOut() throws InterruptedException {
    Datum y = run(identity(SEQUENCE), Datum.sequence(ONE, TWO));
    assertThat(y).isInstanceOf(Datum.Sequence.class);
    assertThat(Datum.tensors(Map.of("y", y)).values())
        .extracting(Tensor::toString)
        .containsExactly("float32[2] (8 B)", "float32[1] (4 B)");
  }

  @Test
  void aSequenceMayBeEmpty() throws InterruptedException {
    assertThat(run(identity(SEQUENCE), Datum.sequence())).isEqualTo(Datum.sequence());
  }

  @Test
  void aSequenceIsMadeOfTensors() throws InterruptedException {
    Model model =
        model(
            new GraphBytes("g")
                .input("x", FLOAT, 2)
                .output("y")
                .node(NodeBytes.of("SequenceConstruct").inputs("x", "x").outputs("y")));
    RunResult result = OrtRunner.run(model, Map.of("x", ONE), RunOptions.defaults());
    assertThat(result.outputs().get("y")).hasToString("sequence of 2");
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> result.tensor("y"))
        .withMessageContaining("'y' is a sequence of 2, no tensor");
  }

  @Test
  void anOptionalIsItsValueOrNothing() throws InterruptedException {
    assertThat(run(identity(OPTIONAL), ONE)).hasToString("float32[2] 'y' (8 B)");
    assertThat(run(identity(OPTIONAL), new Datum.Absent())).isEqualTo(new Datum.Absent());
  }

  @Test
  void anOptionalThatIsLeftOutIsNothing() throws InterruptedException {
    Model model =
        model(
            new GraphBytes("g")
                .input("x", OPTIONAL)
                .output("y")
                .node(NodeBytes.of("OptionalHasElement").inputs("x").outputs("y")));
    RunResult result = OrtRunner.run(model, Map.of(), RunOptions.defaults());
    assertThat(result.tensor("y").data().toArray(ValueLayout.JAVA_BYTE)).containsExactly(0);
  }

  @Test
  void aMapIsTakenInByTheOperatorsThatKnowMaps() throws InterruptedException {
    ProtoBytes map =
        new ProtoBytes()
            .message(5, new ProtoBytes().varint(1, INT64).message(2, OnnxBytes.type(FLOAT)));
    OnnxBytes bytes =
        OnnxBytes.model(
                new GraphBytes("g")
                    .input("x", map)
                    .output("y")
                    .node(
                        NodeBytes.of("DictVectorizer")
                            .domain("ai.onnx.ml")
                            .inputs("x")
                            .outputs("y")
                            .attribute("int64_vocabulary", 5L, 7L, 9L)))
            .opset("", 17)
            .opset("ai.onnx.ml", 3);
    Model model = TestModels.read(bytes, folder);
    Tensor keys = Tensor.of("", new long[] {9, 5}, 2);
    Datum values =
        Datum.sequence(
            Tensor.of("", new float[] {0.5f}, 1), Tensor.of("", new float[] {0.25f}, 1));
    RunResult result =
        OrtRunner.run(model, Map.of("x", new Datum.Mapping(keys, values)), RunOptions.defaults());
    assertThat(result.tensor("y").data().toArray(ValueLayout.JAVA_FLOAT))
        .containsExactly(0.25f, 0, 0.5f);
  }

  @Test
  void aMapComesOutWithKeysAndValues() throws InterruptedException {
    OnnxBytes bytes =
        OnnxBytes.model(
                new GraphBytes("g")
                    .input("x", FLOAT, 1, 2)
                    .output("y")
                    .node(
                        NodeBytes.of("ZipMap")
                            .domain("ai.onnx.ml")
                            .inputs("x")
                            .outputs("y")
                            .attribute("classlabels_int64s", 3L, 4L)))
            .opset("", 17)
            .opset("ai.onnx.ml", 3);
    Model model = TestModels.read(bytes, folder);
    Tensor x = Tensor.of("x", new float[] {0.25f, 0.75f}, 1, 2);
    Datum y =
        OrtRunner.run(model, Map.of("x", x), RunOptions.defaults()).outputs().get("y");
    Datum.Mapping map = (Datum.Mapping) ((Datum.Sequence) Objects.requireNonNull(y))
        .elements().getFirst();
    assertThat(map.keys().data().toArray(ValueLayout.JAVA_LONG)).containsExactly(3, 4);
    assertThat(((Tensor) map.values()).data().toArray(ValueLayout.JAVA_FLOAT))
        .containsExactly(0.25f, 0.75f);
  }

  @Test
  void aTensorIsNoSequence() {
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> run(identity(SEQUENCE), ONE))
        .withMessage(
            "model.onnx > input 'x': expected sequence(float32[N]), found float32[2] in given\n"
                + "Fix: give a value of that type.");
  }

  private Datum run(Model model, Datum x) throws InterruptedException {
    Datum y = OrtRunner.run(model, Map.of("x", x), RunOptions.defaults()).outputs().get("y");
    return Objects.requireNonNull(y);
  }

  private Model identity(ProtoBytes type) {
    return model(
        new GraphBytes("g")
            .input("x", type)
            .output("y")
            .node(NodeBytes.of("Identity").inputs("x").outputs("y")));
  }

  private Model model(GraphBytes graph) {
    return TestModels.read(OnnxBytes.model(graph).irVersion(8).opset("", 18), folder);
  }

  @Test
  void severalSequencesKeepTheirTypes() throws InterruptedException {
    Model model =
        model(
            new GraphBytes("g")
                .input("a", SEQUENCE)
                .input("b", SEQUENCE)
                .output("y")
                .node(NodeBytes.of("SequenceLength").inputs("a").outputs("n"))
                .node(NodeBytes.of("SequenceLength").inputs("b").outputs("m"))
                .node(NodeBytes.of("Add").inputs("n", "m").outputs("y")));
    Map<String, Datum> inputs =
        Map.of("a", new Datum.Sequence(List.of(ONE, TWO)), "b", Datum.sequence());
    assertThat(
            OrtRunner.run(model, inputs, RunOptions.defaults())
                .tensor("y")
                .data()
                .toArray(ValueLayout.JAVA_LONG))
        .containsExactly(2);
  }
}
