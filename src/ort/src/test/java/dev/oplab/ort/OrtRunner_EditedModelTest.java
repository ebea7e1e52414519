package dev.oplab.ort;

import static dev.oplab.ort.TestModels.named;
import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.onnx.WriteOptions;
import dev.oplab.ort.ProfileOptions.Optimization;
import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.Layer;
import dev.oplab.surgeon.Surgeon;
import dev.oplab.testkit.Fixtures;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person sees in a model is what runs, whatever its file says.
final class OrtRunner_EditedModelTest {
  private static final ValueLayout.OfFloat FLOATS =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  @TempDir private Path folder;

  private static Tensor x(float... values) {
    return Tensor.of("", values, 1, values.length);
  }

  private static float[] run(Model model, Map<String, Tensor> inputs) throws InterruptedException {
    return named(OrtRunner.run(model, inputs), "y").data().toArray(FLOATS);
  }

  /// `y = x + w`, the weight in a data file.
  private Path withWeightsOutside(String weights) throws IOException {
    float[] numbers = new float[300];
    numbers[0] = 5;
    MemorySegment bytes = MemorySegment.ofArray(new byte[1200]);
    MemorySegment.copy(numbers, 0, bytes, FLOATS, 0, 300);
    Files.write(folder.resolve(weights), bytes.toArray(ValueLayout.JAVA_BYTE));
    return OnnxBytes.model(
            new GraphBytes("g")
                .input("x", FLOAT, 300)
                .output("y", FLOAT, 300)
                .initializer(OnnxBytes.external("w", FLOAT, weights, 0L, 1200L, 300))
                .node(NodeBytes.of("Add").name("plus").inputs("x", "w").outputs("y")))
        .write(folder.resolve("outside.onnx"));
  }

  @Test
  void anEditThatIsNotInTheFileRuns() throws InterruptedException {
    Model model = TestModels.read(TestModels.add(), folder);
    Map<String, Tensor> inputs = Map.of("x", x(1, 2, 3), "z", x(4, 5, 6));
    assertThat(run(model, inputs)).containsExactly(5, 7, 9);
    model.graph().nodes().getFirst().opType("Mul");
    assertThat(run(model, inputs)).containsExactly(4, 10, 18);
    model.graph().nodes().getFirst().opType("Add");
    assertThat(run(model, inputs)).containsExactly(5, 7, 9);
  }

  @Test
  void aModelThatWasNeverInAFileRuns() throws InterruptedException {
    Model made = Model.create(17);
    Value in = made.graph().addInput("x", ValueType.tensor(DataType.FLOAT, 1, 3));
    made.graph().addOutput(made.graph().addNode("Neg", in).output().rename("y"));
    assertThat(run(made, Map.of("x", x(1, 2, 3)))).containsExactly(-1, -2, -3);

    Model read = OnnxIo.read(MemorySegment.ofArray(TestModels.add().toBytes()));
    assertThat(run(read, Map.of("x", x(1, 2, 3), "z", x(1, 1, 1)))).containsExactly(2, 3, 4);
  }

  @Test
  void theProfileOfAnEditedNetworkKnowsTheEditedNodes() throws InterruptedException {
    Surgeon net = Surgeon.open(Fixtures.mobilenet());
    net.nodes("Conv").getFirst().rename("the first one");
    net.insertAfter(net.graph().outputs().getFirst().producer().orElseThrow(), "Abs");
    EngineProfile profile = OrtProfiler.profile(net.model(), options());
    assertThat(profile.name()).isEqualTo("mobilenet-v3-small.onnx");
    assertThat(profile.layers()).noneMatch(layer -> layer.kind() == Layer.Kind.UNKNOWN);
    assertThat(profile.layers()).flatExtracting(Layer::origins).contains("the first one");
    assertThat(profile.layers()).extracting(Layer::type).contains("Abs");
    assertThat(profile.notes().getFirst())
        .isEqualTo(
            "What was run is the model in memory, which is not what the file mobilenet-v3-small.onnx holds.");
    EngineProfile untouched = OrtProfiler.profile(OnnxIo.read(Fixtures.mobilenet()), options());
    assertThat(untouched.notes()).noneMatch(note -> note.contains("in memory"));
  }

