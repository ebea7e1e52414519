package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
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
/// step 1 and constant limits, and the first must run to the largest 32- or 64-bit integer.
final class SliceConcatToRoll implements Pass {
  private static final String DOMAIN = "oplab";

  @Override
  public String name() {
    return "slice-concat-to-roll";
  }

  @Override
  public String summary() {
    return "Turns two slices and a Concat that roll a tensor into the function oplab.roll.";
  }

  @Override
  public String needs() {
    return "IR version 8, opset 12";
  }

  @Override
  public Optional<String> requires(Model model) {
    long ir = model.header().irVersion();
    long opset = Scope.opset(model);
    if (ir < 8 || opset < 12) {
      return Optional.of(
          "functions in a model need IR version 8 and this one opset 12; the model has %d and %d. Fix: raise them."
              .formatted(ir, opset));
    }
    boolean other =
        model.functions().stream()
            .anyMatch(f -> f.domain().equals(DOMAIN) && f.name().equals("roll") && !isOurs(f));
    return other
        ? Optional.of("the model has another function oplab.roll. Fix: rename that one.")
        : Optional.empty();
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    List<Graph> bodies = model.functions().stream().map(LocalFunction::body).toList();
    for (Scope scope : Scope.of(model)) {
      boolean inFunction = bodies.contains(outermost(scope.graph()));
      for (Node node : scope.graph().nodes()) {
        Value x = inFunction ? null : rolled(node);
        if (x != null) {
          rows.add(rewrite(node, x));
        }
      }
    }
    boolean defined = model.functions().stream().anyMatch(SliceConcatToRoll::isOurs);
    if (!rows.isEmpty() && !defined) {
      model.addFunction(roll(Scope.opset(model)));
      model.opset(DOMAIN, 1);
    }
    return PassResult.of(this, rows);
  }

  private static Graph outermost(Graph graph) {
    Graph at = graph;
    while (at.parent().isPresent()) {
      at = at.parent().get();
    }
    return at;
  }

  /// {@return the tensor that this node rolls, null if it does not}
  private static @Nullable Value rolled(Node concat) {
    if (!Nodes.is(concat, "Concat") || concat.inputs().size() != 2) {
      return null;
    }
    Node tail = slice(concat, 0);
    Node head = slice(concat, 1);
    if (tail == null || head == null) {
      return null;
    }
    long axis = Nodes.integer(concat, "axis", Long.MIN_VALUE);
    long start = limit(tail, 1);
    boolean rolls =
        tail.input(0).equals(head.input(0))
            && limit(tail, 3) == axis
            && limit(head, 3) == axis
            && limit(head, 1) == 0
            && limit(head, 2) == start
            && start != Long.MIN_VALUE
            && (limit(tail, 2) == Integer.MAX_VALUE || limit(tail, 2) == Long.MAX_VALUE);
    return rolls ? tail.input(0).orElse(null) : null;
  }

  private static @Nullable Node slice(Node concat, int index) {
    Node node = concat.input(index).flatMap(Value::producer).orElse(null);
    boolean fits =
        node != null
            && Nodes.is(node, "Slice")
            && node.inputs().size() >= 4
            && (node.input(4).isEmpty() || limit(node, 4) == 1);
    return fits ? node : null;
  }

  /// {@return the only integer that this input holds, the smallest of all for none}
  private static long limit(Node slice, int index) {
    long[] all = Nodes.integers(slice, "", index);
    return all != null && all.length == 1 ? all[0] : Long.MIN_VALUE;
  }

  private static PassResult.Row rewrite(Node concat, Value x) {
    Node tail = concat.input(0).flatMap(Value::producer).orElseThrow();
    Node head = concat.input(1).flatMap(Value::producer).orElseThrow();
    long shift = -limit(tail, 1);
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
