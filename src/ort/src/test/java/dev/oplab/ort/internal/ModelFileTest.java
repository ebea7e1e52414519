package dev.oplab.ort.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.ort.TestModels;
import dev.oplab.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelFileTest {
  @TempDir private Path folder;

  private static Object key(Path file) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(file, BasicFileAttributes.class).fileKey(), "a file has an identity");
  }

  private static List<String> beside(ModelFile file) throws IOException {
    try (Stream<Path> all = Files.list(file.path().getParent())) {
      return all.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aModelAsItWasReadIsRunFromItsOwnFile() {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    ModelFile own = new ModelFile(Fixtures.mobilenet().toAbsolutePath(), false, false);
    assertThat(ModelFile.of(model)).isEqualTo(own);
    String before = model.graph().nodes().getFirst().name();
    model.graph().nodes().getFirst().rename("other");
    assertThat(ModelFile.of(model).linked()).isTrue();
    model.graph().nodes().getFirst().rename(before);
    assertThat(ModelFile.of(model)).isEqualTo(own);
    assertThat(ModelFile.of(model.copy())).isEqualTo(own);
  }

  @Test
  void weightsAreReferredToAndNotCopied() throws IOException {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    model.graph().nodes().getFirst().rename("other");
    ModelFile file = ModelFile.of(model);
    assertThat(file.differs()).isTrue();
    assertThat(beside(file)).containsExactly("model.onnx");
    assertThat(Files.size(file.path())).isLessThan(Files.size(Fixtures.mobilenet()) / 50);
  }

  @Test
  void anEditIsWrittenOnceHoweverOftenItRuns() throws IOException {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    model.graph().addInitializer(Tensor.of("more", new float[1000], 1000));
    ModelFile file = ModelFile.of(model);
    assertThat(beside(file)).containsExactly("model.data", "model.onnx");
    Object written = key(file.path());
    Object data = key(file.path().resolveSibling("model.data"));
    assertThat(ModelFile.of(model)).isEqualTo(file);
    assertThat(key(file.path())).isEqualTo(written);
    assertThat(key(file.path().resolveSibling("model.data"))).isEqualTo(data);
    model.graph().nodes().getFirst().rename("other");
    assertThat(ModelFile.of(model)).isEqualTo(file);
    assertThat(key(file.path())).isNotEqualTo(written);
    assertThat(key(file.path().resolveSibling("model.data"))).isEqualTo(data);
    Value more = model.graph().value("more").orElseThrow();
    more.initializer(Tensor.of("more", new float[] {1, 2}, 2));
    assertThat(ModelFile.of(model).path()).isEqualTo(file.path());
  }

  @Test
  void eachModelHasAFileOfItsOwn() {
    Model one = TestModels.read(TestModels.add(), folder);
    Model two = one.copy();
    one.graph().nodes().getFirst().opType("Sub");
    two.graph().nodes().getFirst().opType("Mul");
    assertThat(ModelFile.of(one).path()).isNotEqualTo(ModelFile.of(two).path());
  }
}