  private static ProfileOptions options() {
    return new ProfileOptions(Map.of(), Map.of(), 0, 0, 2, 1, Optimization.ALL);
  }

  @Test
  void anEditedNetworkGivesTheResultsOfItsOwnFile() throws InterruptedException {
    Surgeon net = Surgeon.open(Fixtures.mobilenet());
    Map<String, Tensor> inputs = InputFactory.random(net.model(), 3);
    Value middle = net.nodes("Conv").get(20).output();
    net.outputs(middle);
    net.cleanup();
    Path saved = folder.resolve("saved.onnx");
    OnnxIo.write(net.model(), saved);
    Tensor found = named(OrtRunner.run(net.model(), inputs), middle.name());
    Tensor expected = named(OrtRunner.run(OnnxIo.read(saved), inputs), middle.name());
    assertThat(found.data().mismatch(expected.data())).isEqualTo(-1);
  }

  @Test
  void weightsInDataFilesAreFoundThere() throws IOException, InterruptedException {
    Model model = OnnxIo.read(withWeightsOutside("weights.bin"));
    Map<String, Tensor> inputs = Map.of("x", Tensor.of("", new float[300], 300));
    model.graph().nodes().getFirst().opType("Sub");
    assertThat(run(model, inputs)[0]).isEqualTo(-5);
  }

