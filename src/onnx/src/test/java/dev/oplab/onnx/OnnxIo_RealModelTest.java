package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.oplab.testkit.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The facts here come from ONNX's own Python library.
class OnnxIo_RealModelTest {
  private final Model model = OnnxIo.read(Fixtures.mobilenet());
  private final Graph graph = model.graph();

  @Test
  void readsTheHeader() {
    Model.Header header = model.header();
    assertThat(header.path()).contains(Fixtures.mobilenet());
    assertThat(header.byteSize()).isEqualTo(6_491_350);
    assertThat(header.irVersion()).isEqualTo(7);
    assertThat(header.producerName()).isEqualTo("pytorch");
    assertThat(header.producerVersion()).isEqualTo("2.11.0");
    assertThat(header.opsets()).isEqualTo(Map.of("", 13L));
    assertThat(model.name()).isEqualTo("mobilenet-v3-small.onnx");
    assertThat(model).hasToString("mobilenet-v3-small.onnx (ONNX, IR 7, opset 13, 146 nodes)");
  }

  @Test
  void readsEveryNode() {
    Map<String, Long> operators =
        graph.nodes().stream()
            .collect(Collectors.groupingBy(Node::opType, TreeMap::new, Collectors.counting()));
    assertThat(operators)
        .hasToString(
            "{Add=6, Conv=52, Flatten=1, Gemm=2, GlobalAveragePool=10, HardSigmoid=28,"
                + " Identity=5, Mul=28, Relu=14}");
    assertThat(model.allNodes()).isEqualTo(graph.nodes());
  }

  @Test
  void readsInputsAndOutputs() {
    assertThat(graph.name()).isEqualTo("main_graph");
    assertThat(graph.inputs()).hasToString("['input0': float32[1, 3, 224, 224]]");
    assertThat(graph.outputs()).hasToString("['output0': float32[1, 100]]");
    assertThat(graph.requiredInputs()).isEqualTo(graph.inputs());
  }

  @Test
  void readsTheWeights() {
    assertThat(graph.initializers()).hasSize(103);
    assertThat(
            graph.initializers().stream()
                .mapToLong(weight -> weight.shape().elementCount().orElseThrow())
                .sum())
        .isEqualTo(1_613_132);
    Tensor first = graph.initializers().getFirst();
    assertThat(first).hasToString("float32[8, 16, 1, 1] 'features.1.block.1.fc1.weight' (512 B)");
    assertThat(first.data().isReadOnly()).isTrue();
    assertThat(first.data().getAtIndex(TensorDecoder.FLOAT, 0)).isEqualTo(-0.30299413f);
    assertThat(first.data().getAtIndex(TensorDecoder.FLOAT, 2)).isEqualTo(0.79306567f);
  }

  @Test
  void tiesProducersAndUsesTogether() {
    Node identity = graph.nodes().getFirst();
    Value bias = identity.inputs().getFirst().orElseThrow();
    assertThat(bias.name()).isEqualTo("features.10.block.2.fc2.bias");
    assertThat(bias.initializer()).isPresent();
    assertThat(bias.producer()).isEmpty();
    assertThat(bias.uses()).contains(new Value.Use(identity, 0));
    Value copy = identity.outputs().getFirst().orElseThrow();
    assertThat(copy.producer()).contains(identity);
    assertThat(graph.value(copy.name())).contains(copy);
    for (Node node : graph.nodes()) {
      for (int i = 0; i < node.inputs().size(); i++) {
        Value input = node.inputs().get(i).orElseThrow();
        assertThat(input.uses()).contains(new Value.Use(node, i));
        assertThat(input.producer().isPresent() || input.initializer().isPresent())
            .isEqualTo(!graph.inputs().contains(input));
      }
    }
  }

  @Test
  void readsAttributes() {
    Node conv =
        graph.nodes().stream().filter(n -> n.opType().equals("Conv")).findFirst().orElseThrow();
    assertThat(conv.attributes().keySet())
        .containsExactly("dilations", "group", "kernel_shape", "pads", "strides");
    assertThat(conv.attributes()).containsEntry("strides", new Attribute.Ints(List.of(2L, 2L)));
    assertThat(conv.attributes()).containsEntry("group", new Attribute.IntValue(1));
    assertThat(conv.inputs()).doesNotContain(Optional.empty());
  }
}
