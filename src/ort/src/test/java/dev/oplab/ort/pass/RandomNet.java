package dev.oplab.ort.pass;

import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/// A network put together at random from what passes look for, whole and in parts: pieces are used
/// again, put out, and captured by branches. The same for the same seed.
final class RandomNet {
  @SuppressWarnings("ArrayRecordComponent")
  private record Piece(Value value, long[] shape) {}

  final Net net;
  private final Random random;
  private final long opset;
  private final List<Piece> pieces = new ArrayList<>();

  RandomNet(long seed) {
    random = new Random(seed);
    opset = new long[] {11, 12, 13, 17, 18, 20}[random.nextInt(6)];
    net = new Net(opset);
    pieces.add(new Piece(net.in("x", 2, 4, 6), new long[] {2, 4, 6}));
    pieces.add(new Piece(net.in("z", 2, 4, 6), new long[] {2, 4, 6}));
    int steps = 6 + random.nextInt(20);
    for (int i = 0; i < steps; i++) {
      step();
    }
    int outputs = 1 + random.nextInt(3);
    for (int i = 0; i < outputs; i++) {
      Value value = i == 0 ? pieces.getLast().value() : any().value();
      if (!value.isInput() && !value.isOutput()) {
        net.alsoOut(value);
      }
    }
  }

  private Piece any() {
    // Mostly the newest, so that chains form.
    int back = random.nextInt(3) == 0 ? random.nextInt(pieces.size()) : 0;
    return pieces.get(pieces.size() - 1 - back);
  }

  private void step() {
    Piece of = any();
    Value x = of.value();
    long[] shape = of.shape();
    Piece next =
        switch (random.nextInt(14)) {
          case 0 -> new Piece(net.op(pick("Relu", "Tanh", "Neg", "Abs", "Sigmoid"), x), shape);
          case 1 -> new Piece(net.op("Identity", x), shape);
          case 2 -> new Piece(dropout(x), shape);
          case 3 -> new Piece(clip(x), shape);
          case 4 -> transposed(x, shape);
          case 5 -> random.nextBoolean() ? reshaped(x, shape) : reshaped(reshaped(x, shape));
          case 6 -> new Piece(gelu(x), shape);
          case 7 -> new Piece(normalized(x, shape), shape);
          case 8 -> new Piece(rolled(x, shape), shape);
          case 9 -> new Piece(cast(x), shape);
          case 10 -> new Piece(branch(x), shape);
          case 11 -> new Piece(net.op("Mul", net.op("Neg", x), net.op("Neg", x)), shape);
          case 12 -> new Piece(softmax(x, shape), shape);
          default -> sum(of);
        };
    pieces.add(next);
  }

  private String pick(String... all) {
    return all[random.nextInt(all.length)];
  }

  private Value number(float value) {
    return random.nextBoolean() ? net.number(value) : net.constant(value);
  }

  private Value both(String op, Value a, Value b) {
    return random.nextBoolean() ? net.op(op, a, b) : net.op(op, b, a);
  }

  private Value dropout(Value x) {
    Node node = net.node("Dropout", x);
    return (random.nextBoolean() ? node.addOutput(net.graph.freshName("mask")) : node).output();
  }

  private Value clip(Value x) {
    float low = random.nextInt(4) - 2;
    float high = random.nextInt(4) - 1;
    return random.nextBoolean()
        ? both("Min", both("Max", x, number(low)), number(high))
        : both("Max", both("Min", x, number(high)), number(low));
  }

  private Piece transposed(Value x, long[] shape) {
    List<Long> axes = new ArrayList<>(LongStream.range(0, shape.length).boxed().toList());
    java.util.Collections.shuffle(axes, random);
    long[] perm = axes.stream().mapToLong(Long::longValue).toArray();
    Value y = net.node("Transpose", x).attribute("perm", perm).output();
    return new Piece(y, Arrays.stream(perm).map(axis -> shape[(int) axis]).toArray());
  }

  private Piece reshaped(Piece of) {
    return reshaped(of.value(), of.shape());
  }

  private Piece reshaped(Value x, long[] shape) {
    long[][] shapes = {{48}, {8, 6}, {2, 24}, {4, 2, 6}, {2, 4, 6}, {1, 48}, {4, 2, 2, 3}};
    long[] target = shapes[random.nextInt(shapes.length)];
    long[] written = target.clone();
    if (random.nextBoolean()) {
      written[random.nextInt(written.length)] = -1;
    }
    if (random.nextInt(4) == 0 && written[0] != -1 && target[0] == shape[0]) {
      written[0] = 0;
    }
    return new Piece(net.op("Reshape", x, net.longs(written)), target);
  }

