package dev.oplab.ort.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.ort.InputFactory;
import dev.oplab.surgeon.pass.PassResult;
import dev.oplab.testkit.Fixtures;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DynamicBatch_RunTest {
  private static final String PASS = "dynamic-batch";

  @Test
  void aNetworkForOneImageTakesThree() throws InterruptedException {
    Model model = OnnxIo.read(Fixtures.mobilenet());
    Value input = model.graph().inputs().getFirst();
    input.type(ValueType.tensor(DataType.FLOAT, 1, 3, 224, 224));
    Run.of(model, PASS).keepsTheResults();
    Map<String, Tensor> three =
        InputFactory.random(model, Map.of(input.name(), List.of(3L, 3L, 224L, 224L)), 1);
    Tensor y = Outputs.of(model, three).tensors().values().iterator().next();
    assertThat(y.shape().dims().getFirst()).hasToString("3");
  }

  @Test
  void reshapesAreOpenedAndWhatElseMayHoldTheSizeIsNamed() throws InterruptedException {
    Net net = new Net(13);
    Value x = net.in("x", 2, 3, 4);
    Node shape = net.node("Constant").attribute("value_ints", new long[] {2, 12});
    Value flat = net.op("Reshape", x, shape.output());
    net.out(net.op("Expand", flat, net.longs(2, 12)), "y");
    Run run = Run.of(net, PASS).keepsTheResults();
    assertThat(run.rows())
        .extracting(PassResult.Row::change)
        .containsExactly(
            "any size first", "takes any size first", "left, and may need the old size");
  }

  @Test
  void inputsOfDifferentFirstSizesAreRefused() {
    Net net = new Net(13);
    net.out(net.op("MatMul", net.in("a", 2, 3), net.in("b", 3, 4)), "y");
    assertThat(Run.of(net, PASS).skipped()).contains("differ: [2, 3]. Fix: name them one by one.");
  }
}
