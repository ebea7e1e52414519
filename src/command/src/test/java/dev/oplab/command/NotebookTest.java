package dev.oplab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.command.testing.FakeHost;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.report.MimeBundle;
import dev.oplab.testkit.Fixtures;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotebookTest {
  private final FakeHost host = FakeHost.notebook();
  private final CommandLine line = new CommandLine(host);

  @Test
  void theResultIsBoundUnderItsName() throws CommandFailure {
    line.run(List.of("onnx", "show", Fixtures.mobilenet().toString(), "--as", "net"));
    assertThat(host.variables.get("net")).isInstanceOf(Model.class);
    assertThat(host.shown).isNotEmpty();
  }

  @Test
  void quietlyBoundNothingIsShown() throws CommandFailure {
    line.run(List.of("onnx", "show", Fixtures.mobilenet().toString(), "--as", "net", "-q"));
    assertThat(host.variables).containsKey("net");
    assertThat(host.shown).isEmpty();
  }

  @Test
  void aModelIsTakenAsItIs() throws CommandFailure {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    host.variables.put("model", model);
    line.run(List.of("onnx", "show", "{model}", "--as", "same", "-q"));
    assertThat(host.variables.get("same")).isSameAs(model);
  }

  @Test
  void aPathInPiecesIsPutTogether() throws CommandFailure {
    host.variables.put("root + dir", Fixtures.mobilenet().getParent());
    line.run(List.of("onnx", "show", "{root", "+", "dir}/mobilenet-v3-small.onnx"));
    assertThat(host.text()).contains("HardSigmoid");
  }

  @Test
  void tablesAreShownAsHtmlToo() throws CommandFailure {
    line.run(List.of("onnx", "show", Fixtures.mobilenet().toString()));
    assertThat(host.shown)
        .hasSizeGreaterThan(2)
        .allSatisfy(bundle -> assertThat(bundle.data()).containsKey(MimeBundle.HTML));
  }

  @Test
  void rowsLimitsListsButNotProperties() throws CommandFailure {
    line.run(List.of("onnx", "show", Fixtures.mobilenet().toString(), "--rows", "3"));
    assertThat(host.text()).contains("3 of 9 rows", "producer", "IR version");
  }

  @Test
  void theWrongObjectIsTold() {
    host.variables.put("n", 3);
    assertThatThrownBy(() -> line.run(List.of("onnx", "show", "{n}")))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "%onnx show: MODEL: expected a Model, or a Path or String with a file's name, found an"
                + " object of java.lang.Integer.\nFix: see '%onnx show?'.");
  }

  @Test
  void aVariableNameMustBeOne() {
    for (String name : List.of("1x", "class", "a.b", "a-b")) {
      assertThatThrownBy(() -> line.run(List.of("onnx", "show", "m.onnx", "--as", name)))
          .hasMessageContaining("--as: expected the name of a Java variable, found '" + name);
    }
  }

  @Test
  void aCellBelowACommandThatReadsNoneIsAnError() {
    assertThatThrownBy(() -> line.run(List.of("onnx", "show", "m.onnx"), Optional.of("body")))
        .hasMessageContaining("it takes no lines below it");
  }
}
