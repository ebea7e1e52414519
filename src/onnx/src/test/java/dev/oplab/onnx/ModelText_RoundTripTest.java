package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.testkit.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is printed in whole is read again, and says the same.
class ModelText_RoundTripTest {
  /// More with -Doplab.random=.
  private static final int RANDOM = Integer.getInteger("oplab.random", 150);

  private static Model again(Model model) {
    return Model.parse(model.toText(TextOptions.whole()));
  }

  @Test
  void aRealModelComesBackWithItsWeights() {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    Model again = again(model);
    GraphChecker.check(again);
    assertThat(ModelView.of(again)).isEqualTo(ModelView.of(model));
  }

  @Test
  void everyModelBesideTheProjectComesBack() throws IOException {
    Path folder = Fixtures.sharedModel("");
    List<Path> models;
    try (Stream<Path> files = Files.walk(folder)) {
      models = files.filter(file -> file.toString().endsWith(".onnx")).sorted().toList();
    }
    for (Path file : models) {
      Model model = OnnxIo.read(file);
      assertThat(ModelView.of(again(model))).as("%s", file).isEqualTo(ModelView.of(model));
    }
  }

  @Test
  void whatThePrintedTextDoesNotLeaveOutComesBack() {
    Model model = Models.read(Models.small());
    String text = model.toText();
    Model again = Model.parse(text);
    assertThat(again.toText()).isEqualTo(text);
    assertThat(ModelView.of(again)).isEqualTo(ModelView.of(model));
  }

  @Test
  void aModelWithEveryFieldComesBackAsFarAsTheSyntaxHasWords() {
    Model model = Models.read(EveryField.model().toBytes());
    String text = model.toText(TextOptions.whole());
    assertThat(again(model).toText(TextOptions.whole())).isEqualTo(text);
    assertThat(text).contains("bytes = \"\uDCFF\0\"").contains("float[N,3] nobody");
  }

  @Test
  void randomModelsComeBackOrLackWhatWasDamaged() {
    int back = 0;
    for (int seed = 0; seed < RANDOM; seed++) {
      Model model = OnnxIo.fromProto(RandomProto.model(seed));
      String text = model.toText(TextOptions.whole());
      Model again;
      try {
        again = Model.parse(text);
      } catch (OnnxException e) {
        assertThat(e).as("seed %d", seed).hasMessageContaining("was left out here");
        assertThat(text).as("seed %d", seed).contains("{...}");
        continue;
      }
      assertThat(again.toText(TextOptions.whole())).as("seed %d", seed).isEqualTo(text);
      back++;
    }
    assertThat(back).isGreaterThan(RANDOM / 4);
  }

  @Test
  void theShortTextAlsoComesBackWhereNothingIsCut() {
    for (int seed = 0; seed < RANDOM; seed++) {
      String text = OnnxIo.fromProto(RandomProto.model(seed)).toText();
      if (!text.contains("...")) {
        assertThat(Model.parse(text).toText()).as("seed %d", seed).isEqualTo(text);
      }
    }
  }

  @Test
  void graphsMayBeNestedThousandsDeep() {
    Model model = Model.parse(nested(4_000));
    assertThat(model.allGraphs()).hasSize(4_000);
    assertThat(again(model).allGraphs()).hasSize(4_000);
    assertThatThrownBy(() -> Model.parse(nested(100_000)))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("graphs are nested more than 4,000 deep");
  }

  private static String nested(int depth) {
    return "g (c) => (y) { y = If (c) <then_branch = g () => (y) { "
        + "y = If (c) <then_branch = g () => (y) { ".repeat(depth - 2)
        + "y = Neg (c) "
        + "}> ".repeat(depth - 1)
        + "}";
  }

  @Test
  void aLongTextIsReadInReasonableTime() {
    StringBuilder text = new StringBuilder("g (x) => (v49999) <float[200000] w = {0");
    text.append(", 1.5".repeat(199_999)).append("}> {");
    for (int i = 0; i < 50_000; i++) {
      text.append("v%d = Relu (%s)\n".formatted(i, i == 0 ? "x" : "v" + (i - 1)));
    }
    Model model = Model.parse(text.append('}').toString());
    assertThat(model.graph().nodes()).hasSize(50_000);
    assertThat(model.graph().initializers().getFirst().byteSize()).isEqualTo(800_000);
  }
}
