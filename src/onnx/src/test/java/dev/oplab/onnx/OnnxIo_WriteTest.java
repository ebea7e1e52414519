package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.testkit.Fixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxIo_WriteTest {
  @TempDir Path folder;

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aModelMayBeWrittenOverTheFileItIsReadFrom() throws IOException {
    Path file = Files.copy(Fixtures.mobilenet(), folder.resolve("m.onnx"));
    Model model = OnnxIo.read(file);
    model.graph().nodes().getFirst().rename("renamed");
    OnnxIo.write(model, file);
    Tensor weight = model.graph().initializers().getFirst();
    assertThat(weight.data().getAtIndex(TensorDecoder.FLOAT, 0)).isEqualTo(-0.30299413f);
    model.graph().nodes().getLast().rename("again");
    OnnxIo.write(model, file, WriteOptions.asIs().sync(true));
    Model read = OnnxIo.read(file);
    assertThat(read.graph().nodes().getFirst().name()).isEqualTo("renamed");
    assertThat(read.toText()).isEqualTo(model.toText());
    assertThat(files()).containsExactly("m.onnx");
  }

  @Test
  void aRenamedWeightKeepsItsBytes() {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    Value weight = model.graph().value("features.1.block.1.fc1.weight").orElseThrow();
    weight.rename("w");
    Model read = Models.read(OnnxIo.toBytes(model));
    Tensor tensor = read.graph().value("w").orElseThrow().initializer().orElseThrow();
    assertThat(tensor).hasToString("float32[8, 16, 1, 1] 'w' (512 B)");
    assertThat(tensor.data().mismatch(weight.initializer().orElseThrow().data())).isEqualTo(-1);
  }

  @Test
  void aMissingFolderIsSaidToBeMissing() {
    Path file = folder.resolve("none/m.onnx");
    assertThatThrownBy(() -> OnnxIo.write(Models.read(Models.small()), file))
        .isInstanceOf(OnnxException.class)
        .hasMessage(file + ": there is no such folder.\nFix: create the folder first.");
  }

  @Test
  void aFolderThatMayNotBeWrittenLeavesAllAsItWas() throws IOException {
    Path file = Models.small().write(folder.resolve("m.onnx"));
    byte[] before = Files.readAllBytes(file);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      Assumptions.assumeFalse(Files.isWritable(folder), "skipped: this user may write everywhere");
      assertThatThrownBy(() -> OnnxIo.write(Models.read(Models.small()), file))
          .hasMessageContaining("cannot be written here");
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    assertThat(files()).containsExactly("m.onnx");
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void whatFailsHalfwayLeavesTheOldFileWholeAndNothingElse() throws IOException {
    Path file = Models.small().write(folder.resolve("m.onnx"));
    byte[] before = Files.readAllBytes(file);
    // The second weight's data file is cut after the model has been opened.
    Model model = Model.create(17);
    Tensor good = Tensor.of("a", new float[1000], 1000);
    model.graph().addInitializer(good);
    Model other = OnnxIo.read(TestFiles.withExternal(folder.resolve("other.onnx"), "short.bin", 8));
    Tensor bad = other.graph().initializers().getFirst();
    model.graph().addInitializer(bad);
    List<String> there = files();
    assertThatThrownBy(() -> OnnxIo.write(model, file, WriteOptions.external().threshold(0)))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("external data file");
    assertThat(files()).isEqualTo(there);
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void aStreamThatBreaksIsAnErrorWithItsCause() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("no room");
          }
        };
    assertThatThrownBy(() -> OnnxIo.write(Models.read(Models.small()), broken))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("no room")
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void aStreamGetsTheSameBytesAsAFile() throws IOException {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OnnxIo.write(model, out);
    assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(Fixtures.mobilenet()));
  }
}
