package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.testkit.GraphBytes;
import dev.oplab.testkit.NodeBytes;
import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import org.junit.jupiter.api.Test;

/// A type that is known is in the file, wherever it was said before an edit.
class Value_TypeTest {
  private static final ValueType TYPE = ValueType.tensor(DataType.FLOAT, "N", 3);

  private static Model written(Model model) {
    Model read = Models.read(OnnxIo.toBytes(model));
    assertThat(read.toText()).isEqualTo(model.toText());
    return read;
  }

  @Test
  void aFunctionSaysTheTypesOfItsInputs() {
    LocalFunction function = LocalFunction.create("my", "F", 17, "a");
    function.body().value("a").orElseThrow().type(TYPE);
    Value b = function.body().addInput("b", TYPE);
    function.body().addOutput(b);
    Model model = Model.create(17).addFunction(function);
    LocalFunction read = written(model).functions().getFirst();
    assertThat(read.inputs()).hasToString("['a': float32[N, 3], 'b': float32[N, 3]]");
  }

  @Test
  void aValueThatIsNoOutputAnyMoreKeepsItsType() {
    GraphBytes graph =
        new GraphBytes("g")
            .input("x", OnnxBytes.FLOAT, 3)
            .node(NodeBytes.of("Relu").inputs("x").outputs("y"))
            .output("y", OnnxBytes.FLOAT, 3);
    Model model = Models.read(OnnxBytes.model(graph));
    Value y = model.graph().value("y").orElseThrow();
    model.graph().setOutputs(java.util.List.of(model.graph().addNode("Neg", y).output()));
    assertThat(written(model).graph().value("y").orElseThrow()).hasToString("'y': float32[3]");
  }

  @Test
  void anInputKeepsTheTypeThatItsDefaultHad() {
    ProtoBytes graph =
        new ProtoBytes()
            .message(11, new ProtoBytes().text(1, "x"))
            .message(5, OnnxBytes.tensor("x", OnnxBytes.FLOAT, new byte[8], 2));
    Model model = Models.read(OnnxBytes.model(graph));
    model.graph().removeInitializer(model.graph().inputs().getFirst());
    assertThat(written(model).graph().inputs()).hasToString("['x': float32[2]]");
  }

  @Test
  void anInputWithADefaultKeepsTheTypeThatAnOutputStates() {
    ProtoBytes graph =
        new ProtoBytes()
            .message(11, new ProtoBytes().text(1, "x"))
            .message(12, OnnxBytes.value("x", OnnxBytes.type(OnnxBytes.FLOAT, "N")));
    Model model = Models.read(OnnxBytes.model(graph));
    model.graph().inputs().getFirst().initializer(Tensor.of("x", new float[] {1}, 1));
    assertThat(written(model).graph().inputs()).hasToString("['x': float32[N]]");
  }
}
