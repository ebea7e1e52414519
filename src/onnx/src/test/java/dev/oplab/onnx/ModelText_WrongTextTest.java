package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.oplab.testkit.Golden;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A text that is wrong is refused with the place, what was expected, and what to do.
class ModelText_WrongTextTest {
  private static final List<String> WRONG =
      List.of(
          "",
          "<ir_version: 8, opset_import: [\"\" : 17]>",
          "<ir_version 8> g () => () {}",
          "<ir_version: \"8\"> g () => () {}",
          "<version: 8> g () => () {}",
          "<opset_import: [: 17]> g () => () {}",
          "<opset_import: [\"\" 17]> g () => () {}",
          "<metadata_props: [\"a\": 1]> g () => () {}",
          "<producer_name: me> g () => () {}",
          "<ir_version: 8\n  opset_import: [\"\" : 17]> g () => () {}",
          "g => () {}",
          "g (float x) -> (y) {}",
          "g (float32[3] x) => () {}",
          "g (float[3 x) => () {}",
          "g (float[3.5] x) => () {}",
          "g (float[-N] x) => () {}",
          "g (seq float x) => () {}",
          "g (map(N, float) x) => () {}",
          "g (" + "seq(".repeat(300) + "float" + ")".repeat(300) + " x) => () {}",
          "g (x) => () <w = {1}> {}",
          "g (x) => () <float[N] w = {1}> {}",
          "g (x) => () <float[] w = {1}> {}",
          "g (x) => () <seq(float) w = {1}> {}",
          "g (x) => () <float[3] w = {1, 2}> {}",
          "g (x) => () <float w = {1, 2}> {}",
          "g (x) => () <float[-1] w = {1}> {}",
          "g (x) => () <float[2] w = {1, \"two\"}> {}",
          "g (x) => () <float[2] w = {1, 1e40}> {}",
          "g (x) => () <float[1] w = {1e}> {}",
          "g (x) => () <int8[1] w = {128}> {}",
          "g (x) => () <int64[1] w = {9223372036854775808}> {}",
          "g (x) => () <uint64[1] w = {-1}> {}",
          "g (x) => () <int32[1] w = {1.5}> {}",
          "g (x) => () <float16[1] w = {1.5}> {}",
          "g (x) => () <complex64[1] w = {1.5}> {}",
          "g (x) => () <string[1] w = {a}> {}",
          "g (x) => () <float[100] w = {...}> {}",
          "g (x) => () <float[1] w = [\"location\"]> {}",
          "g (x) => () <sparse_tensor(float[2,2]) w = {[0]: 1.5}> {}",
          "g (x) => () <sparse_tensor(string[2]) w = {0: 1.5}> {}",
          "g (x) => () { y Relu (x) }",
          "g (x) => () { y = (x) }",
          "g (x) => () { y = Relu x }",
          "g (x) => () { y = Relu [x] }",
          "g (x) => () { y = Relu (x }",
          "g (x) => () { y = Relu (x)",
          "g (x) => () { y = Relu (x) )",
          "g (x) => () { [relu y = Relu (x) }",
          "g (x) => () { y = my..Relu (x) }",
          "g (x) => () { y = Relu: (x) }",
          "g (x) => () { y = Relu <> (x) }",
          "g (x) => () { y = Relu <alpha> (x) }",
          "g (x) => () { y = Relu <alpha = > (x) }",
          "g (x) => () { y = Relu <alpha: number = 1> (x) }",
          "g (x) => () { y = Relu <alpha: int = 1.5> (x) }",
          "g (x) => () { y = Relu <axes: ints = 1> (x) }",
          "g (x) => () { y = Relu <axes: int = [1]> (x) }",
          "g (x) => () { y = Relu <axes = []> (x) }",
          "g (x) => () { y = Relu <axes = [1, \"a\"]> (x) }",
          "g (x) => () { y = Relu <axes = [1, 2, ... 9 in all]> (x) }",
          "g (x) => () { y = Relu <axes = [1, 2> (x) }",
          "g (x) => () { y = Relu <alpha = -x> (x) }",
          "g (x) => () { y = Relu <alpha = -inf0> (x) }",
          "g (x) => () { y = If <then_branch = then> (x) }",
          "g (x) => () { y = If <then_branch = then () => (y) { y = Neg (x) > (x) }",
          "g (x) => () { y = Op <text = \"never closed> (x) }",
          "g (x) => () {} F",
          "g (x) => () {} <domain: \"my\", ir_version: 8> F () => () {}",
          "g (x) => () {} F <a: int = 1 (x) => (y) {}",
          "g (x) => () {\n  y = Relu (x)\n\n  # the next line is wrong\n\tz = Neg y\n}\n",
          "g (x) => () { y = Concat (" + "x, ".repeat(60) + "; x) }");

  @Test
  void theErrorSaysWhereWhatAndHow() {
    StringBuilder all = new StringBuilder();
    for (String text : WRONG) {
      OnnxException error = catchThrowableOfType(OnnxException.class, () -> Model.parse(text));
      assertThat(error).as("no error for %s", text).isNotNull();
      assertThat(error.getMessage()).matches("(?s)text, line \\d+, column [\\d,]+: .*\nFix: .*\\.");
      all.append(error.getMessage()).append("\n\n");
    }
    Golden.assertMatches("wrong-texts.txt", all.toString());
  }

  @Test
  void damagedTextsAreReadOrRefusedAndNothingElse() {
    String whole = Models.read(EveryField.model().toBytes()).toText(TextOptions.whole());
    Random random = new Random(7);
    int read = 0;
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int j = random.nextInt(3); j >= 0; j--) {
        damage(text, random);
      }
      try {
        Model.parse(text.toString()).toText();
        read++;
      } catch (OnnxException e) {
        assertThat(e).hasMessageContaining("text, line ").hasMessageContaining("\nFix: ");
      }
    }
    assertThat(read).isBetween(100, 4_900);
  }

  private static void damage(StringBuilder text, Random random) {
    int at = random.nextInt(text.length());
    int other = random.nextInt(text.length());
    switch (random.nextInt(4)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.insert(at, "<>(){}[],:=.\"@?-1e#\\".charAt(random.nextInt(19)));
      case 2 -> text.setCharAt(at, text.charAt(other));
      default -> {
        int length = Math.min(random.nextInt(30), text.length() - Math.max(at, other));
        text.replace(at, at + length, text.substring(other, other + length));
      }
    }
  }
}
