package dev.oplab.surgeon;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Value;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Small graphs that the tests share.
final class Nets {
  private Nets() {}

  /// {@return x -> Relu 'r0' -> v0 -> Relu 'r1' -> v1 ...; the last value is the output}
  static Surgeon chain(int length) {
    Surgeon g = Surgeon.create(17);
    Value at = g.input("x", DataType.FLOAT, 1, 3);
    for (int i = 0; i < length; i++) {
      at = g.layer("Relu").in(at).name("r" + i).out("v" + i);
      at.type(dev.oplab.onnx.ValueType.tensor(DataType.FLOAT, 1, 3));
    }
    g.outputs(at);
    return g;
  }

  /// {@return a node that calls a function, which calls another, and so on; the last is a Relu}
  static Surgeon calls(int depth) {
    Surgeon g = Surgeon.create(17);
    for (int i = 0; i < depth; i++) {
      Surgeon f = g.function("my", "F" + i, "a");
      f.outputs(
          i + 1 < depth
              ? f.layer("F" + (i + 1)).domain("my").in("a").out("b")
              : f.layer("Relu").in("a").out("b"));
    }
    Value x = g.input("x", DataType.FLOAT, 1, 3);
    g.outputs(g.layer("F0").domain("my").in(x).out("y"));
    return g;
  }

  /// {@return the nodes' names in order}
  static List<String> names(Graph graph) {
    return graph.nodes().stream().map(Node::name).toList();
  }

  static List<String> ops(Graph graph) {
    return graph.nodes().stream().map(Node::opType).toList();
  }

  static List<String> valueNames(List<Value> values) {
    return values.stream().map(Value::name).toList();
  }

  /// {@return the model after it was written and read}
  static Model reread(Model model) {
    return OnnxIo.read(MemorySegment.ofArray(OnnxIo.toBytes(model)));
  }

  /// {@return an If in `g` both of whose branches put out what `branch` makes there}
  static Node branch(Surgeon g, Value condition, String output, Operation branch) {
    return g.layer("If")
        .in(condition)
        .attr("then_branch", g.subgraph("then_branch", branch))
        .attr("else_branch", g.subgraph("else_branch", branch))
        .node(output);
  }
}
