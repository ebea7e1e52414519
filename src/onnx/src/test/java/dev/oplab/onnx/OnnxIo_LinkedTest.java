package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether a file says what a model says, and files that refer to weights where they are.
class OnnxIo_LinkedTest {
  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void copy() throws IOException {
    file = Files.copy(Fixtures.mobilenet(), folder.resolve("m.onnx"));
  }

  private static Map<String, String> data(Model model, String name) {
    Tensor tensor = model.graph().value(name).orElseThrow().initializer().orElseThrow();
    return tensor.externalData().orElse(Map.of());
  }

  @Test
  void aModelIsInItsFileUntilAnythingChangesAndAgainWhenThatIsUndone() {
    Model model = OnnxIo.read(file);
    assertThat(OnnxIo.isInFile(model)).isTrue();
    Value value = model.graph().nodes().getFirst().output();
    String name = value.name();
    value.rename("other");
    assertThat(OnnxIo.isInFile(model)).isFalse();
    value.rename(name);
    assertThat(OnnxIo.isInFile(model)).isTrue();
    model.metadata("note", "mine");
    assertThat(OnnxIo.isInFile(model)).isFalse();
  }

  @Test
  void aWeightOfTheSameSizeIsNoticed() {
    Model model = OnnxIo.read(file);
    Value weight = model.graph().value("features.1.block.1.fc1.weight").orElseThrow();
    Tensor old = weight.initializer().orElseThrow();
    weight.initializer(Tensor.of("", old.dataType(), old.shape(), old.data()));
    assertThat(OnnxIo.isInFile(model)).isTrue();
    byte[] changed = old.data().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    changed[0]++;
    weight.initializer(
        Tensor.of(
            "", old.dataType(), old.shape(), java.lang.foreign.MemorySegment.ofArray(changed)));
    assertThat(OnnxIo.isInFile(model)).isFalse();
  }

  @Test
  void aModelIsNotInAFileThatIsGoneOrAnother() throws IOException {
    Model model = OnnxIo.read(file);
    Path other = Files.copy(file, folder.resolve("other.onnx"));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(OnnxIo.isInFile(model)).isFalse();
    Files.delete(file);
    assertThat(OnnxIo.isInFile(model)).isFalse();
    assertThat(OnnxIo.isInFile(Model.create(17))).isFalse();
    assertThat(OnnxIo.isInFile(Models.read(Models.small()))).isFalse();
  }

  @Test
  void weightsAreNamedByTheirPlaceInTheirFile() throws IOException {
    Path target = Files.createDirectory(folder.resolve("target"));
    Model model = OnnxIo.read(file);
    model.graph().addInitializer(Tensor.of("new", new float[300], 300));
    Tensor tied = model.graph().value("new").orElseThrow().initializer().orElseThrow();
    model.graph().addInitializer(tied.named("tied"));
    Model linked = OnnxIo.read(OnnxIo.writeLinked(model, target));
    assertThat(data(linked, "features.1.block.1.fc1.weight")).isEmpty(); // small: it is inside
    Tensor weight =
        model.graph().initializers().stream()
            .max(java.util.Comparator.comparingLong(Tensor::byteSize))
            .orElseThrow();
    Map<String, String> large = data(linked, weight.name());
    String path = file.toRealPath().toString().substring(1);
    assertThat(large).containsEntry("location", path);
    byte[] there = Files.readAllBytes(file);
    int offset = Integer.parseInt(large.get("offset"));
    assertThat(weight.data().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE))
        .isEqualTo(java.util.Arrays.copyOfRange(there, offset, offset + (int) weight.byteSize()));
    assertThat(data(linked, "new")).isEqualTo(data(linked, "tied")).containsEntry("offset", "0");
    assertThat(Files.size(target.resolve("model.data"))).isEqualTo(1200);
  }

  @Test
  void whatIsMappedFromAFileThatWasOverwrittenIsRefused() throws IOException {
    Model model = OnnxIo.read(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertThatThrownBy(() -> OnnxIo.writeLinked(model, folder))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("has been overwritten since it was read")
        .hasMessageContaining("Fix: read the model again");
  }

  @Test
  void aFolderThatIsMissingIsAnError() {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> OnnxIo.writeLinked(OnnxIo.read(file), none))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("m.onnx: it cannot be written to " + none);
  }
}
