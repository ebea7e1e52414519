package dev.oplab.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.oplab.testkit.OnnxBytes;
import dev.oplab.testkit.ProtoBytes;
import org.junit.jupiter.api.Test;

class OnnxIo_NestingTest {

  /// {@return a model whose graph holds a node that holds a graph, and so on}
  private static OnnxBytes nested(int depth) {
    ProtoBytes graph =
        new ProtoBytes().message(1, new ProtoBytes().text(1, "x").text(2, "y").text(4, "Relu"));
    for (int i = 0; i < depth; i++) {
      ProtoBytes attribute = new ProtoBytes().text(1, "body").message(6, graph).varint(20, 5);
      graph = new ProtoBytes().message(1, new ProtoBytes().text(4, "Loop").message(5, attribute));
    }
    ProtoBytes input = OnnxBytes.value("x", OnnxBytes.type(OnnxBytes.FLOAT, 3));
    return OnnxBytes.model(graph.message(11, input));
  }

  @Test
  void aThousandGraphsInsideEachOtherRead() {
    Model model = Models.read(nested(1_500));
    assertThat(model.allNodes()).hasSize(1_501);
    Node innermost = model.allNodes().getLast();
    assertThat(innermost.opType()).isEqualTo("Relu");
    Value outermost = model.graph().inputs().getFirst();
    assertThat(innermost.inputs().getFirst()).contains(outermost);
    assertThat(outermost.uses()).containsExactly(new Value.Use(innermost, 0));
  }

  @Test
  void nestingWithoutEndIsAnError() {
    OnnxBytes model = nested(4_100);
    assertThatThrownBy(() -> Models.read(model))
        .isInstanceOf(OnnxException.class)
        .hasMessageContaining("graphs are nested more than 4,000 deep")
        .hasMessageContaining("graphs further out).node[0].attribute[0] 'body'.g");
  }
}
