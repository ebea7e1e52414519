package dev.oplab.ort.pass;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Random;

/// A small network for one test, written down node by node.
final class Net {
  final Model model;
  final Graph graph;
  private final Random random = new Random(5);

  Net(long opset) {
    model = Model.create(opset);
    graph = model.graph();
  }

  /// {@return a `float32` input}
  Value in(String name, Object... shape) {
    return graph.addInput(name, ValueType.tensor(DataType.FLOAT, shape));
  }

  Value in(String name, DataType type, Object... shape) {
    return graph.addInput(name, ValueType.tensor(type, shape));
  }

  Value op(String opType, Value... inputs) {
    return graph.addNode(opType, inputs).output();
  }

  Node node(String opType, Value... inputs) {
    return graph.addNode(opType, inputs);
  }

  Value number(float value) {
    return graph.addInitializer(Tensor.of(graph.freshName("number"), new float[] {value}));
  }

  Value number(DataType type, double value) {
    return graph.addInitializer(scalar(type, value).named(graph.freshName("number")));
  }

  /// {@return a tensor without dimensions}
  static Tensor scalar(DataType type, double value) {
    MemorySegment bytes =
        switch (type) {
          case FLOAT16 -> MemorySegment.ofArray(new short[] {Float.floatToFloat16((float) value)});
          case DOUBLE -> MemorySegment.ofArray(new double[] {value});
          case INT32 -> MemorySegment.ofArray(new int[] {(int) value});
          case INT64 -> MemorySegment.ofArray(new long[] {(long) value});
          case INT8, UINT8 -> MemorySegment.ofArray(new byte[] {(byte) value});
          case BOOL -> MemorySegment.ofArray(new byte[] {(byte) (value == 0 ? 0 : 1)});
          default -> MemorySegment.ofArray(new float[] {(float) value});
        };
    byte[] copy = bytes.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    return Tensor.of("", type, Shape.of(), MemorySegment.ofArray(copy));
  }

  Value floats(float[] values, long... shape) {
    return graph.addInitializer(Tensor.of(graph.freshName("floats"), values, shape));
  }

  Value longs(long... values) {
    return graph.addInitializer(Tensor.of(graph.freshName("longs"), values, values.length));
  }

  /// {@return a constant of random numbers, the same each time}
  Value weight(long... shape) {
    return floats(numbers(shape, -1, 1), shape);
  }

  /// {@return a constant of random numbers between 0.5 and 1.5}
  Value positive(long... shape) {
    return floats(numbers(shape, 0.5f, 1.5f), shape);
  }

  /// {@return a constant of random `float16` numbers between 0.5 and 1.5}
  Value halves(long... shape) {
    float[] numbers = numbers(shape, 0.5f, 1.5f);
    short[] halves = new short[numbers.length];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = Float.floatToFloat16(numbers[i]);
    }
    byte[] bytes = MemorySegment.ofArray(halves).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
    return graph.addInitializer(
        Tensor.of(
            graph.freshName("halves"),
            DataType.FLOAT16,
            Shape.of(shape),
            MemorySegment.ofArray(bytes)));
  }

  private float[] numbers(long[] shape, float from, float to) {
    int count = 1;
    for (long size : shape) {
      count *= (int) size;
    }
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = from + (to - from) * random.nextFloat();
    }
    return numbers;
  }

  /// {@return the same number as a `Constant` node}
  Value constant(float value) {
    return graph
        .addNode("Constant")
        .attribute("value", Tensor.of("", new float[] {value}))
        .output();
  }

  Net out(Value value, String name) {
    graph.addOutput(value.rename(name));
    return this;
  }

  /// Puts `value` out as well, under the name it has.
  Net alsoOut(Value value) {
    graph.addOutput(value);
    return this;
  }

  List<String> operators() {
    return graph.nodes().stream().map(Node::opType).toList();
  }
}
