package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples with which graph surgery is taught, as docs/GRAPHSURGEON.md shows them: its Java
/// blocks are run, one after the other, as the cells of a notebook.
class CourseExamplesTest {
  private static final Pattern BLOCK =
      Pattern.compile("```(java|python)\n(.*?)```", Pattern.DOTALL);

  @TempDir static Path folder;

  @BeforeAll
  static void thePageIsRun() throws IOException {
    swinBlock().save(folder.resolve("swin.onnx"));
    minMax().save(folder.resolve("minmax.onnx"));
    norm().save(folder.resolve("norm.onnx"));
    try (JShell shell = JShell.builder().executionEngine("local").build()) {
      Stream.of(
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                  .split(System.getProperty("path.separator")))
          .forEach(shell::addToClasspath);
      for (String block : blocks("java")) {
        run(shell, block.replaceAll("\"(\\w+\\.onnx)\"", "\"" + folder + "/$1\""));
      }
    }
  }

  @AfterAll
  static void forget() {
    List.of("add", "mul", "gemm", "relu", "clip", "layer_norm").forEach(Surgeon::unregister);
  }

  private static String page() throws IOException {
    return Files.readString(Fixtures.projectRoot().resolve("docs/GRAPHSURGEON.md"));
  }

  private static List<String> blocks(String language) throws IOException {
    return BLOCK
        .matcher(page())
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  private static void run(JShell shell, String code) {
    String rest = code;
    while (!rest.isBlank()) {
      SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      for (SnippetEvent event : shell.eval(next.source() == null ? rest : next.source())) {
        assertThat(event.exception()).as(event.snippet().source()).isNull();
        assertThat(event.status())
            .as(() -> event.snippet().source() + shell.diagnostics(event.snippet()).toList())
            .isIn(Snippet.Status.VALID, Snippet.Status.OVERWRITTEN);
      }
      rest = next.remaining();
    }
  }

  /// What the page opens: models with the names of those that the course opens.
  private static Surgeon swinBlock() {
    Surgeon g = Surgeon.create(12);
    Value image = g.input("input0", DataType.FLOAT, 1, 3, 224, 224);
    Value conv =
        g.layer("Conv").in(image, new float[24][3][4][4]).attr("strides", 4, 4).out("conv");
    Value x =
        g.layer("Transpose")
            .in(conv)
            .attr("perm", 0, 2, 3, 1)
            .out("/patch_embed/Transpose_output_0");
    Value y = norm(g, x, 24, "/patch_embed/norm/Add_1_output_0");
    return g.outputs(g.layer("Relu").in(y).out("output0"));
  }

  private static Surgeon norm() {
    Surgeon g = Surgeon.create(12);
    Value x =
        g.layer("Transpose")
            .in(g.input("input0", DataType.FLOAT, 1, 3, 25))
            .attr("perm", 0, 2, 1)
            .out("/Transpose_output_0");
    return g.outputs(g.layer("Relu").in(norm(g, x, 3, "/norm/Add_1_output_0")).out("output0"));
  }

  private static Value norm(Surgeon g, Value x, int width, String name) {
    Value scale = g.constant("norm.weight", Tensor.randn(DataType.FLOAT, width));
    Value bias = g.constant("norm.bias", Tensor.randn(DataType.FLOAT, width));
    List<Integer> last = List.of(-1);
    Value centred =
        g.layer("Sub").in(x, g.layer("ReduceMean").in(x).attr("axes", last).out()).out();
    Value square = g.layer("Pow").in(centred, 2f).out();
    Value variance = g.layer("ReduceMean").in(square).attr("axes", last).out();
    Value deviation = g.layer("Sqrt").in(g.layer("Add").in(variance, 1e-5f).out()).out();
    Value normal = g.layer("Div").in(centred, deviation).out();
    return g.layer("Add").in(g.layer("Mul").in(normal, scale).out(), bias).out(name);
  }

  private static Surgeon minMax() {
    Surgeon g = Surgeon.create(13);
    Value id = g.layer("Identity").in(g.input("x", DataType.FLOAT, 4, 4)).out("identity_out");
    Value min = g.layer("Min").in(id, g.constant("high", 6f)).out("min_out");
    Value max = g.layer("Max").in(min, g.constant("low", 0f)).out("max_out");
    Value other = g.layer("Neg").in(id).out("other");
    return g.outputs(g.layer("Identity").in(max).out("y"), other);
  }

  private static Model saved(String name) {
    return OnnxIo.read(folder.resolve(name));
  }

  @Test
  void aConvolutionIsCreated() {
    Model model = saved("conv.onnx");
    Node conv = model.graph().nodes().getFirst();
    assertThat(conv.opType()).isEqualTo("Conv");
    assertThat(conv.input(1).orElseThrow()).hasToString("'W': float32[5, 3, 3, 3]");
    assertThat(model.graph().outputs().getFirst()).hasToString("'Y': float32[1, 5, 222, 222]");
  }

  @Test
  void aNetworkIsBuiltFromRegisteredFunctions() {
    Model model = saved("net.onnx");
    assertThat(Nets.ops(model.graph())).containsExactly("Gemm", "Add", "Relu", "Mul", "Add");
    assertThat(model.graph().outputs().getFirst()).hasToString("'add_out_1': float32[64, 64]");
  }

  @Test
  void aLayerNormIsCutOutOfABiggerModel() {
    Model block = saved("block.onnx");
    assertThat(Nets.ops(block.graph()))
        .containsExactly(
            "ReduceMean", "Sub", "Pow", "ReduceMean", "Add", "Sqrt", "Div", "Mul", "Add");
    assertThat(block.graph().inputs())
        .extracting(Value::toString)
        .containsExactly("'/patch_embed/Transpose_output_0': float32[1, 56, 56, 24]");
    assertThat(block.graph().outputs().getFirst().type()).hasToString("float32[1, 56, 56, 24]");
  }

  @Test
  void aMinMaxPairIsReplacedByAClip() {
    Model model = saved("clip.onnx");
    assertThat(Nets.ops(model.graph())).containsExactly("Identity", "Clip", "Neg", "Identity");
    Node clip = model.graph().nodes().get(1);
    assertThat(clip.inputs())
        .extracting(i -> i.orElseThrow().name())
        .containsExactly("identity_out", "low", "high");
    assertThat(clip.output().name()).isEqualTo("max_out");
    assertThat(model.graph().value("other").orElseThrow().i().name()).isEqualTo("identity_out");
  }

  @Test
  void aDecomposedLayerNormIsReplacedByNameAndByPattern() {
    for (String file : List.of("fused.onnx", "rewritten.onnx")) {
      Model model = saved(file);
      assertThat(Nets.ops(model.graph()))
          .containsExactly("Transpose", "LayerNormalization", "Relu");
      Node norm = model.graph().nodes().get(1);
      assertThat(norm.output().name()).isEqualTo("/norm/Add_1_output_0");
      assertThat(norm.attributes()).containsOnlyKeys("axis", "epsilon");
      assertThat(model.graph().initializers())
          .extracting(Tensor::name)
          .containsExactly("norm.weight", "norm.bias");
      assertThat(model.header().opsets()).containsEntry("", 17L);
    }
  }

  @Test
  void inJavaTheyAreAsShortAsThePageSaysAndShorterThanInPython() throws IOException {
    List<Integer> python = blocks("python").stream().map(CourseExamplesTest::lines).toList();
    List<Integer> java =
        blocks("java").stream().skip(1).limit(5).map(CourseExamplesTest::lines).toList();
    List<String> told = new ArrayList<>();
    for (MatchResult row :
        Pattern.compile("\\| \\d\\. .* \\| (\\d+) \\| (\\d+) \\|")
            .matcher(page())
            .results()
            .toList()) {
      told.add(row.group(1) + " " + row.group(2));
    }
    for (int i = 0; i < 5; i++) {
      assertThat(told.get(i)).isEqualTo(python.get(i) + " " + java.get(i));
      assertThat(java.get(i)).isLessThan(python.get(i));
    }
  }

  private static int lines(String block) {
    return (int) block.lines().filter(line -> !line.isBlank()).count();
  }
}
