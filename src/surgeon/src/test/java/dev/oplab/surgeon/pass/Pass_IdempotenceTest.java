package dev.oplab.surgeon.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.diff.ModelDiff;
import dev.oplab.testkit.Fixtures;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Pass_IdempotenceTest {
  static Stream<String> passes() {
    return Passes.all().keySet().stream();
  }

  private static List<Supplier<Model>> models() {
    return List.of(
        () -> Build.layerNorm(12, -1, "N", 3).model,
        () -> Build.layerNorm(17, -1, "N", 3).model,
        () -> Build.gelu(20).model,
        () -> Build.gelu(13).model,
        () -> Build.convNorm().model,
        () -> Build.minMax(12, "Max", "Min", 0, 6).model,
        () -> Build.roll(-2).model,
        () -> Build.untidy().model,
        () -> Build.functions().model,
        () -> OnnxIo.read(Fixtures.mobilenet()));
  }

  @ParameterizedTest
  @MethodSource("passes")
  void aSecondRunChangesNothing(String name) {
    Pass pass = Passes.named(name);
    for (Supplier<Model> make : models()) {
      Model model = make.get();
      if (pass.requires(model).isPresent()) {
        continue;
      }
      List<String> outputs = model.graph().outputs().stream().map(Value::name).toList();
      pass.apply(model);
      Model once = model.copy();
      PassResult again = pass.apply(model);
      assertThat(again.rows()).as(name + " on " + model).isEmpty();
      assertThat(ModelDiff.of(once, model).rows()).isEmpty();
      assertThat(pass.ensures(model)).isEmpty();
      assertThat(model.graph().outputs().stream().map(Value::name)).isEqualTo(outputs);
    }
  }

  @ParameterizedTest
  @MethodSource("passes")
  void everyPassSaysWhetherItChangedTheModel(String name) {
    Pass pass = Passes.named(name);
    for (Supplier<Model> make : models()) {
      Model model = make.get();
      Model before = model.copy();
      if (pass.requires(model).isEmpty()) {
        boolean changed = pass.apply(model).changed();
        assertThat(ModelDiff.of(before, model).isEmpty()).as(name + model).isEqualTo(!changed);
      }
    }
  }

  @Test
  void passesRunUntilNothingChanges() {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    var report = PassManager.of("remove-unused-nodes", "remove-identity").run(model);
    assertThat(report.settled()).isTrue();
    assertThat(report.rounds()).isEqualTo(2);
    assertThat(report.of("remove-identity").getFirst().rows()).hasSize(5);
    assertThat(PassManager.of("remove-identity").rounds(1).run(model).settled()).isTrue();
  }

  @Test
  void aPassThatBreaksItsPromiseIsAnError() {
    Pass wrong =
        new Pass() {
          @Override
          public String name() {
            return "wrong";
          }

          @Override
          public String summary() {
            return "Renames an output.";
          }

          @Override
          public PassResult apply(Model model) {
            model.graph().outputs().getFirst().rename("other");
            return new PassResult(name(), List.of(), "");
          }
        };
    assertThatThrownBy(() -> PassManager.of(List.of(wrong)).run(Build.gelu(20).model))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("pass 'wrong' did not do what it promises: the outputs were [y]");
  }

  @Test
  void anUnknownPassIsAnErrorThatListsThem() {
    assertThatThrownBy(() -> PassManager.of("remove-identities"))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("There is no pass 'remove-identities'.")
        .hasMessageContaining("Fix: name one of remove-identity, remove-dropout");
  }
}
