package dev.oplab.command.surgeon;

import static dev.oplab.command.Ran.oplab;
import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.command.Nets;
import dev.oplab.command.Ran;
import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.testkit.Fixtures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurgeonInsertTest {
  private static final Path MODEL = Fixtures.mobilenet();
  private static final String CONV = "/features/features.0/features.0.0/Conv";
  @TempDir Path folder;

  private Model inserted(Path model, Object... options) {
    Path out = folder.resolve("out.onnx");
    List<Object> words = new ArrayList<>(List.of("surgeon", "insert", model, "-o", out));
    words.addAll(List.of(options));
    Ran ran = oplab(words.toArray());
    assertThat(ran.status()).as(ran.err()).isZero();
    return OnnxIo.read(out);
  }

  private static Node only(Model model, String op) {
    List<Node> nodes = model.allNodes().stream().filter(node -> node.opType().equals(op)).toList();
    assertThat(nodes).hasSize(1);
    return nodes.getFirst();
  }

  private static Tensor constant(Node node, int input) {
    return node.input(input).flatMap(Value::initializer).orElseThrow();
  }

  @Test
  void behindATensorAllUsersTakeTheNewOneAndTheModelRuns() {
    Model model = inserted(MODEL, "--after", "input0", "--op", "Div", "--const", "255.0");
    Node div = only(model, "Div");
    assertThat(div.input(0).orElseThrow().isInput()).isTrue();
    assertThat(constant(div, 1).dataType()).isEqualTo(DataType.FLOAT);
    assertThat(div.output().uses()).hasSize(1);
    assertThat(div.output().uses().getFirst().node().name()).isEqualTo(CONV);
    Path out = folder.resolve("out.onnx");
    assertThat(oplab("ort", "profile", out, "-n", "1", "--warm-up", "0").status()).isZero();
  }

  @Test
  void beforeATensorTheOutputKeepsItsName() {
    Model model = inserted(MODEL, "--before", "output0", "--op", "Softmax", "--attr", "axis=1");
    Node softmax = model.graph().nodes().getLast();
    assertThat(softmax.opType()).isEqualTo("Softmax");
    assertThat(softmax.output().name()).isEqualTo("output0");
    assertThat(softmax.attribute("axis")).contains(new Attribute.IntValue(1));
    assertThat(model.graph().outputs()).containsExactly(softmax.output());
  }

  @Test
  void beforeOneInputOfOneNodeOthersAreLeftAlone() {
    String gemm = "/classifier/classifier.3/Gemm";
    Model model =
        inserted(
            MODEL,
            "--node",
            gemm,
            "--input",
            "1",
            "--op",
            "Cast",
            "--attr",
            "to=float16",
            "--name",
            "half");
    Node cast = only(model, "Cast");
    assertThat(cast.name()).isEqualTo("half");
    assertThat(cast.attribute("to")).contains(new Attribute.IntValue(DataType.FLOAT16.code()));
    assertThat(cast.input(0).orElseThrow().name()).isEqualTo("classifier.3.weight");
    assertThat(cast.output().uses()).extracting(use -> use.node().name()).containsExactly(gemm);
  }

  @Test
  void aNodeGoesByTheNameOfItsOutputToo() {
    Model model = inserted(MODEL, "--node", "output0", "--op", "Identity", "--name", "put_in");
    assertThat(
            model
                .graph()
                .outputs()
                .getFirst()
                .producer()
                .orElseThrow()
                .input(0)
                .orElseThrow()
                .producer()
                .orElseThrow()
                .name())
        .isEqualTo("put_in");
  }

  @Test
  void attributesThatAreInputsInTheModelsOpsetBecomeInputs() {
    Node clip =
        only(
            inserted(MODEL, "--after", "input0", "--op", "Clip", "--attr", "min=0", "max=6"),
            "Clip");
    assertThat(clip.attributes()).isEmpty();
    assertThat(constant(clip, 1).dataType()).isEqualTo(DataType.FLOAT);
    assertThat(constant(clip, 1).shape().rank()).isZero();
    assertThat(constant(clip, 2).name()).isEqualTo("clip_max");
    Node squeezed =
        only(
            inserted(MODEL, "--after", "input0", "--op", "Unsqueeze", "--attr", "axes=0"),
            "Unsqueeze");
    assertThat(constant(squeezed, 1).toString()).startsWith("int64[1]");
  }

  @Test
  void inAnOldModelTheyStayAttributesOfTheRightKind() {
    Model old = Nets.small("x", "y", 1L, 3L).opset("", 9);
    Path file = Nets.write(old, folder.resolve("old.onnx"));
    Node clip =
        only(
            inserted(file, "--after", "x", "--op", "Clip", "--attr", "min=0", "--attr", "max=6"),
            "Clip");
    assertThat(clip.attributes())
        .containsEntry("min", new Attribute.FloatValue(0))
        .containsEntry("max", new Attribute.FloatValue(6));
    assertThat(clip.inputs()).hasSize(1);
  }

  @Test
  void aConstantHasTheTypeOfTheFirstInputWhereTheOperatorWantsIt() {
    Model half = Model.create(17);
    Value x = half.graph().addInput("x", dev.oplab.onnx.ValueType.tensor(DataType.FLOAT16, 2));
    half.graph().addOutput(half.graph().addNode("Relu", x).output().rename("y"));
    Path file = Nets.write(half, folder.resolve("half.onnx"));
    Node mul = only(inserted(file, "--after", "x", "--op", "Mul", "--const", "2"), "Mul");
    assertThat(constant(mul, 1).dataType()).isEqualTo(DataType.FLOAT16);
    assertThat(constant(mul, 1).data().toArray(java.lang.foreign.ValueLayout.JAVA_BYTE))
        .containsExactly(0, 0x40);
    Node gather =
        only(inserted(file, "--after", "x", "--op", "Gather", "--const", "[1, 0]"), "Gather");
    assertThat(constant(gather, 1).toString()).startsWith("int64[2]");
    Node add =
        only(inserted(file, "--after", "x", "--op", "Add", "--const", "int32:[[1],[2]]"), "Add");
    assertThat(constant(add, 1).toString()).startsWith("int32[2, 1]");
  }

  @Test
  void anotherDomainIsImportedAndItsAttributesAreTakenAsTheyAre() {
    Model model =
        inserted(
            MODEL,
            "--after",
            "input0",
            "--op",
            "Thing",
            "--domain",
            "org.me",
            "--attr",
            "a=1",
            "b=1.5",
            "c=word",
            "d=[1,2]",
            "e=[x,y]",
            "f='1'");
    Node node = only(model, "Thing");
    assertThat(model.header().opsets()).containsEntry("org.me", 1L);
    assertThat(node.attributes())
        .containsEntry("a", new Attribute.IntValue(1))
        .containsEntry("b", new Attribute.FloatValue(1.5f))
        .containsEntry("c", new Attribute.StringValue("word"))
        .containsEntry("d", Attribute.of(1L, 2L))
        .containsEntry("e", new Attribute.Strings(List.of("x", "y")))
        .containsEntry("f", new Attribute.StringValue("1"));
  }

  @Test
  void aSubgraphIsEditedInPlace() {
    Path file = Nets.write(Nets.nested(), folder.resolve("nested.onnx"));
    Model model =
        inserted(file, "--graph", "if_2 > then_branch", "--after", "if_2_then", "--op", "Exp");
    assertThat(only(model, "Exp").graph().owner().orElseThrow().name()).isEqualTo("if_2");
  }

  @Test
  void anOperatorThatIsUnknownOrTooNewIsSaid() {
    assertThat(oplab("surgeon", "insert", MODEL, "--after", "input0", "--op", "Rleu").err())
        .contains("ONNX has no operator 'Rleu' that is known here. Did you mean Relu?");
    assertThat(oplab("surgeon", "insert", MODEL, "--after", "input0", "--op", "Gelu").err())
        .contains("Gelu came with opset 20, and this has opset 13", "Fix: ");
    Ran odd = oplab("surgeon", "insert", MODEL, "--after", "input0", "--op", "Somersault");
    assertThat(odd.status()).isZero();
    assertThat(odd.err()).contains("ONNX has no operator 'Somersault' that is known here");
  }
}
