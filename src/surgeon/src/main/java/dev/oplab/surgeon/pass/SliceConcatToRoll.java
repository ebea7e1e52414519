package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Dim;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Turns a roll written as two slices back into a call of one function. Before: `Concat(x[start:],
/// x[:start])` along one axis. After: `oplab.roll(x)` with the attributes `axis` and `shift`, which
/// is `-start`, as `torch.roll` has them; a roll over two axes becomes two calls.
///
/// The function is part of the model and defined by the same slices, so any runtime that knows
/// functions gives the same results: IR version 8 and opset 12 are needed. Slices must have the
/// step 1 and constant limits, and the first must run to the end, whatever that is or as far as it
/// is known.
final class SliceConcatToRoll extends Raising {
  private static final String DOMAIN = "oplab";
  private static final long NONE = Long.MIN_VALUE;

  SliceConcatToRoll(boolean raises) {
    super("slice-concat-to-roll", 12, 8, raises);
  }

  @Override
  public String summary() {
    return "Turns two slices and a Concat that roll a tensor into the function oplab.roll.";
  }

  @Override
  Optional<String> obstacle(Model model) {
    boolean other =
        model.functions().stream()
            .anyMatch(f -> f.domain().equals(DOMAIN) && f.name().equals("roll") && !isOurs(f));
    return other
        ? Optional.of("the model has another function oplab.roll. Fix: rename that one.")
        : Optional.empty();
  }

  @Override
  List<Site> sites(Scope scope) {
    List<Site> found = new ArrayList<>();
    Ranks ranks = new Ranks();
    for (Node node : scope.inFunction() ? List.<Node>of() : scope.graph().nodes()) {
      Value x = rolled(node, ranks);
      if (x != null) {
        found.add(new Site(List.of(node), () -> rewrite(node, x)));
      }
    }
    return found;
  }

  @Override
  void finish(Model model) {
    if (model.functions().stream().noneMatch(SliceConcatToRoll::isOurs)) {
      model.addFunction(roll(Scope.opset(model)));
      model.opset(DOMAIN, 1);
    }
  }

  /// {@return the tensor that this node rolls, null if it does not}
  private static @Nullable Value rolled(Node concat, Ranks ranks) {
    if (!Nodes.is(concat, "Concat") || concat.inputs().size() != 2) {
      return null;
    }
    Node tail = slice(concat, 0);
    Node head = slice(concat, 1);
    if (tail == null || head == null || !tail.input(0).equals(head.input(0))) {
      return null;
    }
    Value x = tail.input(0).orElseThrow();
    int rank = ranks.of(x);
    long axis = axis(Nodes.integer(concat, "axis", NONE), rank);
    long start = limit(tail, "starts", 1);
    boolean rolls =
        axis(limit(tail, "axes", 3), rank) == axis
            && axis(limit(head, "axes", 3), rank) == axis
            && limit(head, "starts", 1) == 0
            && limit(head, "ends", 2) == start
            && start != NONE
            && isEnd(limit(tail, "ends", 2), x, axis);
    return rolls ? x : null;
  }

  private static @Nullable Node slice(Node concat, int index) {
    Node node = concat.input(index).flatMap(Value::producer).orElse(null);
    boolean fits =
        node != null
            && Nodes.is(node, "Slice")
            && node.input(0).isPresent()
            && (node.input(4).isEmpty() || limit(node, "steps", 4) == 1);
    return fits ? node : null;
  }

  /// {@return the axis counted from the front, where that is known}
  private static long axis(long axis, int rank) {
    return axis < 0 && axis != NONE && rank != Ranks.UNKNOWN ? axis + rank : axis;
  }

  /// {@return whether a slice up to here goes to the end}
  private static boolean isEnd(long end, Value x, long axis) {
    if (end == Integer.MAX_VALUE || end == Long.MAX_VALUE) {
      return true;
    }
    Shape shape = Nodes.shape(x).filter(known -> axis >= 0 && axis < known.rank()).orElse(null);
    return shape != null
        && shape.dims().get((int) axis) instanceof Dim.Known(long size)
        && end >= size;
  }

  /// {@return the only integer that this attribute or input holds, [#NONE] if it does not hold one}
  private static long limit(Node slice, String key, int index) {
    long[] all = Nodes.integers(slice, key, index);
    return all != null && all.length == 1 ? all[0] : NONE;
  }

  private static PassResult.Row rewrite(Node concat, Value x) {
    Node tail = concat.input(0).flatMap(Value::producer).orElseThrow();
    Node head = concat.input(1).flatMap(Value::producer).orElseThrow();
    long shift = -limit(tail, "starts", 1);
    PassResult.Row row = PassResult.Row.of(concat, "now oplab.roll by " + shift);
    concat.resizeInputs(1).setInput(0, x);
    concat.opType("roll").domain(DOMAIN).attribute("shift", shift);
    Rewire.removeUnused(List.of(tail, head));
    return row;
  }

  private static boolean isOurs(LocalFunction function) {
    return function.domain().equals(DOMAIN)
        && function.name().equals("roll")
        && function.nodes().stream().map(Node::opType).toList().equals(OPERATORS);
  }

  private static final List<String> OPERATORS =
      Arrays.asList(
          "Constant Constant Constant Constant Constant Reshape Reshape Neg Slice Slice Concat"
              .split(" "));

  private static LocalFunction roll(long opset) {
    LocalFunction bare = LocalFunction.create(DOMAIN, "roll", opset, "X");
    Graph body = bare.body();
    Value x = body.inputs().getFirst();
    var axisGiven = new Attribute.Reference("axis", dev.oplab.onnx.AttributeType.INT);
    var shiftGiven = new Attribute.Reference("shift", dev.oplab.onnx.AttributeType.INT);
    Value axis = body.addNode("Constant").attribute("value_int", axisGiven).output();
    Value shift = body.addNode("Constant").attribute("value_int", shiftGiven).output();
    Value one = list(body, 1);
    Value zero = list(body, 0);
    Value end = list(body, Long.MAX_VALUE);
    Value axes = body.addNode("Reshape", axis, one).output();
    Value shifts = body.addNode("Reshape", shift, one).output();
    Value start = body.addNode("Neg", shifts).output();
    Value tail = body.addNode("Slice", x, start, end, axes).output();
    Value head = body.addNode("Slice", x, zero, start, axes).output();
    Value y = body.addNode("Concat", tail, head).attribute("axis", axisGiven).output().rename("Y");
    body.addOutput(y);
    return new LocalFunction(
        DOMAIN,
        "roll",
        "",
        List.of("axis", "shift"),
        Map.of(),
        bare.opsets(),
        "X rolled by `shift` places along `axis`",
        body);
  }

  private static Value list(Graph body, long value) {
    return body.addNode("Constant").attribute("value_ints", new long[] {value}).output();
  }
}
