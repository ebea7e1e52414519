package dev.oplab.ort.compare;

import static dev.oplab.testkit.OnnxBytes.FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.ort.OrtException;
import dev.oplab.ort.ProfileOptions.Optimization;
import dev.oplab.ort.RunOptions;
import dev.oplab.ort.feed.Feed;
import dev.oplab.testkit.Fixtures;
import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelCompareTest {
  private static final CompareOptions OPTIONS = CompareOptions.defaults();

  @TempDir private Path folder;
  private int models;

  /// `y = relu(x * w) + w`, its values called as `names` says: input, product, relu, output.
  private Model chain(float second, String... names) {
    GraphBytes graph =
        new GraphBytes("chain")
            .input(names[0], FLOAT, 2)
            .output(names[3], FLOAT, 2)
            .initializer("w", new float[] {2, second}, 2)
            .node(NodeBytes.of("Mul").name("scale").inputs(names[0], "w").outputs(names[1]))
            .node(NodeBytes.of("Relu").name("cut").inputs(names[1]).outputs(names[2]))
            .node(NodeBytes.of("Add").name("shift").inputs(names[2], "w").outputs(names[3]));
    return OnnxIo.read(
        OnnxBytes.model(graph).write(folder.resolve("m" + models++ + ".onnx")));
  }

  @Test
  void aModelIsEqualToItself() throws InterruptedException {
    Model model = chain(3, "x", "a", "b", "y");
    ModelComparison result = Compare.models(model, model, Feed.random(3), OPTIONS);
    assertThat(result.passed()).isTrue();
    assertThat(result).hasToString("y: equal");
    assertThat(result.layers()).isEmpty();
  }

  @Test
  void anOutputThatDiffersIsFound() throws InterruptedException {
    ModelComparison result =
        Compare.models(
            chain(3.5f, "x", "a", "b", "y"), chain(3, "x", "a", "b", "y"), Feed.random(3), OPTIONS);
    assertThat(result.passed()).isFalse();
    assertThat(result.outputs().failures().getFirst().maxAbsolute()).isGreaterThan(0.5);
  }

  @Test
  void theFirstLayerThatDiffersIsFound() throws InterruptedException {
    ModelComparison result =
        Compare.models(
            chain(3.5f, "x", "a", "b", "y"),
            chain(3, "x", "a", "b", "y"),
            Feed.random(3),
            OPTIONS.withLayers());
    assertThat(result.layers())
        .extracting(layer -> layer.node() + " " + layer.comparison().name())
        .containsExactly("scale a", "cut b", "shift y");
    LayerComparison first = result.firstDifferent().orElseThrow();
    assertThat(first.operator()).isEqualTo("Mul");
    assertThat(first.byName()).isTrue();
    assertThat(result.notes())
        .anyMatch(note -> note.startsWith("3 of the 3 values inside m0.onnx have a counterpart"));
  }

  @Test
  void whereNamesDifferTheStructureTellsWhatBelongsTogether() throws InterruptedException {
    ModelComparison result =
        Compare.models(
            chain(3.5f, "x", "a", "b", "y"),
            chain(3, "in", "p", "q", "out"),
            Feed.random(3),
            OPTIONS.withLayers());
    assertThat(result.layers())
        .extracting(layer -> layer.comparison().name() + " " + layer.comparison().expectedName())
        .containsExactly("a p", "b q", "y out");
    assertThat(result.layers()).noneMatch(LayerComparison::byName);
    assertThat(result.notes())
        .contains(
            "Input 'x' of m0.onnx goes with 'in' of m1.onnx, by its place.",
            "Output 'y' of m0.onnx goes with 'out' of m1.onnx, by its place.");
    assertThat(result.outputs().outputs().getFirst().expectedName()).isEqualTo("out");
  }

  @Test
  void modelsWithOtherInputsAreNotCompared() {
    Model two =
        OnnxIo.read(
            OnnxBytes.model(
                    new GraphBytes("g")
                        .input("p", FLOAT, 2)
                        .input("q", FLOAT, 2)
                        .output("y", FLOAT, 2)
                        .node(NodeBytes.of("Add").inputs("p", "q").outputs("y")))
                .write(folder.resolve("two.onnx")));
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() ->
            Compare.models(chain(3, "x", "a", "b", "y"), two, Feed.random(0), OPTIONS))
        .withMessageContaining("two.onnx > input 'p': nothing was given for it; m0.onnx has the")
        .withMessageContaining("Fix: ");
  }

  @Test
  void outputsThatOneModelLacksDoNotPass() throws InterruptedException {
    Model both =
        OnnxIo.read(
            OnnxBytes.model(
                    new GraphBytes("g")
                        .input("x", FLOAT, 2)
                        .output("y", FLOAT, 2)
                        .output("z", FLOAT, 2)
                        .node(NodeBytes.of("Neg").inputs("x").outputs("y"))
                        .node(NodeBytes.of("Abs").inputs("x").outputs("z")))
                .write(folder.resolve("both.onnx")));
    Model one =
        OnnxIo.read(
            OnnxBytes.model(
                    new GraphBytes("g")
                        .input("x", FLOAT, 2)
                        .output("y", FLOAT, 2)
                        .node(NodeBytes.of("Neg").inputs("x").outputs("y")))
                .write(folder.resolve("one.onnx")));
    assertThat(Compare.models(one, both, Feed.random(0), OPTIONS).outputs())
        .hasToString("y: equal\nz: expected float32[2], and there is no 'z'");
    assertThat(Compare.models(both, one, Feed.random(0), OPTIONS).outputs())
        .hasToString("y: equal\nz: found float32[2], and nothing called 'z' was expected");
  }

  @Test
  void aRealNetworkIsTheSameWithAndWithoutOptimisation() throws InterruptedException {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    CompareOptions options =
        CompareOptions.defaults()
            .tolerance(Tolerance.of(1e-3, 1e-3))
            .runs(
                RunOptions.defaults(), RunOptions.defaults().optimization(Optimization.NONE));
    ModelComparison result = Compare.models(model, model, Feed.random(1), options.withLayers());
    assertThat(result.passed()).isTrue();
    assertThat(result.layers()).hasSizeGreaterThan(140).allMatch(LayerComparison::byName);
    assertThat(result.firstDifferent()).isEmpty();
    assertThat(List.of(result.found().model(), result.expected().model()))
        .containsOnly("mobilenet-v3-small.onnx");
  }
}
