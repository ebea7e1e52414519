package dev.oplab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.testkit.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/// The first notebook, executed by `oplab run` in the real kernel.
class FirstLookNotebookTest {
  @TempDir static Path folder;
  static List<Cell> cells;
  static Model model;

  @BeforeAll
  static void executeTheNotebook() throws Exception {
    String launcher = System.getenv("OPLAB_LAUNCHER");
    assumeTrue(launcher != null, "no launcher: run ./oplab test");
    Path notebooks = Fixtures.projectRoot().resolve("notebooks");
    Path executed = folder.resolve("executed.ipynb");
    Process run =
        new ProcessBuilder(
                Objects.requireNonNull(launcher),
                "run",
                notebooks.resolve("00-first-look.ipynb").toString(),
                "--output",
                executed.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("run.log").toFile())
            .start();
    assertThat(run.waitFor()).as(Files.readString(folder.resolve("run.log"))).isZero();
    cells = cells(executed);
    model = OnnxIo.read(notebooks.resolve("models/mobilenet-v3-small.onnx"));
  }

  @Test
  void noCellPutsOutAnErrorOrAWarning() {
    assertThat(cells).isNotEmpty();
    assertThat(cells)
        .allSatisfy(cell ->
            assertThat(cell.outputs())
                .as(cell.source())
                .noneMatch(output -> "error".equals(output.get("output_type")))
                .noneMatch(output -> "stderr".equals(output.get("name"))));
  }

  @Test
  void theOperatorTableCountsTheNodesOfTheModel() {
    String shown = String.join("\n", cell("%onnx show").rendered("text/plain"));
    Map<String, Long> counts =
        model.allNodes().stream()
            .collect(Collectors.groupingBy(Node::opType, Collectors.counting()));
    assertThat(counts).isNotEmpty();
    assertThat(counts)
        .allSatisfy((operator, count) ->
            assertThat(shown).containsPattern("(?m)^" + operator + " +" + count + " "));
  }

  @Test
  void theLayerTableAccountsForTheNodesOfTheModel() {
    String table = // a slow machine shows a line of progress as well
        cell("%ort profile").rendered("text/plain").stream()
            .filter(text -> text.contains("layers in execution order"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no layer table"));
    Matcher title = Pattern.compile("(\\d+) layers in execution order").matcher(table);
    assertThat(title.find()).as(table).isTrue();
    int layers = Integer.parseInt(title.group(1));
    assertThat(layers).isBetween(90, model.graph().nodes().size());
    assertThat(table)
        .contains("mean ms", "median ms", "share", "100.0%", "Sum of layers", "End to end");
    assertThat(table).containsPattern("(?m)^ *" + (layers - 1) + " .*Gemm");
    String html = cell("%ort profile").rendered("text/html").getFirst();
    assertThat(html).contains("<table").doesNotContain("<script", "<style");
    assertThat(cell("%ort profile").rendered("text/html"))
        .as("the table asked for, alone")
        .hasSize(1);
  }

  @Test
  void theChartsAreThereAsSvgAndPng() throws Exception {
    for (String source : List.of("Charts.latency(profile)", "Charts.latencyByType(profile)")) {
      Cell cell = cell(source);
      String svg = cell.rendered("image/svg+xml").getFirst();
      var document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg)));
      assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
      assertThat(svg).contains("Conv");
      byte[] png = Base64.getMimeDecoder().decode(cell.rendered("image/png").getFirst());
      assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isGreaterThan(800);
    }
  }

  private static Cell cell(String start) {
    return cells.stream()
        .filter(cell -> cell.source().startsWith(start))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cell starts with " + start));
  }

  @SuppressWarnings("unchecked")
  private static List<Cell> cells(Path notebook) throws IOException {
    List<Map<String, Object>> all =
        (List<Map<String, Object>>)
            Objects.requireNonNull(JSON.std.mapFrom(Files.readString(notebook)).get("cells"));
    return all.stream()
        .filter(cell -> "code".equals(cell.get("cell_type")))
        .map(cell ->
            new Cell(
                text(cell.get("source")),
                (List<Map<String, Object>>) Objects.requireNonNull(cell.get("outputs"))))
        .toList();
  }

  /// A notebook keeps text as one string or as a list of lines.
  private static String text(@Nullable Object lines) {
    return lines instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining())
        : String.valueOf(lines);
  }

  record Cell(String source, List<Map<String, Object>> outputs) {
    /// {@return the renderings of MIME type `mime`, one an output}
    List<String> rendered(String mime) {
      return outputs.stream()
          .map(output -> output.get("data"))
          .filter(data -> data instanceof Map<?, ?> map && map.containsKey(mime))
          .map(data -> text(Objects.requireNonNull(((Map<?, ?>) data).get(mime))))
          .toList();
    }
  }
}
