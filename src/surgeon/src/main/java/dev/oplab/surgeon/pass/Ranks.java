package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.Constants;
import dev.oplab.surgeon.pattern.TensorNumbers;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How many dimensions values have, as far as that follows from stated types, permutations and
/// target shapes near by. For opsets before 13. Mutable: it remembers.
final class Ranks {
  static final int UNKNOWN = -1;
  private static final int FAR = 60;
  private static final Set<String> KEEP =
      Set.of("Cast", "Erf", "Exp", "Identity", "Neg", "Relu", "Softmax", "Split", "Sqrt", "Tanh");
  private static final Set<String> BROADCAST =
      Set.of("Add", "Div", "MatMul", "Mul", "Pow", "Sub", "Where");

  private final Map<Value, Integer> known = new HashMap<>();

  /// {@return the number of dimensions, or [#UNKNOWN]}
  int of(Value value) {
    return of(value, 0);
  }

  private int of(Value value, int depth) {
    Integer before = known.get(value);
    if (before != null) {
      return before;
    }
    int rank = Nodes.shape(value).map(shape -> shape.rank()).orElse(UNKNOWN);
    Optional<Node> producer = value.producer();
    if (rank == UNKNOWN && producer.isPresent() && depth < FAR) {
      rank = of(producer.get(), depth + 1);
    }
    known.put(value, rank);
    return rank;
  }

  private int of(Node node, int depth) {
    String op = node.opType();
    Optional<Tensor> constant = Constants.of(node);
    if (constant.isPresent()) {
      return constant.get().shape().rank();
    }
    if (!Nodes.is(node, op) || node.input(0).isEmpty()) {
      return UNKNOWN;
    }
    long[] perm = op.equals("Transpose") ? Nodes.integers(node, "perm") : null;
    if (perm != null) {
      return perm.length;
    }
    if (op.equals("Reshape") && node.input(1).isPresent()) {
      return length(node.input(1).get());
    }
    if (BROADCAST.contains(op)) {
      return broadcast(node, depth);
    }
    int rank = of(node.input(0).get(), depth);
    long[] axes = Nodes.integers(node, "axes");
    if (rank == UNKNOWN || KEEP.contains(op) || op.equals("Transpose")) {
      return rank;
    }
    if (axes != null && op.equals("Squeeze")) {
      return rank - axes.length;
    }
    return axes != null && op.equals("Unsqueeze") ? rank + axes.length : UNKNOWN;
  }

  private int broadcast(Node node, int depth) {
    int most = UNKNOWN;
    for (Optional<Value> input : node.inputs()) {
      int rank = input.isEmpty() ? UNKNOWN : of(input.get(), depth);
      if (rank == UNKNOWN || (node.opType().equals("MatMul") && rank < 2)) {
        return UNKNOWN;
      }
      most = Math.max(most, rank);
    }
    return most;
  }

  /// {@return how many numbers a list holds that is a constant or put together from single ones}
  private static int length(Value list) {
    Optional<Tensor> constant = Constants.of(list);
    if (constant.isPresent()) {
      return Math.toIntExact(TensorNumbers.count(constant.get()));
    }
    Node concat = list.producer().filter(node -> Nodes.is(node, "Concat")).orElse(null);
    if (concat == null) {
      return UNKNOWN;
    }
    int sum = 0;
    for (Optional<Value> part : concat.inputs()) {
      // What is joined to a list of sizes is a list itself, so what was unsqueezed was one number.
      Node unsqueeze =
          part.flatMap(Value::producer).filter(node -> Nodes.is(node, "Unsqueeze")).orElse(null);
      long[] axes = unsqueeze == null ? null : Nodes.integers(unsqueeze, "axes", 1);
      boolean single = axes != null && axes.length == 1;
      int more = single ? 1 : part.isEmpty() ? UNKNOWN : length(part.get());
      if (more == UNKNOWN) {
        return UNKNOWN;
      }
      sum += more;
    }
    return sum;
  }
}
