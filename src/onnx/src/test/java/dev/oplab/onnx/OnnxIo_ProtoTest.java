package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.oplab.onnx.proto.AttributeProto;
import dev.oplab.onnx.proto.GraphProto;
import dev.oplab.onnx.proto.ModelProto;
import dev.oplab.onnx.proto.NodeProto;
import dev.oplab.onnx.proto.TensorProto;
import dev.oplab.testkit.Fixtures;
import dev.oplab.testkit.ProtoText;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models and the generated messages say the same; protobuf's own reader and writer are the judge
/// of ours.
class OnnxIo_ProtoTest {
  /// More with -Doplab.random=.
  private static final int RANDOM = Integer.getInteger("oplab.random", 200);

  @TempDir Path folder;

  @Test
  void aRealModelIsTheSameBothWays() throws IOException {
    ModelProto proto = ModelProto.parseFrom(Files.readAllBytes(Fixtures.mobilenet()));
    Model model = OnnxIo.read(Fixtures.mobilenet());
    assertThat(OnnxIo.readProto(Fixtures.mobilenet())).isEqualTo(proto);
    assertThat(OnnxIo.toProto(model)).isEqualTo(proto);
    assertThat(OnnxIo.toBytes(OnnxIo.fromProto(proto))).isEqualTo(OnnxIo.toBytes(model));
    assertThat(ModelView.of(model)).isEqualTo(ProtoView.of(proto));
  }

  @Test
  void everyFieldThereIsComesThrough() throws InvalidProtocolBufferException {
    byte[] bytes = EveryField.model().toBytes();
    ModelProto proto = ModelProto.parseFrom(bytes);
    assertThat(OnnxIo.toProto(Models.read(bytes))).isEqualTo(proto);
    assertThat(ProtoText.ofModel(OnnxIo.toBytes(OnnxIo.fromProto(proto))))
        .isEqualTo(ProtoText.ofModel(bytes));
    assertThat(ModelView.of(OnnxIo.fromProto(proto))).isEqualTo(ProtoView.of(proto));
  }

  @Test
  void randomMessagesAreReadAndWrittenAsProtobufDoesIt() throws InvalidProtocolBufferException {
    for (int seed = 0; seed < RANDOM; seed++) {
      ModelProto proto = RandomProto.model(seed);
      Model model = OnnxIo.fromProto(proto);
      assertThat(ModelView.of(model)).as("seed %d", seed).isEqualTo(ProtoView.of(proto));
      assertThat(OnnxIo.toProto(model)).as("seed %d", seed).isEqualTo(proto);
      assertThat(ModelProto.parseFrom(OnnxIo.toBytes(model.copy())))
          .as("copy, seed %d", seed)
          .isEqualTo(proto);
    }
  }

  @Test
  void anEditOfTheMessageIsAnEditOfTheModel() {
    ModelProto.Builder proto = OnnxIo.toProto(Models.read(Models.small())).toBuilder();
    proto.getGraphBuilder().getNodeBuilder(0).setOpType("Sub").addInput("shape");
    Model model = OnnxIo.fromProto(proto.build());
    Node node = model.graph().nodes().getFirst();
    assertThat(node.opType()).isEqualTo("Sub");
    assertThat(node.input(2)).contains(model.graph().value("shape").orElseThrow());
    GraphChecker.check(model);
  }

  @Test
  void textThatIsNotUtf8ComesThrough() {
    GraphProto graph =
        GraphProto.newBuilder()
            .setNameBytes(ByteString.copyFrom(new byte[] {'g', -1, 'h'}))
            .build();
    ModelProto proto = ModelProto.newBuilder().setGraph(graph).build();
    Model model = OnnxIo.fromProto(proto);
    assertThat(model.graph().name()).isEqualTo("g\uDCFFh");
    assertThat(OnnxIo.toProto(model)).isEqualTo(proto);
  }

  @Test
  void weightsInDataFilesStayThereAndAreReadFromTheFolderGiven() throws IOException {
    Path file = TestFiles.withExternal(folder.resolve("m.onnx"), "m.data", 16);
    ModelProto proto = OnnxIo.readProto(file);
    assertThat(proto.getGraph().getInitializer(0).getDataLocation())
        .isEqualTo(TensorProto.DataLocation.EXTERNAL);
    Tensor unplaced = OnnxIo.fromProto(proto).graph().initializers().getFirst();
    assertThat(unplaced.externalData().orElseThrow()).containsEntry("location", "m.data");
    assertThatThrownBy(unplaced::data)
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("the model was not read from a file")
        .hasMessageContaining("Fix: ", "OnnxIo.fromProto(proto, folder)");

    Model placed = OnnxIo.fromProto(proto, folder);
    Tensor tensor = placed.graph().initializers().getFirst();
    assertThat(tensor.data().get(ValueLayout.JAVA_BYTE, 2)).isEqualTo((byte) 3);

    Path other = Files.createDirectory(folder.resolve("other"));
    OnnxIo.write(placed, other.resolve("n.onnx"));
    assertThat(other.resolve("m.data")).as("taken along").exists();
    OnnxIo.write(placed, folder.resolve("n.onnx"), WriteOptions.inside());
    assertThat(OnnxIo.readProto(folder.resolve("n.onnx")).getGraph().getInitializer(0).getRawData())
        .hasSize(16);
  }

