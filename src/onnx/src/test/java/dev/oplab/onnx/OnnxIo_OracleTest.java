package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.testkit.Fixtures;
import dev.oplab.testkit.Oracle;
import dev.oplab.testkit.ProtoBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read and written back is the same to Python's own protobuf, unknown fields included: all
/// models of ONNX's backend tests, and those beside the project. So are copies, and models whose
/// weights went out into data files and came back.
class OnnxIo_OracleTest {
  private static final WriteOptions OUTSIDE =
      WriteOptions.external().threshold(0).alignment(64).shardSize(100_000);

  @TempDir Path folder;

  private final List<String> pairs = new ArrayList<>();
  private int written;

  @Test
  void everyModelOfTheBackendTestsComesBackTheSame() throws IOException {
    List<Path> models = new ArrayList<>(Oracle.corpus());
    assertThat(models).hasSizeGreaterThan(2_000);
    models.add(Fixtures.mobilenet());
    comeBackTheSame(models);
  }

  @Test
  void everyModelBesideTheProjectComesBackTheSame() throws IOException {
    Oracle.python();
    comeBackTheSame(Oracle.modelsIn(Fixtures.sharedModel("")));
  }

  @Test
  void aDifferenceInAnUnknownFieldWouldBeSeen() throws IOException {
    for (int value : List.of(5, 6)) {
      byte[] tensor = new ProtoBytes().varint(999, value).toBytes();
      ProtoBytes graph = new ProtoBytes().bytes(5, tensor);
      Files.write(
          folder.resolve(value + ".onnx"),
          new ProtoBytes().varint(1, 8).message(7, graph).toBytes());
    }
    pair("equal", folder.resolve("5.onnx"), folder.resolve("5.onnx"));
    pair("equal", folder.resolve("5.onnx"), folder.resolve("6.onnx"));
    pair("weights", folder.resolve("5.onnx"), folder.resolve("6.onnx"));
    assertThat(verdicts())
        .endsWith("equal\tdifferent\t1", "equal\tequal\t1", "weights\tdifferent\t1");
  }

  private void comeBackTheSame(List<Path> models) throws IOException {
    for (Path file : models) {
      Model model = OnnxIo.read(file);
      pair("equal", file, write(model, WriteOptions.asIs()));
      pair("equal", file, write(model.copy(), WriteOptions.asIs()));
      Path outside = write(model, OUTSIDE);
      pair("weights", file, outside);
      pair("weights", file, write(OnnxIo.read(outside), WriteOptions.inside()));
    }
    assertThat(verdicts())
        .containsExactly(
            "equal\tequal\t" + 2 * models.size(), "weights\tequal\t" + 2 * models.size());
  }

  private Path write(Model model, WriteOptions options) throws IOException {
    Path file = Files.createDirectory(folder.resolve("" + written++)).resolve("m.onnx");
    OnnxIo.write(model, file, options);
    return file;
  }

  private void pair(String how, Path one, Path other) {
    pairs.add(how + "\t" + one + "\t" + other);
  }

  private List<String> verdicts() throws IOException {
    return Oracle.run("compare.py", Files.write(folder.resolve("pairs.txt"), pairs));
  }
}
