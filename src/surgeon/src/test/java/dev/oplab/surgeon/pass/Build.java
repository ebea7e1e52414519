package dev.oplab.surgeon.pass;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.OnnxIo;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Small models for the tests of passes, with one input `x`.
final class Build {
  final Model model;
  final Graph graph;
  final Value x;

  Build(long opset, Object... shape) {
    model = Model.create(opset);
    graph = model.graph();
    x = graph.addInput("x", ValueType.tensor(DataType.FLOAT, shape));
  }

  Value op(String opType, Value... inputs) {
    return graph.addNode(opType, inputs).output();
  }

  Value number(String name, float value) {
    return graph.addInitializer(Tensor.of(name, new float[] {value}));
  }

  Value vector(String name, float... values) {
    return graph.addInitializer(Tensor.of(name, values, values.length));
  }

  Value longs(String name, long... values) {
    return graph.addInitializer(Tensor.of(name, values, values.length));
  }

  Build output(Value value, String name) {
    value.rename(name);
    graph.addOutput(value);
    return this;
  }

  PassResult run(String pass) {
    Pass named = Passes.named(pass);
    var unmet = named.requires(model);
    PassResult result =
        unmet.isPresent() ? new PassResult(pass, List.of(), unmet.get()) : named.apply(model);
    OnnxIo.read(MemorySegment.ofArray(OnnxIo.toBytes(model)));
    return result;
  }

  List<String> operators() {
    return graph.nodes().stream().map(Node::opType).toList();
  }

  /// `x - mean`, squared, averaged, and so on, up to the bias.
  static Build layerNorm(long opset, long axis, Object... shape) {
    Build b = new Build(opset, shape);
    Value mean = b.graph.addNode("ReduceMean", b.x).attribute("axes", new long[] {axis}).output();
    Value centred = b.op("Sub", b.x, mean).rename("centred");
    Value square = b.op("Pow", centred, b.number("two", 2));
    Value variance =
        b.graph.addNode("ReduceMean", square).attribute("axes", new long[] {axis}).output();
    Value deviation = b.op("Sqrt", b.op("Add", variance, b.number("epsilon", 1e-5f)));
    Value scaled = b.op("Mul", b.op("Div", centred, deviation), b.vector("scale", 1, 2, 3));
    return b.output(b.op("Add", b.vector("bias", 3, 2, 1), scaled), "y");
  }

  static Build gelu(long opset) {
    Build b = new Build(opset, 2, 3);
    Value erf = b.op("Erf", b.op("Div", b.x, b.number("root", (float) Math.sqrt(2))));
    Value sum = b.op("Add", erf, b.number("one", 1)).rename("sum");
    return b.output(b.op("Mul", b.op("Mul", b.x, sum), b.number("half", 0.5f)), "y");
  }

  static Build convNorm() {
    Build b = new Build(15, 1, 1, 4, 4);
    Value w = b.graph.addInitializer(Tensor.of("w", new float[] {1, 2}, 2, 1, 1, 1));
    Value conv = b.op("Conv", b.x, w, b.vector("b", 1, 1)).rename("conv");
    Value norm =
        b.graph
            .addNode(
                "BatchNormalization",
                conv,
                b.vector("scale", 2, 2),
                b.vector("offset", 10, 20),
                b.vector("mean", 1, 3),
                b.vector("variance", 4, 1))
            .attribute("epsilon", 0.0)
            .output();
    return b.output(norm, "y");
  }

  static Build minMax(long opset, String inner, String outer, float innerLimit, float outerLimit) {
    Build b = new Build(opset, 2, 3);
    Value first = b.op(inner, b.x, b.number("inner", innerLimit)).rename("between");
    return b.output(b.op(outer, b.number("outer", outerLimit), first), "y");
  }

  static Build roll(long headEnd) {
    Build b = new Build(15, "N", 3);
    b.model.irVersion(8);
    Value start = b.longs("start", -2);
    Value axes = b.longs("axes", 1);
    Value tail = b.op("Slice", b.x, start, b.longs("end", Long.MAX_VALUE), axes);
    Value head = b.op("Slice", b.x, b.longs("zero", 0), b.longs("stop", headEnd), axes);
    return b.output(b.graph.addNode("Concat", tail, head).attribute("axis", 1).output(), "y");
  }

  /// A cast there and back, a node without a name and two that share one, notes, and an import too
  /// many.
  static Build untidy() {
    Build b = new Build(15, 2, 3);
    b.model.opset("ai.onnx.ml", 3).docString("all").metadata("author", "me");
    b.graph.docString("graph").metadata("a", "b");
    Node there = b.graph.addNode("Cast", b.x).attribute("to", DataType.DOUBLE.code());
    Node back = b.graph.addNode("Cast", there.output()).attribute("to", DataType.FLOAT.code());
    there.rename("n").docString("trace").metadata("pkg", "torch");
    back.rename("n");
    b.graph.addNode("Dropout", back.output()).rename("");
    return b.output(b.op("Relu", b.graph.nodes().getLast().output()), "y");
  }

  /// A call of a function, and a function that nothing calls.
  static Build functions() {
    Build b = new Build(15, 2, 3);
    b.model.irVersion(8).opset("mine", 1);
    for (String name : List.of("Used", "Unused")) {
      LocalFunction function = LocalFunction.create("mine", name, 15, "X");
      Value in = function.body().inputs().getFirst();
      function.body().addOutput(function.body().addNode("Neg", in).output());
      b.model.addFunction(function);
    }
    return b.output(b.graph.addNode("Used", b.x).domain("mine").output(), "y");
  }
}
