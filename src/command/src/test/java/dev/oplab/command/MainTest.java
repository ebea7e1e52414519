package dev.oplab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.oplab.testkit.Fixtures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  private static final String MODEL = Fixtures.mobilenet().toString();
  @TempDir Path folder;

  private record Ran(int status, String out, String err) {}

  private static Ran oplab(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status = Main.run(Arrays.asList(words), stream(out), stream(err));
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void aResultGoesToStandardOutputAlone() {
    Ran ran = oplab("onnx", "show", MODEL);
    assertThat(ran.status()).isZero();
    assertThat(ran.out()).contains("mobilenet-v3-small.onnx", "input0", "HardSigmoid");
    assertThat(ran.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          onx               | oplab: no command 'onx'. Did you mean onnx? | oplab --help
          show              | oplab: no command 'show'. Did you mean onnx show? | oplab --help
          onnx shwo         | oplab onnx: no command 'shwo'. Did you mean show? | oplab onnx --help
          onnx show         | oplab onnx show: MODEL is missing. | oplab onnx show --help
          onnx show m --nodse | oplab onnx show: unknown option --nodse. Did you mean --nodes? | oplab onnx show --help
          onnx show m -o x.pdf | oplab onnx show: --output: expected a file name ending in .json, .csv, .md, .txt, .html, found 'x.pdf'. | oplab onnx show --help
          onnx show m --json --csv | oplab onnx show: --json and --csv exclude each other; write one to a file with -o FILE. | oplab onnx show --help
          onnx show m --table nodez | oplab onnx show: --table: expected one of nodes, weights, operators, inputs, outputs, model, found 'nodez'. Did you mean nodes? | oplab onnx show --help
          onnx show m --as x | oplab onnx show: --as gives the result to a Java variable, which only a notebook has; use -o FILE here. | oplab onnx show --help
          run x.ipynb       | oplab: 'run' is done by the launcher script, on a terminal: oplab run. | oplab --help
          """)
  void wrongUsageIsOneLineWithTheWayToItsHelpAndStatusTwo(
      String line, String message, String help) {
    Ran ran = oplab(line.split(" "));
    assertThat(ran.err().lines()).containsExactly(message, "Fix: see '" + help + "'.");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.status()).isEqualTo(2);
  }

  @Test
  void workThatFailedIsStatusOneWithoutATrace() {
    Ran ran = oplab("onnx", "show", folder.resolve("none.onnx").toString());
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("none.onnx", "Fix:").doesNotContain("\tat ");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void debugShowsTheTrace() {
    Ran ran = oplab("onnx", "show", folder.resolve("none.onnx").toString(), "--debug");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("Fix:", "\tat dev.oplab.onnx.OnnxIo.read");
  }

  @Test
  void jsonIsOneObjectWithRowsUnderTheirNames() throws IOException {
    Map<String, Object> json = JSON.std.mapFrom(oplab("onnx", "show", MODEL, "--json").out());
    assertThat(json)
        .containsOnlyKeys("model", "inputs", "outputs", "opsets", "operators", "nodes", "weights");
    assertThat((List<?>) json.get("nodes")).hasSize(146);
    assertThat(json).extractingByKey("model").asString().contains("bytes=6491350");
  }

  @Test
  void aFileIsWrittenAndOneLineSaysSo() {
    Path file = folder.resolve("nodes.csv");
    Ran ran = oplab("onnx", "show", MODEL, "-o", file.toString());
    assertThat(ran.out()).isEqualTo("Wrote " + file + " (146 rows)\n");
    assertThat(file).content().startsWith("index,name,operator,").hasLineCount(147);
  }

  @Test
  void whatIsPrintedForProgramsStaysCleanWhenFilesAreWrittenToo() throws IOException {
    Path page = folder.resolve("x.html");
    Ran ran = oplab("onnx", "show", MODEL, "--json", "--html", page.toString());
    assertThat(JSON.std.mapFrom(ran.out())).containsKey("nodes");
    assertThat(ran.err()).startsWith("Wrote " + page);
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>");
  }

  @Test
  void aFolderThatIsNotThereFailsBeforeTheWork() {
    Ran ran = oplab("onnx", "show", "none.onnx", "-o", folder.resolve("no/x.csv").toString());
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("there is no folder");
  }

  @Test
  void theTableForCsvCanBeChosen() {
    assertThat(oplab("onnx", "show", MODEL, "--csv", "--table", "operators").out())
        .startsWith("operator,domain,count,share\r\nConv,,52,");
    assertThat(oplab("onnx", "show", MODEL, "--weights", "--csv").out()).startsWith("name,");
    assertThat(oplab("onnx", "show", MODEL, "--markdown", "--table", "inputs").out())
        .contains("| name | type | shape |");
  }

  @Test
  void aTableAskedForIsShownAlone() {
    assertThat(oplab("onnx", "show", MODEL, "--table", "inputs").out())
        .contains("input0")
        .doesNotContain("IR version", "HardSigmoid");
    assertThat(oplab("onnx", "show", MODEL, "--op", "Gemm").out())
        .contains("2 of 146 nodes are Gemm")
        .doesNotContain("IR version", "HardSigmoid  ");
    assertThat(oplab("onnx", "show", MODEL, "--weights").out())
        .contains("classifier.0.weight")
        .doesNotContain("IR version");
  }

  @Test
  void onlyTheOperatorsAskedForAreListed() throws IOException {
    Ran ran = oplab("onnx", "show", MODEL, "--op", "Gemm", "--op", "Flatten", "--json");
    Map<String, Object> json = JSON.std.mapFrom(ran.out());
    assertThat((List<?>) json.get("nodes")).hasSize(3);
    assertThat(oplab("onnx", "show", MODEL, "--op", "Gmem").err())
        .isEqualTo("no node is a 'Gmem'. Did you mean Gemm?" + System.lineSeparator());
  }

  @Test
  void everyDeclarationIsThereForPrograms() throws IOException {
    Map<String, Object> json = JSON.std.mapFrom(oplab("commands", "--json").out());
    assertThat((List<?>) json.get("commands")).hasSameSizeAs(Commands.rows());
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(oplab("--version").out()).startsWith("oplab ").contains("Java 2");
  }
}