  private Value gelu(Value x) {
    Value part =
        random.nextBoolean()
            ? net.op("Erf", net.op("Div", x, number((float) Math.sqrt(2))))
            : net.op(
                "Tanh",
                both(
                    "Mul",
                    both("Add", x, both("Mul", net.op("Pow", x, number(3)), number(0.044715f))),
                    number((float) Math.sqrt(2 / Math.PI))));
    pieces.add(new Piece(part, pieces.getLast().shape())); // sometimes used elsewhere too
    Value sum = both("Add", part, number(1));
    pieces.removeLast();
    return random.nextBoolean()
        ? both("Mul", both("Mul", x, sum), number(0.5f))
        : both("Mul", both("Mul", x, number(0.5f)), sum);
  }

  private Value mean(Value x, long axis) {
    return opset >= 18
        ? net.op("ReduceMean", x, net.longs(axis))
        : net.node("ReduceMean", x).attribute("axes", new long[] {axis}).output();
  }

  private Value normalized(Value x, long[] shape) {
    long axis = random.nextInt(4) == 0 ? shape.length - 1L : -1;
    Value centred = net.op("Sub", x, mean(x, axis));
    Value square =
        random.nextBoolean() ? net.op("Mul", centred, centred) : net.op("Pow", centred, number(2));
    Value deviation = net.op("Sqrt", both("Add", mean(square, -1), number(0.1f)));
    Value y = net.op("Div", centred, deviation);
    if (random.nextInt(8) == 0) {
      pieces.add(new Piece(centred, shape));
    }
    y = random.nextInt(4) == 0 ? y : both("Mul", y, net.positive(shape[shape.length - 1]));
    return random.nextInt(4) == 0 ? y : both("Add", y, net.weight(shape[shape.length - 1]));
  }

  private Value rolled(Value x, long[] shape) {
    long axis = random.nextInt(shape.length);
    long start = random.nextLong(-2, 3);
    Value axes = net.longs(axis);
    Value tail = net.op("Slice", x, net.longs(start), net.longs(Long.MAX_VALUE), axes);
    Value head = net.op("Slice", x, net.longs(0), net.longs(start), axes);
    return net.node("Concat", tail, head).attribute("axis", axis).output();
  }

  private Value cast(Value x) {
    int there = pick("DOUBLE", "FLOAT").equals("DOUBLE") ? 11 : 1;
    return net.node("Cast", net.node("Cast", x).attribute("to", there).output())
        .attribute("to", 1)
        .output();
  }

  private Value softmax(Value x, long[] shape) {
    Node node = net.node("Softmax", x);
    boolean standard = shape.length > 1 && random.nextBoolean();
    return (standard ? node : node.attribute("axis", random.nextInt(shape.length))).output();
  }

  private Value branch(Value captured) {
    // ONNX Runtime 1.29 takes some casts away itself and then misses them in branches.
    boolean cast = captured.producer().filter(node -> node.opType().equals("Cast")).isPresent();
    Value x = cast ? net.op("Neg", captured) : captured;
    Value yes =
        net.graph.addInitializer(
            Tensor.of(
                net.graph.freshName("yes"),
                DataType.BOOL,
                Shape.of(),
                Net.scalar(DataType.BOOL, random.nextInt(2)).data()));
    Graph then = net.graph.newSubgraph(net.graph.freshName("then"));
    Value copy = then.addNode("Identity", x).output();
    then.addOutput(then.addNode("Add", copy, then.addNode("Neg", x).output()).output());
    Graph otherwise = net.graph.newSubgraph(net.graph.freshName("else"));
    otherwise.addOutput(otherwise.addNode("Identity", x).output());
    Node choice = net.node("If", yes).attribute("then_branch", then);
    return choice.attribute("else_branch", otherwise).output();
  }

  @SuppressWarnings("ReferenceEquality")
  private Piece sum(Piece one) {
    for (Piece other : pieces.reversed()) {
      if (other != one && Arrays.equals(other.shape(), one.shape())) {
        return new Piece(net.op("Add", one.value(), other.value()), one.shape());
      }
    }
    return new Piece(net.op("Add", one.value(), net.weight(1)), one.shape());
  }
}
