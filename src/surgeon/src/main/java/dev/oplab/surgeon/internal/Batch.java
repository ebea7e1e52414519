package dev.oplab.surgeon.internal;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType.TensorType;
import dev.oplab.surgeon.BatchEdit;
import dev.oplab.surgeon.pattern.Constants;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/// Opens the first dimension of a network's inputs and outputs.
public final class Batch {
  private final Graph graph;
  private final Dim batch;
  private final List<Node> reshapes = new ArrayList<>();
  private final List<Node> suspects = new ArrayList<>();
  private final Map<Value, Value> opened = new HashMap<>();

  private Batch(Graph graph, String name) {
    this.graph = graph;
    this.batch = Dim.of(name);
  }

  public static BatchEdit open(Graph graph, String name) {
    return new Batch(graph, name).run();
  }

  private BatchEdit run() {
    List<Value> inputs = new ArrayList<>();
    List<Value> outputs = new ArrayList<>();
    long old = -1;
    for (Value input : graph.requiredInputs()) {
      Shape shape = shape(input);
      if (shape.rank() > 0) {
        if (shape.dims().getFirst() instanceof Dim.Known(long size)) {
          if (old >= 0 && old != size) {
            throw Refusal.at(
                graph,
                "its inputs have different first dimensions: %s".formatted(graph.inputs()),
                "name the dimensions one by one, with shape(value, ...)");
          }
          old = size;
        }
        inputs.add(input);
      }
    }
    inputs.forEach(this::name);
    for (Value value : graph.values()) {
      boolean between = value.producer().isPresent();
      if (between && value.isOutput() && shape(value).rank() > 0) {
        name(value);
        outputs.add(value);
      } else if (between) {
        forget(value);
      }
    }
    for (Node node : List.copyOf(graph.nodes())) {
      if (old >= 0 && (node.opType().equals("Reshape") || node.opType().equals("Expand"))) {
        target(node, old);
      }
    }
    return new BatchEdit(inputs, outputs, reshapes, suspects);
  }

  private static Shape shape(Value value) {
    return value.type() instanceof TensorType(DataType _, Shape shape) && shape != null
        ? shape
        : Shape.of();
  }

  private void name(Value value) {
    List<Dim> dims = new ArrayList<>(shape(value).dims());
    dims.set(0, batch);
    if (value.type() instanceof TensorType tensor) {
      value.type(new TensorType(tensor.dataType(), new Shape(dims)));
    }
  }

  /// What was stated for one batch size holds no more; the rank does.
  private static void forget(Value value) {
    if (value.type() instanceof TensorType(DataType type, Shape shape) && shape != null) {
      List<Dim> open = Collections.nCopies(shape.rank(), Dim.unknown());
      value.type(new TensorType(type, new Shape(open)));
    }
  }

  private void target(Node node, long old) {
    Optional<Tensor> target = node.input(1).flatMap(Constants::of);
    if (target.isEmpty() || target.get().dataType() != DataType.INT64) {
      return;
    }
    long[] sizes = target.get().data().toArray(ValueLayout.JAVA_LONG_UNALIGNED);
    boolean free = LongStream.of(sizes).noneMatch(size -> size == -1);
    if (node.opType().equals("Reshape") && free && sizes.length > 0 && sizes[0] == old) {
      sizes[0] = -1;
      node.setInput(1, opened.computeIfAbsent(node.input(1).get(), shape -> opened(shape, sizes)));
      reshapes.add(node);
    } else if (sizes.length > 0 && sizes[0] > 0 && (free || sizes[0] == old)) {
      suspects.add(node);
    }
  }

  private Value opened(Value shape, long[] sizes) {
    return graph.addInitializer(
        Tensor.of(graph.freshName(shape.name() + "_open"), sizes, sizes.length));
  }
}
