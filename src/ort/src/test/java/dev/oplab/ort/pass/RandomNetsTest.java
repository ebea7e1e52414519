package dev.oplab.ort.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.Tensor;
import dev.oplab.surgeon.pass.PassManager;
import dev.oplab.surgeon.pass.Passes;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// All passes on networks put together at random: what they look for, in every relation to each
/// other.
final class RandomNetsTest {
  private static final int NETS = 300;

  @Test
  void allPassesTogetherKeepTheResults() throws InterruptedException {
    String[] passes = Passes.all().keySet().toArray(String[]::new);
    Map<String, Integer> changes = new HashMap<>();
    for (long seed = 0; seed < NETS; seed++) {
      Model model = new RandomNet(seed).net.model;
      Map<String, Tensor> inputs = Outputs.inputs(model, seed);
      Outputs before = Outputs.of(model, inputs);
      PassManager.Report report = PassManager.of(passes).run(model);
      assertThat(report.settled()).as("seed %d", seed).isTrue();
      Outputs after = Outputs.of(model, inputs);
      after.assertSameAs(before, new Tolerance(1e-5, 1e-5), "seed " + seed + "\n" + report);
      report.results().forEach(one -> changes.merge(one.pass(), one.rows().size(), Integer::sum));
    }
    assertThat(changes)
        .as("each of these found something to do")
        .allSatisfy((pass, count) -> assertThat(count).as(pass).isNotNegative());
    for (String pass :
        new String[] {
          "remove-identity",
          "remove-dropout",
          "remove-casts",
          "eliminate-common-subexpressions",
          "constant-nodes-to-initializers",
          "minmax-to-clip",
          "fuse-layernorm:raise-opset",
          "fuse-gelu:raise-opset",
          "cancel-transposes",
          "merge-reshapes",
          "slice-concat-to-roll"
        }) {
      assertThat(changes.get(pass)).as(pass).isGreaterThan(NETS / 20);
    }
  }
}
