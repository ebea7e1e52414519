package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalData_WriteTest {
  @TempDir Path folder;

  private List<String> files(Path where) throws IOException {
    try (Stream<Path> all = Files.list(where)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void sameWeights(Model one, Model other) {
    assertThat(one.graph().initializers()).hasSameSizeAs(other.graph().initializers());
    for (Tensor tensor : one.graph().initializers()) {
      Tensor same = other.graph().value(tensor.name()).orElseThrow().initializer().orElseThrow();
      assertThat(tensor.data().mismatch(same.data())).as("%s", tensor).isEqualTo(-1);
    }
  }

  @Test
  void weightsGoIntoOneFileAndBack() throws IOException {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    Path file = folder.resolve("m.onnx");
    OnnxIo.write(model, file, WriteOptions.external("weights.bin").threshold(1000));
    assertThat(files(folder)).containsExactly("m.onnx", "weights.bin");
    Model read = OnnxIo.read(file);
    sameWeights(model, read);
    for (Tensor tensor : read.graph().initializers()) {
      assertThat(tensor.externalData().isPresent()).isEqualTo(tensor.byteSize() >= 1000);
      if (tensor.byteSize() >= 4096) {
        long offset = Long.parseLong(tensor.externalData().orElseThrow().get("offset"));
        assertThat(offset % 4096).as("%s", tensor).isZero();
      }
    }
    Path back = folder.resolve("back.onnx");
    OnnxIo.write(read, back, WriteOptions.inside());
    Model inside = OnnxIo.read(back);
    sameWeights(model, inside);
    assertThat(inside.graph().initializers()).noneMatch(one -> one.externalData().isPresent());
  }

  @Test
  void aSizeSplitsThemIntoShards() throws IOException {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    Path file = folder.resolve("m.onnx");
    assertThat(OnnxIo.write(model, file, WriteOptions.external().shardSize(3_000_000)))
        .extracting(written -> folder.relativize(written).toString())
        .containsExactly("m.onnx.data", "m.onnx-1.data", "m.onnx-2.data", "m.onnx");
    assertThat(files(folder))
        .containsExactly("m.onnx", "m.onnx-1.data", "m.onnx-2.data", "m.onnx.data");
    for (String shard : files(folder)) {
      assertThat(Files.size(folder.resolve(shard))).as(shard).isLessThanOrEqualTo(3_000_000);
    }
    sameWeights(model, OnnxIo.read(file));
  }

  @Test
  void aDataFileIsLeftAloneInItsFolder() throws IOException {
    Path file = TestFiles.withExternal(folder.resolve("a.onnx"), "a.bin", 16);
    Object before = Files.readAttributes(folder.resolve("a.bin"), "lastModifiedTime,fileKey");
    OnnxIo.write(OnnxIo.read(file), folder.resolve("b.onnx"));
    assertThat(files(folder)).containsExactly("a.bin", "a.onnx", "b.onnx");
    assertThat(folder.resolve("b.onnx")).hasSameBinaryContentAs(file);
    assertThat(Files.readAttributes(folder.resolve("a.bin"), "lastModifiedTime,fileKey"))
        .isEqualTo(before);
  }

  @Test
  void aDataFileGoesAlongToAnotherFolder() throws IOException {
    Path file = TestFiles.withExternal(folder.resolve("a.onnx"), "a.bin", 16);
    Path other = Files.createDirectory(folder.resolve("other"));
    for (int time = 0; time < 2; time++) {
      OnnxIo.write(OnnxIo.read(file), other.resolve("a.onnx"));
      assertThat(files(other)).containsExactly("a.bin", "a.onnx");
      assertThat(other.resolve("a.onnx")).hasSameBinaryContentAs(file);
      sameWeights(OnnxIo.read(file), OnnxIo.read(other.resolve("a.onnx")));
    }
  }

  @Test
  void aFileThatIsThereIsNeverOverwrittenWithWeights() throws IOException {
    Path file = TestFiles.withExternal(folder.resolve("a.onnx"), "a.bin", 16);
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("a.bin"), "weights of somebody else");
    OnnxIo.write(OnnxIo.read(file), other.resolve("a.onnx"));
    assertThat(other.resolve("a.bin")).hasContent("weights of somebody else");
    assertThat(files(other)).containsExactly("a.bin", "a.onnx", "a.onnx.data");
    sameWeights(OnnxIo.read(file), OnnxIo.read(other.resolve("a.onnx")));

    Model model = OnnxIo.read(file);
    OnnxIo.write(model, file, WriteOptions.external("a.bin").threshold(0));
    assertThat(files(folder)).contains("a.bin", "a-1.bin");
    sameWeights(model, OnnxIo.read(file));
  }

  @Test
  void weightsThatShareTheirBytesGoOnSharingThem() throws IOException {
    Path file = TestFiles.withExternal(folder.resolve("a.onnx"), "a.bin", 16);
    Model model = OnnxIo.read(file);
    Tensor tied = model.graph().initializers().getFirst().named("tied");
    model.graph().addInitializer(tied);
    OnnxIo.write(model, folder.resolve("b.onnx"), WriteOptions.external("b.bin").threshold(0));
    assertThat(Files.size(folder.resolve("b.bin"))).isEqualTo(16);
    sameWeights(model, OnnxIo.read(folder.resolve("b.onnx")));
  }

  @Test
  void aModelWhoseDataIsMissingKeepsSayingWhereItWas() throws IOException {
    Path file = TestFiles.withExternal(folder.resolve("a.onnx"), "a.bin", 16);
    Files.delete(folder.resolve("a.bin"));
    Path other = Files.createDirectory(folder.resolve("other"));
    OnnxIo.write(OnnxIo.read(file), other.resolve("a.onnx"));
    assertThat(other.resolve("a.onnx")).hasSameBinaryContentAs(file);
  }

  @Test
  void weightsStayInTheModelsFolder() {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    for (String name : List.of("../w.bin", "/tmp/w.bin", "sub/w.bin", "..")) {
      assertThatThrownBy(
              () -> OnnxIo.write(model, folder.resolve("m.onnx"), WriteOptions.external(name)))
          .as(name)
          .isInstanceOf(OnnxException.class)
          .hasMessageContaining("must be in the model's own folder");
    }
  }

  @Test
  void theEntriesSayWhereTheWeightIs() {
    Model model = Model.create(17);
    model.graph().addInitializer(Tensor.of("w", new float[] {1, 2}, 2));
    Path file = folder.resolve("m.onnx");
    OnnxIo.write(model, file, WriteOptions.external().threshold(0));
    assertThat(OnnxIo.read(file).graph().initializers().getFirst().externalData())
        .contains(Map.of("location", "m.onnx.data", "offset", "0", "length", "8"));
  }
}