  @Test
  void aDataFileOutsideTheFolderIsRefused() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.write(folder.resolve("secret"), new byte[4]);
    ModelProto.Builder proto = ModelProto.newBuilder();
    proto
        .getGraphBuilder()
        .addInitializerBuilder()
        .setDataType(TensorProto.DataType.FLOAT_VALUE)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalDataBuilder()
        .setKey("location")
        .setValue("../secret");
    Tensor tensor = OnnxIo.fromProto(proto.build(), inner).graph().initializers().getFirst();
    assertThatThrownBy(tensor::data)
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("leads out of the model's folder");
  }

  @Test
  void aMessageOfMoreThan2GiBIsRefusedBeforeAnythingIsCopied() {
    // The parts share their bytes, so that this costs a megabyte; 4,200 of them wrap around twice.
    ByteString megabyte = ByteString.copyFrom(new byte[1 << 20]);
    TensorProto part = TensorProto.newBuilder().setRawData(megabyte).build();
    for (int parts : new int[] {2_100, 4_200}) {
      ModelProto.Builder proto = ModelProto.newBuilder();
      GraphProto.Builder graph = proto.getGraphBuilder().setName("big");
      for (int i = 0; i < parts; i++) {
        graph.addInitializer(part);
      }
      assertThatThrownBy(() -> OnnxIo.fromProto(proto.build()))
          .isInstanceOf(OnnxException.class)
          .hasMessage(
              "message ModelProto 'big': it takes more than 2 GiB, which protobuf cannot write.\n"
                  + "Fix: keep the weights in a data file: OnnxIo.write(model, path,"
                  + " WriteOptions.external()) writes such a model, and OnnxIo.readProto(path)"
                  + " reads its message.");
    }
  }

  @Test
  void aModelOfMoreThan2GiBHasNoMessage() {
    Model model = Model.create(20);
    Tensor gigabyte = Tensor.of("w0", new float[1 << 20], 1 << 20);
    for (int i = 0; i < 600; i++) {
      model.graph().addInitializer(gigabyte.named("w" + i));
    }
    assertThatThrownBy(() -> OnnxIo.toProto(model))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "main: it takes 2.5 GB, and a message holds at most 2 GiB.\n"
                + "Fix: keep the weights in a data file: OnnxIo.write(model, path,"
                + " WriteOptions.external()), then OnnxIo.readProto(path).");
  }

  @Test
  void aMessageThatSaysNothingIsNoModel() {
    assertThatThrownBy(() -> OnnxIo.fromProto(ModelProto.getDefaultInstance()))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "message ModelProto '': no field of it is set.\n"
                + "Fix: set at least ir_version, opset_import and graph.");
  }

  @Test
  void graphsMayBeNested300Deep() {
    ModelProto most = nested(300);
    assertThat(OnnxIo.toProto(OnnxIo.fromProto(most))).isEqualTo(most);
    Model deeper = OnnxIo.fromProto(nested(320));
    assertThatThrownBy(() -> OnnxIo.toProto(deeper))
        .isInstanceOf(OnnxException.class)
        .hasMessage(
            "g320: its graphs are nested more than 300 deep, which messages cannot be.\n"
                + "Fix: edit it as a Model, which may be of any depth.");
  }

  @Test
  void whatIsTooDeepToWriteIsAnErrorAndNoCrash() {
    ModelProto proto = nested(20_000);
    assertThatThrownBy(() -> OnnxIo.fromProto(proto))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("nested deeper than protobuf can write");
  }

  private static ModelProto nested(int depth) {
    GraphProto graph = GraphProto.newBuilder().setName("g1").build();
    for (int i = 2; i <= depth; i++) {
      graph =
          GraphProto.newBuilder()
              .setName("g" + i)
              .addNode(
                  NodeProto.newBuilder()
                      .setOpType("If")
                      .addOutput("y" + i)
                      .addAttribute(
                          AttributeProto.newBuilder()
                              .setName("then_branch")
                              .setType(AttributeProto.AttributeType.GRAPH)
                              .setG(graph)))
              .build();
    }
    return ModelProto.newBuilder().setIrVersion(8).setGraph(graph).build();
  }

  @Test
  void aFileThatIsNoModelIsSaidToBeNone() throws IOException {
    Path file = Files.writeString(folder.resolve("m.onnx"), "{\"a\": 1}");
    assertThatThrownBy(() -> OnnxIo.readProto(file))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("The file is not an ONNX model");
  }
}
