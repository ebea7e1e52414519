package dev.oplab.command;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.nio.file.Path;
import java.util.List;

/// Small models for tests of commands.
public final class Nets {
  private Nets() {}

  /// {@return a model with two `If` nodes that have a graph called `body` each, a function, a dead
  /// node and a weight that nothing uses}
  public static Model nested() {
    Model model = Model.create(17);
    Graph graph = model.graph();
    Value x = graph.addInput("x", ValueType.tensor(DataType.FLOAT, 2));
    Value c = graph.addInput("c", ValueType.tensor(DataType.BOOL));
    Value first = branches(graph, "if_1", c, x, "Relu");
    Value second = branches(graph, "if_2", c, x, "Abs");
    LocalFunction twice = LocalFunction.create("my", "twice", 17, "a");
    Value a = twice.body().inputs().getFirst();
    twice.body().addOutput(twice.body().addNode("Add", a, a).rename("add_in").output().rename("b"));
    model.addFunction(twice);
    model.opset("my", 1);
    Node call = graph.addNode("twice", first).domain("my").rename("call");
    graph.addNode("Sqrt", x).rename("dead").output().rename("dead_output");
    graph.addInitializer(Tensor.of("unused:0", new float[] {1, 2, 3}, 3));
    Value sum = graph.addNode("Add", call.output().rename("y0"), second).rename("last").output();
    graph.addOutput(sum.rename("y").type(ValueType.tensor(DataType.FLOAT, 2)));
    return model;
  }

  private static Value branches(Graph graph, String name, Value condition, Value x, String op) {
    Graph then = graph.newSubgraph("body");
    then.addOutput(then.addNode(op, x).rename(op + "_then").output().rename(name + "_then"));
    Graph otherwise = graph.newSubgraph(name + "_else");
    otherwise.addOutput(otherwise.addNode("Neg", x).output().rename(name + "_neg"));
    Node node = graph.addNode("If", condition).rename(name);
    node.attribute("then_branch", then).attribute("else_branch", otherwise);
    return node.output().rename(name + "_out").type(ValueType.tensor(DataType.FLOAT, 2));
  }

  /// {@return `y = relu(x + 1)`, its input of this shape}
  public static Model small(String input, String output, Object... dims) {
    Model model = Model.create(17);
    Graph graph = model.graph();
    Value x = graph.addInput(input, ValueType.tensor(DataType.FLOAT, dims));
    Value one = graph.addInitializer(Tensor.of("one", new float[] {1}, 1));
    Value sum = graph.addNode("Add", List.of(x, one)).rename("add").addOutput("sum").output();
    Value y = graph.addNode("Relu", sum).rename("relu").output().rename(output);
    graph.addOutput(y.type(ValueType.tensor(DataType.FLOAT, dims)));
    return model;
  }

  /// {@return the file, in which the model now is}
  public static Path write(Model model, Path file) {
    OnnxIo.write(model, file);
    return file;
  }
}
