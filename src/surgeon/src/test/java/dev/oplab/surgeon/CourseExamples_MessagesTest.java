package dev.oplab.surgeon;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.proto.AttributeProto;
import dev.oplab.onnx.proto.AttributeProto.AttributeType;
import dev.oplab.onnx.proto.GraphProto;
import dev.oplab.onnx.proto.ModelProto;
import dev.oplab.onnx.proto.NodeProto;
import dev.oplab.onnx.proto.OperatorSetIdProto;
import dev.oplab.onnx.proto.TensorProto;
import dev.oplab.onnx.proto.TensorShapeProto;
import dev.oplab.onnx.proto.TypeProto;
import dev.oplab.onnx.proto.ValueInfoProto;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The first example of the course, a network of one convolution, written twice: with the surgeon,
/// and message by message.
class CourseExamples_MessagesTest {

  private static Model withTheSurgeon() {
    Surgeon g = Surgeon.create(13);
    Value x = g.input("X", DataType.FLOAT, 1, 3, 224, 224);
    Tensor weights = Tensor.of("W", new float[5 * 3 * 3 * 3], 5, 3, 3, 3);
    g.outputs(g.layer("Conv", List.of(x, weights), "Y", Map.of("kernel_shape", List.of(3, 3))));
    g.type(g.tensor("Y"), DataType.FLOAT, 1, 5, 222, 222);
    return g.model();
  }

  private static ModelProto messageByMessage() {
    TensorProto weights =
        TensorProto.newBuilder()
            .setName("W")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addAllDims(List.of(5L, 3L, 3L, 3L))
            .setRawData(ByteString.copyFrom(new byte[5 * 3 * 3 * 3 * Float.BYTES]))
            .build();
    AttributeProto kernel =
        AttributeProto.newBuilder()
            .setName("kernel_shape")
            .setType(AttributeType.INTS)
            .addAllInts(List.of(3L, 3L))
            .build();
    NodeProto conv =
        NodeProto.newBuilder()
            .setName("conv")
            .setOpType("Conv")
            .addInput("X")
            .addInput("W")
            .addOutput("Y")
            .addAttribute(kernel)
            .build();
    GraphProto graph =
        GraphProto.newBuilder()
            .setName("main")
            .addInput(floats("X", 1, 3, 224, 224))
            .addOutput(floats("Y", 1, 5, 222, 222))
            .addInitializer(weights)
            .addNode(conv)
            .build();
    return ModelProto.newBuilder()
        .setIrVersion(7)
        .setProducerName("oplab")
        .setProducerVersion("")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(13))
        .setGraph(graph)
        .build();
  }

  private static ValueInfoProto floats(String name, long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDimBuilder().setDimValue(size);
    }
    TypeProto.Tensor type =
        TypeProto.Tensor.newBuilder()
            .setElemType(TensorProto.DataType.FLOAT_VALUE)
            .setShape(shape)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(type))
        .build();
  }

  @Test
  void bothWaysGiveTheSameModel() {
    assertThat(OnnxIo.toProto(withTheSurgeon())).isEqualTo(messageByMessage());
    assertThat(OnnxIo.toBytes(OnnxIo.fromProto(messageByMessage())))
        .isEqualTo(OnnxIo.toBytes(withTheSurgeon()));
  }

  @Test
  void whatOneWayBeganTheOtherGoesOnWith() {
    Surgeon g = Surgeon.of(OnnxIo.fromProto(messageByMessage()));
    g.outputs(g.layer("Relu", List.of(g.tensor("Y")), "Z"));
    ModelProto.Builder proto = OnnxIo.toProto(g.model()).toBuilder();
    proto.getGraphBuilder().getNodeBuilder(1).setOpType("LeakyRelu");
    Model model = OnnxIo.fromProto(proto.build());
    assertThat(Nets.ops(model.graph())).containsExactly("Conv", "LeakyRelu");
    assertThat(model.graph().outputs().getFirst().name()).isEqualTo("Z");
  }
}
