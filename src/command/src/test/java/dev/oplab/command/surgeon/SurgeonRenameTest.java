package dev.oplab.command.surgeon;

import static dev.oplab.command.Ran.oplab;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.command.Nets;
import dev.oplab.command.Ran;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Value;
import dev.oplab.testkit.Fixtures;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurgeonRenameTest {
  private static final Path MODEL = Fixtures.mobilenet();
  @TempDir Path folder;

  private Model renamed(Object... options) {
    Path out = folder.resolve("out.onnx");
    java.util.List<Object> words =
        new java.util.ArrayList<>(java.util.List.of("surgeon", "rename", MODEL, "-o", out));
    words.addAll(java.util.List.of(options));
    Ran ran = oplab(words.toArray());
    assertThat(ran.status()).as(ran.err()).isZero();
    return OnnxIo.read(out);
  }

  @Test
  void oneNameForAnother() {
    Model model = renamed("--map", "input0=image", "output0=scores");
    assertThat(model.graph().inputs()).extracting(Value::name).containsExactly("image");
    assertThat(model.graph().outputs()).extracting(Value::name).containsExactly("scores");
    Ran ran = oplab("surgeon", "rename", MODEL, "--map", "input0=image");
    assertThat(ran.out())
        .contains("mobilenet-v3-small.onnx: 1 name changed")
        .containsPattern("value +input0 +image");
  }

  @Test
  void namesCanBeExchanged() {
    Model model = renamed("--map", "input0=output0", "output0=input0");
    assertThat(model.graph().inputs()).extracting(Value::name).containsExactly("output0");
  }

  @Test
  void everyNameInsideGetsAPrefix() {
    Model model = renamed("--prefix", "enc_", "--values", "--nodes", "--keep-ends");
    assertThat(model.graph().inputs()).extracting(Value::name).containsExactly("input0");
    assertThat(model.graph().outputs()).extracting(Value::name).containsExactly("output0");
    assertThat(model.graph().nodes()).extracting(Node::name).allMatch(n -> n.startsWith("enc_"));
    assertThat(model.graph().initializers()).allMatch(t -> t.name().startsWith("enc_"));
  }

  @Test
  void nodesByARegularExpression() {
    Model model = renamed("--nodes", "--regex", "s|^/features/features\\.(\\d+)/|/f\\1/|");
    assertThat(model.graph().nodes())
        .extracting(Node::name)
        .contains("/f0/features.0.0/Conv", "/classifier/classifier.3/Gemm");
    assertThat(model.graph().value("/features/features.0/features.0.0/Conv_output_0")).isPresent();
  }

  @Test
  void subgraphsAreIncludedAndOneMayBeMeantAlone() {
    Path file = Nets.write(Nets.nested(), folder.resolve("nested.onnx"));
    Path out = folder.resolve("out.onnx");
    oplab("surgeon", "rename", file, "--map", "Abs_then=absolute", "--nodes", "-o", out);
    assertThat(OnnxIo.read(out).allNodes()).extracting(Node::name).contains("absolute");
    oplab("surgeon", "rename", file, "--graph", "twice", "--prefix", "in_", "-o", out);
    assertThat(OnnxIo.read(out).functions().getFirst().inputs())
        .extracting(Value::name)
        .containsExactly("in_a");
    assertThat(OnnxIo.read(out).graph().value("in_x")).isEmpty();
  }

  @Test
  void aNameThatIsNotThereHasANearOne() {
    Ran ran = oplab("surgeon", "rename", MODEL, "--map", "inptu0=image");
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            "mobilenet-v3-small.onnx > graph 'main_graph' (146 nodes): there is no value 'inptu0'\n"
                + "Fix: did you mean 'input0'?");
    assertThat(oplab("surgeon", "rename", MODEL, "--nodes", "--map", "input0=x").err())
        .contains("there is no node 'input0'");
  }

  @Test
  void twoValuesCannotGetOneName() {
    assertThat(oplab("surgeon", "rename", MODEL, "--regex", "s/.*/same/").err())
        .startsWith("mobilenet-v3-small.onnx > graph 'main_graph'")
        .contains("'same'", "Fix: ");
  }

  @Test
  void aRuleThatFindsNothingChangesNothing() {
    assertThat(oplab("surgeon", "rename", MODEL, "--regex", "s/nowhere/x/").out().strip())
        .isEqualTo("mobilenet-v3-small.onnx: nothing changed");
  }
}
