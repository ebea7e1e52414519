package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.WriteOptions;
import dev.oplab.surgeon.pass.PassManager;
import dev.oplab.surgeon.pass.Passes;
import dev.oplab.testkit.Fixtures;
import dev.oplab.testkit.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models that are opened, edited and saved pass ONNX's checker as the originals do, and give the
/// same outputs in Python's ONNX Runtime: the models of ONNX's backend tests on the inputs that are
/// stored with them, and those beside the project on random ones.
class EditedModels_OracleTest {
  /// Shapes stay inside: the runtime looks for them there only.
  private static final WriteOptions OUTSIDE = WriteOptions.external().threshold(100).alignment(64);

  @TempDir Path folder;

  private final List<String> pairs = new ArrayList<>();

  @Test
  void theModelsOfTheBackendTestsComputeTheSame() throws IOException {
    assertThat(edited(Oracle.corpus())).isGreaterThan(1_700);
  }

  @Test
  void theModelsBesideTheProjectComputeTheSame() throws IOException {
    Oracle.python();
    assertThat(edited(Oracle.modelsIn(Fixtures.sharedModel("")))).isPositive();
  }

  @Test
  void aModelThatComputesSomethingElseWouldBeSeen() throws IOException {
    Path file = Fixtures.mobilenet();
    Model changed = OnnxIo.read(file);
    Surgeon surgeon = Surgeon.of(changed);
    surgeon.insertAfter(changed.graph().outputs().getFirst(), "Neg");
    save(file, "changed", changed, WriteOptions.asIs());
    Model invalid = OnnxIo.read(file);
    invalid.graph().nodes().getFirst().attribute("no_such_attribute", 1);
    save(file, "invalid", invalid, WriteOptions.asIs());
    assertThat(Oracle.run("judge.py", Files.write(folder.resolve("pairs"), pairs)))
        .contains("edited\tdifferent\t1", "edited\tnot valid\t1");
  }

  /// {@return how many of the models can be judged, all edits of which compute the same}
  private int edited(List<Path> models) throws IOException {
    for (int i = 0; i < models.size(); i++) {
      Path file = models.get(i);
      Model renamed = OnnxIo.read(file);
      GenericEdits.renameAll(renamed, i % 2 == 0);
      GenericEdits.reverseNodes(renamed);
      Surgeon.of(renamed).toposort().cleanup();
      save(file, i + "-renamed", renamed.copy(), WriteOptions.asIs());

      Model replaced = OnnxIo.read(file);
      GenericEdits.replaceNodes(replaced);
      GenericEdits.insertIdentities(replaced);
      save(file, i + "-replaced", replaced, OUTSIDE);

      Model passed = OnnxIo.read(file);
      PassManager.of(List.copyOf(Passes.all().values())).run(passed);
      save(file, i + "-passed", passed, WriteOptions.inside());
    }
    Path list = Files.write(folder.resolve("pairs"), pairs);
    List<String> verdicts = Oracle.run("judge.py", list);
    assertThat(verdicts).noneMatch(verdict -> verdict.startsWith("fault"));
    int run = count(verdicts, "originals\trun\t");
    assertThat(count(verdicts, "edited\tequal\t") + count(verdicts, "edited\tclose\t"))
        .isEqualTo(3 * run);
    return run;
  }

  private static int count(List<String> verdicts, String what) {
    return verdicts.stream()
        .filter(verdict -> verdict.startsWith(what))
        .mapToInt(verdict -> Integer.parseInt(verdict.substring(what.length())))
        .sum();
  }

  private void save(Path original, String name, Model model, WriteOptions options)
      throws IOException {
    Path file = Files.createDirectory(folder.resolve(name)).resolve("m.onnx");
    OnnxIo.write(model, file, options);
    pairs.add(original + "\t" + file);
  }
}
