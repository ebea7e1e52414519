package dev.oplab.ort.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.Tensor;
import dev.oplab.surgeon.diff.ModelDiff;
import dev.oplab.surgeon.pass.PassManager;
import dev.oplab.surgeon.pass.PassResult;
import java.util.List;
import java.util.Map;

/// One pass applied to one model until nothing changes, with what the model put out before.
final class Run {
  private static final long[] SEEDS = {1, 2};

  private final Model before;
  private final Model model;
  private final String pass;
  private final PassManager.Report report;

  private Run(Model model, String pass) {
    this.before = model.copy();
    this.model = model;
    this.pass = pass;
    this.report = PassManager.of(pass).run(model);
  }

  static Run of(Net net, String pass) {
    return new Run(net.model, pass);
  }

  static Run of(Model model, String pass) {
    return new Run(model, pass);
  }

  boolean changed() {
    return report.changed();
  }

  /// {@return why the pass did not run, empty if it did}
  String skipped() {
    return report.of(pass).getFirst().skipped();
  }

  List<PassResult.Row> rows() {
    return report.results().stream().flatMap(result -> result.rows().stream()).toList();
  }

  List<String> operators() {
    return model.graph().nodes().stream().map(node -> node.opType()).toList();
  }

  /// Asserts that the model is as it was.
  void leavesAllAsItWas() {
    assertThat(rows()).as(pass).isEmpty();
    assertThat(ModelDiff.of(before, model).rows()).isEmpty();
  }

  /// Asserts that the model changed, and puts out what it did, within the pass's tolerance.
  Run keepsTheResults() throws InterruptedException {
    return keepsTheResults(Tolerance.of(pass));
  }

  Run keepsTheResults(Tolerance tolerance) throws InterruptedException {
    assertThat(changed()).as("%s changed something; skipped: '%s'", pass, skipped()).isTrue();
    for (long seed : SEEDS) {
      Map<String, Tensor> inputs = Outputs.inputs(before, seed);
      Outputs expected = Outputs.of(before, inputs);
      Outputs.of(model, inputs).assertSameAs(expected, tolerance, pass);
      assertThat(expected.isFinite()).as("the numbers before are finite").isTrue();
    }
    return this;
  }
}
