package dev.oplab.onnx.fuzz;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxException;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;

/// Edits of a model that may be broken in any way: each works or is refused.
final class Edits {
  private static final String MARK = "\u00a7";

  private Edits() {}

  /// {@return the model after every value got another name, it was written and read, and every
  /// value got its own name back; null where that was refused, as two values have one name}
  static byte[] renamedAndBack(byte[] bytes) {
    Model model = read(bytes);
    List<Graph> graphs = model.allGraphs();
    for (int i = 0; i < graphs.size(); i++) {
      for (Value value : List.copyOf(graphs.get(i).values())) {
        if (!value.name().isEmpty()) {
          value.rename(MARK + i + MARK + value.name());
        }
      }
    }
    Model again = read(OnnxIo.toBytes(model));
    try {
      for (Graph graph : again.allGraphs()) {
        for (Value value : List.copyOf(graph.values())) {
          String name = value.name();
          value.rename(name.startsWith(MARK) ? name.substring(name.indexOf(MARK, 1) + 1) : name);
        }
      }
      return OnnxIo.toBytes(again);
    } catch (OnnxException taken) {
      return null;
    }
  }

  /// Makes some edits, and checks that all is in step after them.
  static void some(byte[] bytes, Random random) {
    Model model = read(bytes);
    for (int i = 0; i < 12; i++) {
      Trial.mayRefuse(() -> {
        one(model, random);
        return model;
      });
    }
    Trial.walk(model);
    Trial.mayRefuse(() -> {
      byte[] written = OnnxIo.toBytes(model);
      if (hasNegativeSize(model)) {
        return model;
      }
      Trial.same("the text of an edited model", model.toText(), read(written).toText());
      Trial.same("the copy of an edited model", written, OnnxIo.toBytes(model.copy()));
      return model;
    });
  }

  /// A type that says so is read as one of unknown size.
  private static boolean hasNegativeSize(Model model) {
    return model.allGraphs().stream()
        .flatMap(graph -> graph.values().stream())
        .anyMatch(value -> value.type().toString().contains("-"));
  }

  private static Model read(byte[] bytes) {
    return OnnxIo.read(MemorySegment.ofArray(bytes));
  }

  private static void one(Model model, Random random) {
    List<Graph> graphs = model.allGraphs();
    Graph graph = graphs.get(random.nextInt(graphs.size()));
    List<Value> values = new ArrayList<>(graph.values());
    graph.parent().ifPresent(around -> values.addAll(around.values()));
    if (values.isEmpty()) {
      graph.addInput(graph.freshName("in"), ValueType.tensor(DataType.FLOAT, "N", 3));
      return;
    }
    Value one = values.get(random.nextInt(values.size()));
    Value other = values.get(random.nextInt(values.size()));
    if (graph.nodes().isEmpty()) {
      graph.addNode("Neg", one);
      return;
    }
    Node node = graph.nodes().get(random.nextInt(graph.nodes().size()));
    Node anchor = graph.nodes().get(random.nextInt(graph.nodes().size()));
    switch (random.nextInt(20)) {
      case 0 -> graph.insertBefore(anchor, "Add", one, null, other).attribute("axis", 1);
      case 1 -> graph.insertAfter(anchor, "Relu", one).addOutput("");
      case 2, 3 -> graph.remove(node);
      case 4 -> graph.removeAll(List.copyOf(graph.nodes()));
      case 5 -> graph.moveBefore(node, anchor);
      case 6 -> node.setInput(0, one);
      case 7 -> node.resizeInputs(random.nextInt(3));
      case 8 -> one.rename(other.name());
      case 9 -> one.rename(graph.freshName("n"));
      case 10 -> one.replaceAllUses(other);
      case 11 -> one.replaceAllUsesAndOutputs(other);
      case 12 -> one.initializer(Tensor.of("c", new float[] {1}, 1));
      case 13 -> graph.removeInitializer(one);
      case 14 -> {
        if (!isConstant(one)) {
          one.type(ValueType.tensor(DataType.INT64, "M", 2));
        }
      }
      case 15 -> {
        Graph inner = graph.newSubgraph("inner");
        inner.addOutput(inner.addNode("Neg", one).output());
        node.attribute("body", inner);
      }
      case 16 -> List.copyOf(node.attributes().keySet()).forEach(node::removeAttribute);
      case 17 -> graph.addOutput(one);
      case 18 -> {
        if (new HashSet<>(graph.outputs()).size() == graph.outputs().size()) {
          graph.removeOutput(0);
        }
      }
      default -> {
        if (!isConstant(one)) {
          graph.removeInput(one);
        }
      }
    }
  }

  /// What a broken file says of a constant may contradict its tensor, which then has the last word,
  /// as the first of two outputs has that are one value.
  private static boolean isConstant(Value value) {
    return value.initializer().isPresent() || value.sparseInitializer().isPresent();
  }
}
