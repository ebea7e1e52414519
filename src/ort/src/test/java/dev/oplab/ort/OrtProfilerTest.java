package dev.oplab.ort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.NpyIo;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.ort.ProfileOptions.Optimization;
import dev.oplab.profile.EngineProfile;
import dev.oplab.profile.EngineProfile.Capability;
import dev.oplab.profile.EngineProfile.Setting;
import dev.oplab.profile.Layer;
import dev.oplab.profile.Layer.Kind;
import dev.oplab.testkit.Fixtures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class OrtProfilerTest {
  @TempDir private Path folder;

  @AfterEach
  void backToTheWorker() {
    System.clearProperty("oplab.worker");
  }

  @ParameterizedTest
  @EnumSource(Optimization.class)
  void everyLayerOfARealNetworkIsTimedAndKnown(Optimization level) throws InterruptedException {
    EngineProfile profile = profile(OnnxIo.read(Fixtures.mobilenet()), options(level));
    assertThat(profile.layers()).hasSizeGreaterThan(100);
    assertThat(profile.layerSum()).isPositive();
    assertThat(profile.endToEnd().orElseThrow().mean()).isPositive();
    assertThat(profile.endToEnd().orElseThrow().count()).isEqualTo(3);
    assertThat(profile.profiled().orElseThrow().mean()).isGreaterThanOrEqualTo(profile.layerSum());
    assertThat(profile.capabilities()).contains(Capability.ORIGINS, Capability.SHAPES);
    assertThat(profile.layers())
        .allSatisfy(layer -> {
          assertThat(layer.name()).isNotEmpty();
          assertThat(layer.type()).isNotEmpty();
          assertThat(layer.time().count()).isEqualTo(3);
          assertThat(layer.outputs()).isNotEmpty();
          assertThat(layer.outputs().getFirst().name()).isNotEmpty();
          assertThat(layer.details()).containsEntry("provider", "CPUExecutionProvider");
          assertThat(layer.kind()).isNotEqualTo(Kind.UNKNOWN);
          assertThat(layer.origins().isEmpty()).isEqualTo(layer.kind() == Kind.INSERTED);
        });
    assertThat(profile.layers())
        .filteredOn(layer -> layer.type().endsWith("Conv"))
        .hasSize(52)
        .allSatisfy(
            layer -> assertThat(layer.origins()).anyMatch(origin -> origin.endsWith("Conv")));
  }

  @Test
  void withoutOptimisationTheLayersAreTheModelsNodes() throws InterruptedException {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    EngineProfile profile = profile(model, options(Optimization.NONE));
    assertThat(profile.layers())
        .extracting(Layer::name)
        .containsExactlyInAnyOrderElementsOf(
            model.graph().nodes().stream().map(node -> node.name()).toList());
  }

  @Test
  void theStructureIsTheSameEachTime() throws InterruptedException {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    assertThat(structure(profile(model, options(Optimization.EXTENDED))))
        .isEqualTo(structure(profile(model, options(Optimization.EXTENDED))));
  }

  @ParameterizedTest
  @CsvSource({
    "vit-micro/vit-micro-opset17.onnx",
    "swin-micro/swin-micro-opset12.onnx",
    "gpt-micro/gpt-micro-opset17.onnx"
  })
  void onlyLayoutNodesOfTransformersHaveNoOrigin(String file) throws InterruptedException {
    Model model = OnnxIo.read(Fixtures.sharedModel(file));
    EngineProfile profile = profile(model, options(Optimization.ALL));
    assertThat(profile.layers()).noneMatch(layer -> layer.kind() == Kind.UNKNOWN);
    assertThat(profile.layers())
        .filteredOn(layer -> layer.kind() == Kind.INSERTED)
        .extracting(Layer::type)
        .isSubsetOf("Reshape", "ReorderInput", "ReorderOutput", "Transpose");
    assertThat(profile.notes()).noneMatch(note -> note.contains("without a trace"));
  }

  @Test
  void whatALoopExecutesHasItsOwnRowsAndIsNotCountedTwice() throws InterruptedException {
    EngineProfile profile =
        profile(TestModels.read(TestModels.loop(), folder), options(Optimization.ALL));
    assertThat(profile.layers())
        .extracting(Layer::type)
        .containsExactlyInAnyOrder("Loop", "Identity", "Mul", "Relu", "Add", "Neg");
    assertThat(profile.layers().getFirst().type()).isEqualTo("Loop");
    for (Layer layer : profile.layers()) {
      boolean inside = List.of("Identity", "Mul", "Relu", "Add").contains(layer.type());
      assertThat(layer.details().get("inside")).isEqualTo(inside ? "again" : null);
      assertThat(layer.details().get("calls per run")).isEqualTo(inside ? "3" : null);
    }
    assertThat(profile.layers())
        .filteredOn(layer -> layer.type().equals("Relu"))
        .flatExtracting(Layer::origins)
        .containsExactly("r");
    assertThat(profile.profiled().orElseThrow().mean()).isGreaterThanOrEqualTo(profile.layerSum());
    assertThat(profile.notes()).anyMatch(note -> note.contains("counts only its own time"));
  }

  @Test
  void valuesComeFromNumPyFilesAndTheSettingsSaySo() throws InterruptedException {
    Path x = folder.resolve("my x.npy");
    NpyIo.write(Tensor.of("x", new float[12], 4, 3), x);
    ProfileOptions options =
        new ProfileOptions(Map.of(), Map.of("x", x), 5, 0, 2, 0, Optimization.ALL);
    EngineProfile profile = profile(TestModels.read(TestModels.add(), folder), options);
    assertThat(profile.settings())
        .contains(
            new Setting("input x", "float32[4, 3], " + x),
            new Setting("input z", "float32[4, 3], random, seed 5"),
            new Setting("threads", "ONNX Runtime's choice"),
            new Setting("iterations", "2"));
    assertThat(profile.layers().getFirst().inputs())
        .extracting(input -> input.name() + input.shape().orElseThrow() + input.dataType())
        .containsExactly("x[4, 3]float32", "z[4, 3]float32");
  }

  @Test
  void aNumPyFileThatDoesNotFitIsRefused() {
    Path file = folder.resolve("x.npy");
    NpyIo.write(Tensor.of("x", new double[3], 1, 3), file);
    Model model = TestModels.read(TestModels.add(), folder);
    assertProblem(model, file, Map.of(), "input 'x': expected float32, found float64");
    NpyIo.write(Tensor.of("x", new float[4], 1, 4), file);
    assertProblem(model, file, Map.of(), "dimension 1 is fixed: found 4, expected 3");
    assertProblem(model, file, Map.of("x", List.of(2L, 3L)), "expected shape [2, 3] as asked for");
    assertProblem(model, folder.resolve("no.npy"), Map.of(), "no.npy");
  }

  @Test
  void openDimensionsThatBecameOneAreNoted() throws InterruptedException {
    Model model = TestModels.read(TestModels.add(), folder);
    assertThat(profile(model, options(Optimization.ALL)).notes())
        .contains(
            "Dimensions the model leaves open were set to 1: x[0] (N), z[0] (N). Give others with --shapes NAME:1x3x224x224.");
  }

  @Test
  void progressGoesThroughItsPhases() throws InterruptedException {
    List<String> phases = new ArrayList<>();
    OrtProfiler.profile(
        TestModels.read(TestModels.add(), folder),
        options(Optimization.ALL),
        (phase, done, total) -> {
          if (!phases.contains(phase)) {
            phases.add(phase);
          }
          assertThat(done).isBetween(0, total);
        });
    assertThat(phases)
        .containsExactly(
            "starting ONNX Runtime", "loading", "timing", "profiling", "reading the profile");
  }

  @Test
  void itAlsoWorksInThisVeryProcess() throws InterruptedException {
    System.setProperty("oplab.worker", "in-process");
    EngineProfile profile =
        profile(TestModels.read(TestModels.add(), folder), options(Optimization.ALL));
    assertThat(profile.layers()).extracting(Layer::name).containsExactly("plus");
  }

  @Test
  void optionsThatCannotBeAreRefused() {
    Model model = TestModels.read(TestModels.add(), folder);
    ProfileOptions none = new ProfileOptions(Map.of(), Map.of(), 0, 0, 0, 1, Optimization.ALL);
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> profile(model, none))
        .withMessageContaining("found 0 iterations")
        .withMessageContaining("Fix: ");
  }

  private static void assertProblem(
      Model model, Path file, Map<String, List<Long>> shapes, String problem) {
    ProfileOptions options =
        new ProfileOptions(shapes, Map.of("x", file), 0, 0, 1, 1, Optimization.ALL);
    assertThatExceptionOfType(OrtException.class)
        .isThrownBy(() -> profile(model, options))
        .withMessageContaining(problem);
  }

  private static List<String> structure(EngineProfile profile) {
    return profile.layers().stream()
        .map(layer -> layer.name() + layer.type() + layer.kind() + layer.origins() + layer.inputs())
        .toList();
  }

  private static EngineProfile profile(Model model, ProfileOptions options)
      throws InterruptedException {
    return OrtProfiler.profile(model, options, OrtProfiler.Progress.NONE);
  }

  private static ProfileOptions options(Optimization level) {
    return new ProfileOptions(Map.of(), Map.of(), 0, 1, 3, 1, level);
  }
}
