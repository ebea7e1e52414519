package dev.oplab.ort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Datum;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.ort.compare.Compare;
import dev.oplab.ort.compare.Comparison;
import dev.oplab.ort.compare.Tolerance;
import dev.oplab.ort.feed.Feed;
import dev.oplab.ort.tensor.SavedTensors;
import dev.oplab.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The models that may lie beside the project, against what PyTorch made of them.
final class SharedModelsTest {
  /// PyTorch and ONNX Runtime add in another order.
  private static final Tolerance TOLERANCE = Tolerance.of(1e-3, 1e-4);

  @Test
  void everyModelThatCanRunPutsOutWhatWasStored() throws IOException, InterruptedException {
    int run = 0;
    for (Path file : models()) {
      if (file.getFileName().toString().startsWith("custom-op")) {
        continue; // its only operator is one that nobody implements
      }
      assertThat(compare(file).failures()).as(file.toString()).isEmpty();
      run++;
    }
    assertThat(run).isGreaterThanOrEqualTo(10);
  }

  private static Comparison compare(Path file) throws InterruptedException {
    Model model = OnnxIo.read(file);
    Path folder = file.toAbsolutePath().getParent();
    RunResult result =
        OrtRunner.run(
            model,
            Feed.random(0).give("", folder.resolve("input0.npy")),
            RunOptions.defaults());
    Map<String, Datum> expected = new LinkedHashMap<>();
    for (String output : result.outputs().keySet()) {
      Path saved = folder.resolve("output" + expected.size() + ".npy");
      expected.put(output, SavedTensors.arrays(saved).values().iterator().next());
    }
    return Compare.saved(result, expected, TOLERANCE);
  }

  private static List<Path> models() throws IOException {
    try (Stream<Path> files = Files.walk(Fixtures.sharedModel(""))) {
      return files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
    }
  }
}
