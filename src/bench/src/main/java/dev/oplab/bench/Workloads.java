package dev.oplab.bench;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.surgeon.Merge;
import dev.oplab.surgeon.Surgeon;
import dev.oplab.surgeon.pattern.Pattern;
import dev.oplab.surgeon.pattern.Term;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The workloads by name, each as a person would write it in a cell.
final class Workloads {
  private static final Map<String, Workload<?>> ALL =
      Map.ofEntries(
          Map.entry("build", new Workload<>(Workloads::empty, Workloads::build)),
          Map.entry("rewire", new Workload<>(Workloads::consumers, Workloads::rewire)),
          Map.entry("remove", new Workload<>(Workloads::dead, Workloads::remove)),
          Map.entry("import", Workload.onFile("network", Workloads::read)),
          Map.entry("export", new Workload<>(model("network"), Workloads::serialise)),
          Map.entry("copy", new Workload<>(model("network"), Workloads::copy)),
          Map.entry("import-ifs", Workload.onFile("branches", Workloads::read)),
          Map.entry("export-ifs", new Workload<>(model("branches"), Workloads::serialise)),
          Map.entry("copy-ifs", new Workload<>(model("branches"), Workloads::copy)),
          Map.entry("toposort", new Workload<>(model("reversed"), Workloads::toposort)),
          Map.entry("cleanup", new Workload<>(model("network"), Workloads::cleanUp)),
          Map.entry("rename", new Workload<>(model("network"), Workloads::renameAll)),
          Map.entry("find", new Workload<>(model("network"), Workloads::find)),
          Map.entry("merge", new Workload<>(Workloads::pair, Workloads::merge)),
          Map.entry("edit", Workload.onFile("heavy", Workloads::renameOne)),
          Map.entry("edit-in-place", Workload.onFile("heavy", Workloads::renameInPlace)),
          Map.entry("edit-external", Workload.onFile("outside", Workloads::renameOne)));

  private Workloads() {}

  static Workload<?> of(String name) {
    Workload<?> workload = ALL.get(name);
    if (workload == null) {
      throw new IllegalArgumentException(
          "no workload is called " + name + ", only " + ALL.keySet());
    }
    return workload;
  }

  private static Workload.Prepare<Model> model(String kind) {
    return (size, folder) -> OnnxIo.read(folder.resolve(kind + "-" + size + ".onnx"));
  }

  /// A graph to add so many nodes to.
  private record Empty(Surgeon graph, Value a, Value b, int size) {}

  private static Empty empty(int size, Path folder) {
    Surgeon g = Surgeon.create(17);
    return new Empty(
        g, g.input("a", DataType.FLOAT, 1, 64), g.input("b", DataType.FLOAT, 1, 64), size);
  }

  private static long build(Empty empty) {
    Surgeon g = empty.graph;
    Value x = empty.a;
    for (int i = 0; i < empty.size; i++) {
      x = g.layer("Add", List.of(x, empty.b), "t").getFirst();
    }
    g.outputs(x);
    return g.nodes().size();
  }

  /// A graph whose nodes all use `a`, and another value for them to use.
  private record Consumers(Graph graph, Value b) {}

  private static Consumers consumers(int size, Path folder) {
    Graph graph = Model.create(17).graph();
    Value a = graph.addInput("a", ValueType.tensor(DataType.FLOAT, 1, 64));
    Value b = graph.addInput("b", ValueType.tensor(DataType.FLOAT, 1, 64));
    for (int i = 0; i < size; i++) {
      graph.addNode("Relu", a);
    }
    graph.addOutput(graph.nodes().getLast().output());
    return new Consumers(graph, b);
  }

  private static long rewire(Consumers consumers) {
    for (Node node : consumers.graph.nodes().reversed()) {
      node.setInput(0, consumers.b);
    }
    return consumers.b.uses().size();
  }

  /// A node that is needed, and many that are not, in an order against that of their tensors' uses.
  private static Surgeon dead(int size, Path folder) {
    Surgeon g = Surgeon.create(17);
    Graph graph = g.graph();
    Value a = g.input("a", DataType.FLOAT, 1, 64);
    Value b = g.input("b", DataType.FLOAT, 1, 64);
    Node live = graph.addNode("Relu", a);
    for (int i = 0; i < size; i++) {
      graph.insertAfter(live, "Add", a, b);
    }
    return g.outputs(live.output());
  }

  private static long remove(Surgeon g) {
    return g.cleanup().nodes().size();
  }

  private static long read(Path file) {
    return Visit.of(OnnxIo.read(file).graph());
  }

  private static long serialise(Model model) {
    return OnnxIo.toBytes(model).length;
  }

  private static long copy(Model model) {
    return model.copy().graph().nodes().size();
  }

  private static long toposort(Model model) {
    return Surgeon.of(model).toposort().nodes().size();
  }

  private static long cleanUp(Model model) {
    return Surgeon.of(model).cleanup().nodes().size();
  }

  private static long renameAll(Model model) {
    return Surgeon.of(model).rename(name -> "m_" + name).nodes().size();
  }

  private static long find(Model model) {
    Term product = Term.op("MatMul", Term.any("x"), Term.any("w"));
    return Pattern.of(Term.op("Relu", Term.op("Add", product, Term.any("b"))))
        .matches(model.graph())
        .size();
  }

  private static List<Model> pair(int size, Path folder) {
    Path file = folder.resolve("network-" + size + ".onnx");
    return List.of(OnnxIo.read(file), OnnxIo.read(file));
  }

  private static long merge(List<Model> pair) {
    String output = pair.getFirst().graph().outputs().getFirst().name();
    Model merged = Merge.of(pair.getFirst(), pair.getLast()).connect(output, "input").run();
    return merged.graph().nodes().size();
  }

  private static long renameOne(Path file) {
    return rename(file, file.resolveSibling("edited.onnx"));
  }

  private static long renameInPlace(Path file) {
    return rename(file, file);
  }

  private static long rename(Path from, Path to) {
    Model model = OnnxIo.read(from);
    List<Node> nodes = model.graph().nodes();
    nodes.get(nodes.size() / 2).rename("renamed");
    OnnxIo.write(model, to);
    return nodes.size();
  }
}
