package dev.oplab.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// A graph for [OnnxBytes]. Mutable; every method returns the receiver.
public final class GraphBytes {
  private final ProtoBytes nodes = new ProtoBytes();
  private final ProtoBytes initializers = new ProtoBytes();
  private final ProtoBytes values = new ProtoBytes();
  private final String name;

  public GraphBytes(String name) {
    this.name = name;
  }

  /// Adds a tensor input; a dimension is a number, a name, or null if unknown.
  public GraphBytes input(String input, int type, @Nullable Object... dims) {
    return input(input, OnnxBytes.type(type, dims));
  }

  /// Adds an input of any type (`TypeProto`).
  public GraphBytes input(String input, ProtoBytes type) {
    values.message(11, OnnxBytes.value(input, type));
    return this;
  }

  /// Adds a tensor output; a dimension is a number, a name, or null if unknown.
  public GraphBytes output(String output, int type, @Nullable Object... dims) {
    values.message(12, OnnxBytes.value(output, OnnxBytes.type(type, dims)));
    return this;
  }

  /// Adds an output without a type, as inside `If` and `Loop`.
  public GraphBytes output(String output) {
    values.message(12, new ProtoBytes().text(1, output));
    return this;
  }

  /// States the type of a value in between; a dimension is a number, a name, or null if unknown.
  public GraphBytes valueInfo(String value, int type, @Nullable Object... dims) {
    values.message(13, OnnxBytes.value(value, OnnxBytes.type(type, dims)));
    return this;
  }

  public GraphBytes node(NodeBytes node) {
    nodes.message(1, node.toProto());
    return this;
  }

  /// Adds a `float32` constant with its elements in `raw_data`.
  public GraphBytes initializer(String constant, float[] elements, long... dims) {
    ByteBuffer raw = ByteBuffer.allocate(elements.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float element : elements) {
      raw.putFloat(element);
    }
    return initializer(OnnxBytes.tensor(constant, OnnxBytes.FLOAT, raw.array(), dims));
  }

  /// Adds an `int64` constant with its elements in `raw_data`.
  public GraphBytes initializer(String constant, long[] elements, long... dims) {
    ByteBuffer raw = ByteBuffer.allocate(elements.length * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (long element : elements) {
      raw.putLong(element);
    }
    return initializer(OnnxBytes.tensor(constant, OnnxBytes.INT64, raw.array(), dims));
  }

  /// Adds a constant (`TensorProto`).
  public GraphBytes initializer(ProtoBytes tensor) {
    initializers.message(5, tensor);
    return this;
  }

  /// {@return the graph, its fields in the order in which ONNX's own library writes them}
  public ProtoBytes toProto() {
    return new ProtoBytes().append(nodes).text(2, name).append(initializers).append(values);
  }
}
