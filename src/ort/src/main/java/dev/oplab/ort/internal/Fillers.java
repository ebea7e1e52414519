package dev.oplab.ort.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Datum;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.ValueType;
import dev.oplab.ort.OrtException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// The values that ONNX Runtime cannot be given directly, in a form in which it can: an empty
/// sequence and an optional without a value as models that put them out, a map's values as one
/// tensor.
final class Fillers {
  private static final long OPSET = 15;

  private Fillers() {}

  /// {@return the type of a sequence's elements; of an optional's, if that may hold a sequence}
  static ValueType elementOf(ValueType type) {
    return switch (type) {
      case ValueType.SequenceType(ValueType element) -> element;
      case ValueType.OptionalType(ValueType inner) -> elementOf(inner);
      default -> new ValueType.UnknownType();
    };
  }

  /// {@return a model whose only output is an empty sequence or a missing optional of this type}
  ///
  /// @throws OrtException if `type` does not say of what
  static byte[] model(String input, Datum value, ValueType type) {
    Model model = Model.create(OPSET);
    Graph graph = model.graph();
    Node node;
    if (value instanceof Datum.Absent && type instanceof ValueType.OptionalType(ValueType inner)) {
      node = graph.addNode("Optional").attribute("type", new Attribute.TypeValue(inner));
    } else if (value instanceof Datum.Sequence
        && elementOf(type) instanceof ValueType.TensorType(DataType elements, Shape _)) {
      node = graph.addNode("SequenceEmpty").attribute("dtype", elements.code());
    } else {
      throw new OrtException(
          "input '%s': %s was given, and the model says that it is %s%nFix: give a value of that type."
              .formatted(input, value, type));
    }
    graph.addOutput(node.output());
    return OnnxIo.toBytes(model);
  }

  /// {@return the values of a map as one tensor: itself, or a sequence of scalars put together}
  static Tensor joined(String input, Datum values) {
    if (values instanceof Tensor tensor) {
      return tensor;
    }
    List<Datum> elements = values instanceof Datum.Sequence(List<Datum> all) ? all : List.of();
    boolean scalars =
        !elements.isEmpty()
            && elements.stream()
                .allMatch(each ->
                    each instanceof Tensor tensor
                        && tensor.dataType() == ((Tensor) elements.getFirst()).dataType()
                        && tensor.shape().elementCount().orElse(0) == 1);
    if (!scalars) {
      throw new OrtException(
          "input '%s': the values of a map are %s, expected one tensor or a sequence of scalars%nFix: give a tensor with one value for each key."
              .formatted(input, values));
    }
    List<Tensor> tensors = elements.stream().map(each -> (Tensor) each).toList();
    DataType type = tensors.getFirst().dataType();
    if (type == DataType.STRING) {
      String[] texts =
          tensors.stream().flatMap(each -> each.strings().stream()).toArray(String[]::new);
      return Tensor.of("", texts, texts.length);
    }
    long width = tensors.getFirst().byteSize();
    MemorySegment data = Arena.ofAuto().allocate(width * tensors.size(), 8);
    for (int i = 0; i < tensors.size(); i++) {
      MemorySegment.copy(tensors.get(i).data(), 0, data, i * width, width);
    }
    return Tensor.of("", type, Shape.of(tensors.size()), data);
  }
}