  @Test
  void weightsOfTwoModelsInTwoFoldersAreFound() throws IOException, InterruptedException {
    Model one = OnnxIo.read(withWeightsOutside("weights.bin"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path inOne = elsewhere.resolve("inside.onnx");
    OnnxIo.write(one, inOne, WriteOptions.inside());
    Graph graph = OnnxIo.read(inOne).graph();
    Tensor other = graph.initializers().getFirst().named("other");
    Value sum = one.graph().outputs().getFirst().rename("sum");
    Value y = one.graph().addNode("Add", sum, one.graph().addInitializer(other)).output();
    one.graph().setOutput(0, y.rename("y"));
    assertThat(run(one, Map.of("x", Tensor.of("", new float[300], 300)))[0]).isEqualTo(10);
  }

  @Test
  void aLinkLeadsToTheWeightsToo() throws IOException, InterruptedException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path file = Files.copy(Fixtures.mobilenet(), folder.resolve("model.onnx"));
    Path link = Files.createSymbolicLink(other.resolve("link.onnx"), file);
    Model model = OnnxIo.read(link);
    Map<String, Tensor> inputs = InputFactory.random(model, 0);
    model.graph().nodes().getFirst().rename("renamed");
    assertThat(OrtRunner.run(model, inputs)).hasSize(1);
  }

  @Test
  void whatWasInAFileThatIsGoneRuns() throws IOException, InterruptedException {
    Path file = TestModels.add().write(folder.resolve("model.onnx"));
    Model model = OnnxIo.read(file);
    Map<String, Tensor> inputs = Map.of("x", x(1, 2, 3), "z", x(4, 5, 6));
    Path other = TestModels.gather().write(folder.resolve("other.onnx"));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(run(model, inputs)).containsExactly(5, 7, 9);
    Files.delete(file);
    assertThat(run(model, inputs)).containsExactly(5, 7, 9);
  }

  @Test
  void weightsOfAFileThatWasReplacedAreStillThoseThatWereRead()
      throws IOException, InterruptedException {
    Path file = Files.copy(Fixtures.mobilenet(), folder.resolve("model.onnx"));
    Model model = OnnxIo.read(file);
    Map<String, Tensor> inputs = InputFactory.random(model, 0);
    String output = model.graph().outputs().getFirst().name();
    Tensor before = named(OrtRunner.run(model, inputs), output);
    Files.move(
        TestModels.gather().write(folder.resolve("other.onnx")),
        file,
        StandardCopyOption.REPLACE_EXISTING);
    Tensor after = named(OrtRunner.run(model, inputs), output);
    assertThat(after.data().mismatch(before.data())).isEqualTo(-1);
  }

  @Test
  void weightsThatWereOverwrittenAreAnError() throws IOException {
    Path file = Files.copy(Fixtures.mobilenet(), folder.resolve("model.onnx"));
    Model model = OnnxIo.read(file);
    Map<String, Tensor> inputs = InputFactory.random(model, 0);
    model.graph().nodes().getFirst().rename("renamed");
    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1));
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> OrtRunner.run(model, inputs))
        .withMessage(
            "model.onnx: the file %s has been overwritten since it was read, and the weights with it.\nFix: read the model again and repeat what was changed in it.",
            file);
  }

  @Test
  void dataFilesOutsideTheModelsFolderStayRefused() throws IOException {
    Path file = withWeightsOutside("weights.bin");
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path moved =
        OnnxBytes.model(
                new GraphBytes("g")
                    .input("x", FLOAT, 300)
                    .output("y", FLOAT, 300)
                    .initializer(OnnxBytes.external("w", FLOAT, "../weights.bin", 0L, 1200L, 300))
                    .node(NodeBytes.of("Add").name("plus").inputs("x", "w").outputs("y")))
            .write(inner.resolve(file.getFileName()));
    Model model = OnnxIo.read(moved);
    model.graph().nodes().getFirst().rename("renamed");
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> OrtRunner.run(model, InputFactory.random(model, 0)))
        .withMessageContaining("outside.onnx > tensor 'w'")
        .withMessageContaining("leads out of the model's folder");
  }

  @Test
  void errorsNameTheModelAndNotTheFileThatWasRun() {
    Model model = TestModels.read(TestModels.add(), folder);
    model.graph().nodes().getFirst().opType("Plus");
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> OrtRunner.run(model, InputFactory.random(model, 0)))
        .withMessageStartingWith(
            folder.resolve("model.onnx") + " > node 'plus': ONNX Runtime cannot load this model.")
        .withMessageNotContaining("scratch")
        .withMessageContaining("Plus does not exist in opset 17");
    Model made = Model.create(17);
    made.graph().name("mine");
    Value in = made.graph().addInput("x", ValueType.tensor(DataType.FLOAT, 1, 3));
    made.graph().addOutput(made.graph().addNode("Plus", in, in).output().rename("y"));
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> OrtRunner.run(made, InputFactory.random(made, 0)))
        .withMessageStartingWith("mine > node 'plus': ONNX Runtime cannot load this model.");
  }

  @Test
  void largeWeightsMadeInMemoryRunInBranchesToo() throws InterruptedException {
    Model model = Model.create(17);
    Graph graph = model.graph();
    Value in = graph.addInput("x", ValueType.tensor(DataType.FLOAT, 500));
    Value yes = graph.addInput("yes", ValueType.tensor(DataType.BOOL));
    float[] ones = new float[500];
    java.util.Arrays.fill(ones, 1);
    Value w = graph.addInitializer(Tensor.of("w", ones, 500));
    Graph then = graph.newSubgraph("then");
    Value own = then.addInitializer(Tensor.of("own", ones, 500));
    Value sum = then.addNode("Add", in, own).output();
    then.addOutput(then.addNode("Add", sum, w).output());
    Graph otherwise = graph.newSubgraph("else");
    otherwise.addOutput(otherwise.addNode("Neg", in).output());
    Value y =
        graph
            .addNode("If", yes)
            .attribute("then_branch", then)
            .attribute("else_branch", otherwise)
            .output();
    graph.addOutput(y.rename("y"));
    Tensor go =
        Tensor.of(
            "", DataType.BOOL, dev.oplab.onnx.Shape.of(), MemorySegment.ofArray(new byte[] {1}));
    assertThat(run(model, Map.of("x", Tensor.of("", ones, 500), "yes", go))).containsOnly(3f);
  }

  @Test
  void inputsAndOutputsOfAnEditedModelAreItsOwn() throws InterruptedException {
    Model model = TestModels.read(TestModels.add(), folder);
    model.graph().outputs().getFirst().rename("sum");
    model.graph().inputs().getFirst().rename("first");
    Map<String, Tensor> found = OrtRunner.run(model, Map.of("first", x(1, 2, 3), "z", x(1, 1, 1)));
    assertThat(found.keySet()).isEqualTo(java.util.Set.of("sum"));
    assertThat(List.copyOf(found.values()).getFirst().data().toArray(FLOATS))
        .containsExactly(2, 3, 4);
  }
}
