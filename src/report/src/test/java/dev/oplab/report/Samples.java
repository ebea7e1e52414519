package dev.oplab.report;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.SparseTensor;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.surgeon.Surgeon;
import dev.oplab.surgeon.diff.ModelDiff;
import dev.oplab.surgeon.pass.PassManager;
import dev.oplab.surgeon.pass.PassResult;
import dev.oplab.surgeon.pattern.Pattern;
import dev.oplab.surgeon.pattern.Term;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One object of each type that has a view.
final class Samples {
  private Samples() {}

  /// {@return a convolution, an If around two branches that use its result, and an Identity}
  static Surgeon network() {
    Surgeon g = Surgeon.of(Model.create(17));
    Graph graph = g.graph();
    Value image = graph.addInput("image", ValueType.tensor(DataType.FLOAT, "N", 3, 8, 8));
    Value flag = graph.addInput("flag", ValueType.tensor(DataType.BOOL));
    Value weights = graph.addInitializer(Tensor.of("conv.weight", wave(54), 2, 3, 3, 3));
    Value bias = graph.addInitializer(Tensor.of("conv.bias", new float[] {0.5f, -0.25f}, 2));
    Value half = graph.addInitializer(Tensor.of("half", new float[] {0.5f}));
    Node conv = graph.addNode("Conv", image, weights, bias).rename("conv");
    conv.attribute("kernel_shape", new long[] {3, 3}).attribute("group", 1);
    conv.attribute("auto_pad", "SAME_UPPER").docString("finds edges");
    Value edges =
        conv.output().rename("edges").type(ValueType.tensor(DataType.FLOAT, "N", 2, 8, 8));
    Node branch = graph.addNode("If", flag).rename("choose");
    for (String side : List.of("then_branch", "else_branch")) {
      Graph inner = graph.newSubgraph(side);
      boolean then = side.equals("then_branch");
      Value made = inner.addNode(then ? "Mul" : "Add", edges, half).output();
      inner.addOutput(then ? inner.addNode("Sigmoid", made).output() : made);
      branch.attribute(side, inner);
    }
    Value same = graph.addNode("Identity", branch.output()).rename("same").output().rename("out");
    graph.addOutput(same.type(ValueType.tensor(DataType.FLOAT, "N", 2, 8, 8)));
    return g;
  }

  static float[] wave(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i % 7 == 0 ? 0 : (float) Math.sin(i / 3.0);
    }
    return values;
  }

  /// {@return a network whose every name is a trap, or 10,000 characters long}
  static Model hostile() {
    List<String> names = new ArrayList<>(Profiles.HOSTILE);
    names.add("long".repeat(2500));
    names.replaceAll(name -> name.isEmpty() ? "empty" : name);
    Model model = Model.create(17);
    Graph graph = model.graph().name(names.getFirst()).docString(names.get(2));
    Value at =
        graph.addInput("in" + names.getFirst(), ValueType.tensor(DataType.FLOAT, names.get(1)));
    for (String name : names) {
      Value constant = graph.addInitializer(Tensor.of("c" + name, new String[] {name}, 1));
      Node node = graph.addNode(name, at, constant, null).rename(name).domain(name);
      node.attribute(name, name).metadata(name, name).docString(name);
      at = node.output().rename("v" + name);
    }
    graph.addOutput(at);
    return model;
  }

  /// {@return the objects by a name for each, every type of [Printables#types()] among them but the
  /// tables and charts}
  static Map<String, Object> all() {
    Surgeon g = network();
    Node conv = g.node("conv");
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("graph", g.graph());
    all.put("subgraph", g.node("choose").subgraphs().getFirst());
    all.put("node", conv);
    all.put("node-with-subgraphs", g.node("choose"));
    all.put("value", g.tensor("edges"));
    all.put("value-constant", g.tensor("conv.bias"));
    all.put("tensor", g.tensor("conv.weight").initializer().orElseThrow());
    all.put("tensor-strings", Tensor.of("words", new String[] {"a", "<b>", "c", "d\n"}, 2, 2));
    all.put("tensor-sparse", sparse());
    all.put("attribute", conv.attribute("kernel_shape").orElseThrow());
    all.put("attribute-tensor", new Attribute.TensorValue(Tensor.of("", new long[] {1, -1}, 2)));
    all.put("type", ValueType.tensor(DataType.FLOAT, "N", 3, null));
    all.put("type-nested", new ValueType.SequenceType(ValueType.tensor(DataType.INT64, "<N>")));
    all.put("shape", Shape.ofDims("N", 3, 224, 224));
    all.put("dim", Dim.of("N"));
    all.put("list-nodes", g.nodes());
    all.put("list-values", g.graph().values());
    all.put("list-inputs", conv.inputs());
    all.put("list-tensors", g.graph().initializers());
    all.put("list-uses", g.tensor("edges").uses());
    all.put("map-values", g.tensors());
    all.put("map-attributes", conv.attributes());
    all.put("function", function());
    g.register("clip", (s, args) -> s.layer("Clip", args, 1));
    all.put("surgeon", g);
    Pattern pattern =
        Pattern.of(
            Term.op("Conv", Term.any("x"), Term.constant("w"), Term.constant("b")).as("conv"));
    all.put("match", pattern.match(conv).orElseThrow());
    all.put("explanation", pattern.explain(g.node("choose")));
    all.put("explanation-match", pattern.explain(conv));
    Model after = g.model().copy();
    PassManager.Report passes = PassManager.of("remove-identity", "fuse-gelu").run(after);
    all.put("diff", ModelDiff.of(g.model(), after));
    all.put("passes", passes);
    all.put("pass", passes.of("remove-identity").getFirst());
    all.put("pass-skipped", new PassResult("fuse-gelu", List.of(), "it needs opset 20"));
    all.put("batch", batch());
    return all;
  }

  private static SparseTensor sparse() {
    return new SparseTensor(
        Tensor.of("few", new float[] {1.5f, -2}, 2),
        Tensor.of("", new long[] {3, 77}, 2),
        Shape.of(10, 10));
  }

  private static LocalFunction function() {
    LocalFunction function = LocalFunction.create("my.domain", "Twice", 17, "x");
    Value x = function.body().inputs().getFirst();
    function.body().addOutput(function.body().addNode("Add", x, x).output());
    return function;
  }

  private static Object batch() {
    Surgeon g = Surgeon.create(17);
    Value x = g.input("x", DataType.FLOAT, 1, 4);
    g.outputs(g.layer("Reshape", List.of(x, new long[] {1, 2, 2}), "y"));
    g.type(g.tensor("y"), DataType.FLOAT, 1, 2, 2);
    return g.dynamicBatch("N");
  }
}
