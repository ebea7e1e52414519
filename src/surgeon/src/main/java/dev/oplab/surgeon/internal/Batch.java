package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Attribute;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/// Opens the first dimension of a network's inputs and outputs.
public final class Batch {
  private final Graph graph;
  private final Dim batch;
  private final List<Node> reshapes = new ArrayList<>();
  private final List<Node> suspects = new ArrayList<>();
  private final Map<Value, Value> opened = new HashMap<>();

  /// What follows from an input of the graph.
  private final Set<Value> varying = new HashSet<>();

  private final Home home;

  private Batch(Graph graph, Home home, String name) {
    this.graph = graph;
    this.home = home;
    this.batch = Dim.of(name);
  }

  public static BatchEdit open(Graph graph, Home home, String name) {
    return new Batch(graph, home, name).run();
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
    varying.addAll(graph.inputs());
    for (Value value : graph.values()) {
      boolean between = value.producer().isPresent();
      if (between && value.isOutput() && shape(value).rank() > 0) {
        name(value);
        outputs.add(value);
      } else if (between) {
        forget(value);
      }
    }
    for (Node node : old >= 0 ? List.copyOf(graph.nodes()) : List.<Node>of()) {
      boolean follows =
          node.inputs().stream().flatMap(Optional::stream).anyMatch(varying::contains);
      switch (node.opType()) {
        case "Reshape", "Expand" -> target(node, old);
        case "Concat" -> joined(node, old);
        default -> {}
      }
      if (follows || !node.subgraphs().isEmpty()) {
        node.outputs().forEach(output -> output.ifPresent(varying::add));
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
      node.input(1).ifPresent(shape -> computed(node, shape, old));
      return;
    }
    long[] sizes = target.get().data().toArray(ValueLayout.JAVA_LONG_UNALIGNED);
    boolean free = LongStream.of(sizes).noneMatch(size -> size == -1);
    if (node.opType().equals("Reshape") && free && sizes.length > 0 && sizes[0] == old) {
      sizes[0] = -1;
      Value shape = node.input(1).orElseThrow();
      node.setInput(1, opened.computeIfAbsent(shape, _ -> opened(node, shape.name(), sizes)));
      reshapes.add(node);
    } else if (sizes.length > 0 && sizes[0] > 0 && (free || sizes[0] == old)) {
      suspects.add(node);
    }
  }

  /// A shape that is put together from pieces, the first of which may be a constant.
  private void computed(Node node, Value shape, long old) {
    Node pieces = shape.producer().filter(one -> one.opType().equals("Concat")).orElse(null);
    long first = pieces == null ? -1 : pieces.input(0).map(Batch::single).orElse(-1L);
    if (pieces == null || first != old) {
      if (isFixed(shape)) {
        suspects.add(node);
      }
      return;
    }
    boolean free =
        pieces.inputs().stream().flatMap(Optional::stream).noneMatch(one -> holds(one, -1));
    if (node.opType().equals("Reshape") && free && shape.uses().size() == 1) {
      pieces.setInput(0, opened(pieces, shape.name(), new long[] {-1}));
      reshapes.add(node);
    } else {
      suspects.add(node);
    }
  }

  private static long[] numbers(Value value) {
    return Constants.of(value)
        .filter(tensor -> tensor.dataType() == DataType.INT64)
        .map(tensor -> tensor.data().toArray(ValueLayout.JAVA_LONG_UNALIGNED))
        .orElse(new long[0]);
  }

  /// {@return the only number in a constant, -1 if there is none or more than one}
  private static long single(Value value) {
    long[] numbers = numbers(value);
    return numbers.length == 1 ? numbers[0] : -1;
  }

  private static boolean holds(Value value, long number) {
    return LongStream.of(numbers(value)).anyMatch(one -> one == number);
  }

  /// What follows from no input and is joined to what has the batch as its first dimension may have
  /// the old size there.
  private void joined(Node node, long old) {
    List<Value> inputs = node.inputs().stream().flatMap(Optional::stream).toList();
    boolean first = Optional.of(new Attribute.IntValue(0)).equals(node.attribute("axis"));
    boolean sized = inputs.stream().anyMatch(input -> isFixed(input) && mayHold(input, old));
    if (sized && !first && !inputs.stream().allMatch(this::isFixed)) {
      suspects.add(node);
    }
  }

  private boolean isFixed(Value value) {
    return !varying.contains(value);
  }

  private static boolean mayHold(Value value, long old) {
    Optional<Shape> shape = Constants.of(value).map(Tensor::shape);
    return shape.isEmpty()
        || (shape.get().rank() > 1 && shape.get().dims().getFirst().equals(Dim.of(old)));
  }

  private Value opened(Node user, String name, long[] sizes) {
    return new LayerBuild(graph, home, Place.end().before(user)).constant(name + "_open", sizes);
  }
}
