package dev.oplab.command.onnx;

import static dev.oplab.command.Ran.oplab;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.oplab.command.Ran;
import dev.oplab.command.testing.FakeHost;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.surgeon.diff.ModelDiff;
import dev.oplab.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxSaveTest {
  private static final Path MODEL = Fixtures.mobilenet();
  @TempDir Path folder;

  private Path save(String name, Object... options) {
    Path file = folder.resolve(name);
    return save(MODEL, file, options);
  }

  private static Path save(Path model, Path file, Object... options) {
    List<Object> words = new java.util.ArrayList<>(List.of("onnx", "save", model, "-o", file));
    words.addAll(List.of(options));
    Ran ran = oplab(words.toArray());
    assertThat(ran.status()).as(ran.err()).isZero();
    return file;
  }

  private static List<String> locations(Path file) {
    return OnnxIo.read(file).graph().initializers().stream()
        .flatMap(tensor -> tensor.externalData().stream())
        .map(entries -> entries.get("location"))
        .distinct()
        .toList();
  }

  private static void hasTheSameAs(Path a, Path b) {
    assertThat(ModelDiff.of(OnnxIo.read(a), OnnxIo.read(b)).rows()).isEmpty();
  }

  @Test
  void withoutOptionsTheFileIsTheSame() throws IOException {
    assertThat(Files.mismatch(MODEL, save("same.onnx"))).isEqualTo(-1);
  }

  @Test
  void theFilesWrittenAreSaid() {
    Path file = folder.resolve("big.onnx");
    Ran ran = oplab("onnx", "save", MODEL, "-o", file, "--external", "--threshold", "100k");
    assertThat(ran.out()).contains("Wrote " + file, "big.onnx.data", "weights", "5.1 MiB");
    assertThat(locations(file)).containsExactly("big.onnx.data");
    assertThat(folder.resolve("big.onnx.data")).exists();
    assertThat(OnnxIo.read(file).graph().initializers())
        .allSatisfy(tensor ->
            assertThat(tensor.externalData().isPresent())
                .isEqualTo(tensor.byteSize() >= 100 * 1024));
    hasTheSameAs(MODEL, file);
  }

  @Test
  void weightsGoToAFileOfThisNameInShards() {
    Path file = save("m.onnx", "--external=w.bin", "--shard-size", "1MiB");
    List<String> shards = locations(file);
    assertThat(shards).hasSizeGreaterThan(3).first().isEqualTo("w.bin");
    assertThat(shards).contains("w-1.bin");
    hasTheSameAs(MODEL, file);
    assertThat(locations(save(MODEL, folder.resolve("n.onnx"), "--external", "n.bin")))
        .containsExactly("n.bin");
  }

  @Test
  void aModelComesBackIntoOneFileOverItself() throws IOException {
    Path file = save("m.onnx", "--external");
    save(file, file, "--inside");
    assertThat(locations(file)).isEmpty();
    assertThat(Files.size(file)).isGreaterThan(6_000_000);
    hasTheSameAs(MODEL, file);
  }

  @Test
  void weightsThatStayInTheirFileAreSaidToo() {
    Path file = save("m.onnx", "--external", "--alignment", "1", "--sync");
    Ran ran = oplab("onnx", "save", file, "-o", folder.resolve("second.onnx"));
    assertThat(ran.out()).contains("second.onnx", "m.onnx.data", "weights, left as they are");
    hasTheSameAs(MODEL, folder.resolve("second.onnx"));
  }

  @Test
  void theHeaderIsStatedAnewAndTheChangesAreShown() {
    Path file = folder.resolve("m.onnx");
    Ran ran =
        oplab(
            "onnx",
            "save",
            MODEL,
            "-o",
            file,
            "--ir-version",
            "9",
            "--opset",
            "14",
            "--opset",
            "com.microsoft=1",
            "--producer",
            "me",
            "--producer-version",
            "2",
            "--domain",
            "org.me",
            "--model-version",
            "7",
            "--doc",
            "what it is",
            "--metadata",
            "stage=test",
            "--metadata",
            "'a=b'=c=d");
    assertThat(ran.err())
        .isEqualTo("opset ai.onnx is stated as 14 instead of 13; no operator was converted");
    assertThat(ran.out()).contains("ir version", "com.microsoft", "what it is", "stage");
    Model.Header header = OnnxIo.read(file).header();
    assertThat(header.irVersion()).isEqualTo(9);
    assertThat(header.opsets()).containsExactly(Map.entry("", 14L), Map.entry("com.microsoft", 1L));
    assertThat(header.producerName()).isEqualTo("me");
    assertThat(header.producerVersion()).isEqualTo("2");
    assertThat(header.domain()).isEqualTo("org.me");
    assertThat(header.modelVersion()).isEqualTo(7);
    assertThat(header.docString()).isEqualTo("what it is");
    assertThat(header.metadata()).containsEntry("stage", "test").containsEntry("a=b", "c=d");
  }

  @Test
  void jsonListsTheFiles() throws IOException {
    Path file = folder.resolve("m.onnx");
    Ran ran = oplab("onnx", "save", MODEL, "-o", file, "--external", "--json");
    assertThat(JSON.std.mapFrom(ran.out()).get("files"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(2)
        .first()
        .isEqualTo(
            Map.of("file", file.toString(), "holds", "model", "bytes", (int) Files.size(file)));
  }

  @Test
  void aModelOfTheNotebookIsWrittenAndNotChanged() {
    FakeHost host = FakeHost.notebook();
    Model model = OnnxIo.read(MODEL);
    host.variables.put("model", model);
    Path file = folder.resolve("m.onnx");
    Ran.on(host, "onnx", "save", "{model}", "-o", file, "--doc", "new", "--as", "saved");
    assertThat(model.header().docString()).isEmpty();
    assertThat(OnnxIo.read(file).header().docString()).isEqualTo("new");
    assertThat(Ran.bound(host, "saved", Model.class).header().docString()).isEqualTo("new");
  }

  @Test
  void quietlyNothingIsShown() {
    Ran ran = oplab("onnx", "save", MODEL, "-o", folder.resolve("m.onnx"), "-q", "--opset", "14");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).isEmpty();
    assertThat(folder.resolve("m.onnx")).exists();
  }
}
