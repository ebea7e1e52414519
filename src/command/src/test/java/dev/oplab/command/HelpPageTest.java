package dev.oplab.command;

import dev.oplab.command.testing.FakeHost;
import dev.oplab.testkit.Golden;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelpPageTest {

  @ParameterizedTest
  @CsvSource({
    "--help,                overview.txt",
    "help onnx,             onnx.txt",
    "onnx --help,           onnx.txt",
    "onnx,                  onnx.txt",
    "onnx show -h,          onnx-show.txt",
    "help onnx show,        onnx-show.txt",
    "onnx help show,        onnx-show.txt",
    "ort profile x --help,  ort-profile.txt",
    "onnx diff -h,          onnx-diff.txt",
    "onnx text -h,          onnx-text.txt",
    "onnx save -h,          onnx-save.txt",
    "surgeon,               surgeon.txt",
    "surgeon extract -h,    surgeon-extract.txt",
    "surgeon cleanup -h,    surgeon-cleanup.txt",
    "surgeon sort -h,       surgeon-sort.txt",
    "surgeon rename -h,     surgeon-rename.txt",
    "surgeon replace -h,    surgeon-replace.txt",
    "surgeon insert -h,     surgeon-insert.txt",
    "surgeon remove -h,     surgeon-remove.txt",
    "surgeon set-shape -h,  surgeon-set-shape.txt",
    "surgeon merge -h,      surgeon-merge.txt",
    "surgeon run -h,        surgeon-run.txt",
    "surgeon passes -h,     surgeon-passes.txt",
    "help run,              run.txt",
  })
  void everyWayOfAskingGivesThePage(String line, String golden) throws CommandFailure {
    FakeHost host = FakeHost.terminal();
    new CommandLine(host).run(List.of(line.split(" ")));
    Golden.assertMatches("help/" + golden, host.text());
  }

  @ParameterizedTest
  @CsvSource({
    "'',              notebook-overview.txt",
    "onnx,            notebook-onnx.txt",
    "onnx?,           notebook-onnx.txt",
    "onnx show?,      notebook-onnx-show.txt",
    "onnx show ?,     notebook-onnx-show.txt",
    "onnx show --help,notebook-onnx-show.txt",
  })
  void inANotebookItSpeaksOfMagics(String line, String golden) throws CommandFailure {
    FakeHost host = FakeHost.notebook();
    new CommandLine(host).run(line.isEmpty() ? List.of() : List.of(line.split(" ")));
    Golden.assertMatches("help/" + golden, host.text());
  }
}
