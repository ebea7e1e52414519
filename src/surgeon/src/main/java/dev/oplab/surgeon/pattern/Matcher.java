package dev.oplab.surgeon.pattern;

import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds one pattern against one node. Goals are worked off a list; where there are several ways to
/// reach one, the others are kept to come back to. Used once.
final class Matcher {
  /// What is still to be shown, in order; lists share their ends.
  private sealed interface Goal {
    /// The value that `taker` takes in at `input` is what the term says.
    record IsValue(Term term, @Nullable Value value, Node taker, int input, @Nullable Goal next)
        implements Goal {}

    record IsNode(OpTerm op, Node node, @Nullable Goal next) implements Goal {}

    /// There is a node for the pattern's output with this number.
    record HasOutput(int index, @Nullable Goal next) implements Goal {}

    /// What lies inside is not used outside.
    record IsClosed() implements Goal {}
  }

  private record Way(@Nullable Goal goals, int bound) {}

  private final List<OpTerm> outputs;
  private final Set<Node> taken;
  private final Map<Object, Object> bound = new LinkedHashMap<>();
  private final List<Object> order = new ArrayList<>();
  private final Misses misses = new Misses();

  Matcher(List<OpTerm> outputs, Set<Node> taken) {
    this.outputs = outputs;
    this.taken = taken;
  }

  Explanation explain(Node root) {
    return match(root).isPresent()
        ? new Explanation(root, outputs.size(), Optional.empty())
        : misses.explanation(root);
  }

  Optional<Match> match(Node root) {
    Goal last = new Goal.IsClosed();
    Goal more = outputs.size() > 1 ? new Goal.HasOutput(1, last) : last;
    Deque<Way> ways = new ArrayDeque<>();
    ways.push(new Way(new Goal.IsNode(outputs.getFirst(), root, more), 0));
    while (!ways.isEmpty()) {
      Way way = ways.pop();
      while (order.size() > way.bound) {
        bound.remove(order.removeLast());
      }
      if (way.goals == null) {
        return Optional.of(result(root));
      }
      for (Way next : reach(way.goals).reversed()) {
        ways.push(next);
      }
    }
    return Optional.empty();
  }

  /// {@return the ways to go on, best first; none if the goal cannot be reached}
  private List<Way> reach(Goal goal) {
    return switch (goal) {
      case Goal.IsNode(OpTerm op, Node node, Goal next) -> node(op, node, next);
      case Goal.HasOutput(int index, Goal next) -> furtherOutput(index, next);
      case Goal.IsClosed _ -> closed() ? List.of(new Way(null, order.size())) : List.of();
      case Goal.IsValue asked -> value(asked);
    };
  }

  private List<Way> value(Goal.IsValue goal) {
    Value value = goal.value;
    if (goal.term instanceof Term.Either(List<Term> terms)) {
      return terms.stream()
          .map(term ->
              new Way(
                  new Goal.IsValue(term, value, goal.taker, goal.input, goal.next), order.size()))
          .toList();
    }
    if (goal.term instanceof Term.Omitted) {
      return value == null ? on(goal.next) : miss(goal, "no input", value.toString());
    }
    if (value == null) {
      return miss(goal, goal.term.toString(), "no input");
    }
    return switch (goal.term) {
      case Term.Omitted _, Term.Either _ -> List.of();
      case Term.Any(String name) -> named(name, value, goal);
      case Term.Constant constant -> constant(constant, value, goal);
      case Term.Output(OpTerm op, int index) -> produced(op, index, value, goal);
      case OpTerm op -> produced(op, 0, value, goal);
    };
  }

  private List<Way> named(String name, Value value, Goal.IsValue goal) {
    Object before = bound.get(name);
    if (before == null) {
      bind(name, value);
    } else if (before != value) {
      return miss(goal, "the same value as before for '" + name + "', " + before, value.toString());
    }
    return on(goal.next);
  }

  private List<Way> constant(Term.Constant wanted, Value value, Goal.IsValue goal) {
    var tensor = Constants.of(value);
    if (tensor.isEmpty()) {
      return miss(goal, wanted.toString(), "the variable " + value);
    }
    if (!wanted.accepts().test(tensor.get())) {
      return miss(goal, wanted.toString(), Misses.content(tensor.get()));
    }
    return named(wanted.name(), value, goal);
  }

  private List<Way> produced(OpTerm op, int index, Value value, Goal.IsValue goal) {
    List<Way> ways = new ArrayList<>();
    Node node = value.producer().orElse(null);
    if (node == null) {
      miss(goal, op.toString(), value + (value.isInput() ? ", an input" : ", a constant"));
    } else if (node.outputs().get(index < node.outputs().size() ? index : 0).orElse(null)
        != value) {
      miss(goal, "output " + index + " of " + op, "another output of " + node);
    } else {
      ways.add(new Way(new Goal.IsNode(op, node, goal.next), order.size()));
    }
    if (op.optional && !bound.containsKey(op)) {
      Goal without =
          new Goal.IsValue(op.inputs.getFirst(), value, goal.taker, goal.input, goal.next);
      ways.add(new Way(without, order.size()));
    }
    return ways;
  }

  private List<Way> node(OpTerm op, Node node, @Nullable Goal next) {
    Object before = bound.get(op);
    if (before != null) {
      return before == node
          ? on(next)
          : miss(op.toString(), "node " + node, "node " + before, "" + node);
    }
    String[] wrong = NodeCheck.of(op, node);
    if (wrong.length == 0 && (taken.contains(node) || bound.containsKey(node))) {
      wrong = new String[] {"a node of its own", "one that is part of a match already"};
    }
    if (wrong.length > 0) {
      return miss(op.toString(), "node " + node, wrong[0], wrong[1]);
    }
    bind(op, node);
    bind(node, op);
    List<Way> ways = new ArrayList<>();
    ways.add(new Way(inputs(op, node, false, next), order.size()));
    if (op.commutative) {
      ways.add(new Way(inputs(op, node, true, next), order.size()));
    }
    return ways;
  }

  private static @Nullable Goal inputs(OpTerm op, Node node, boolean swapped, @Nullable Goal next) {
    Goal goals = next;
    for (int i = op.inputs.size() - 1; i >= 0; i--) {
      int at = swapped && i < 2 ? 1 - i : i;
      goals = new Goal.IsValue(op.inputs.get(i), node.input(at).orElse(null), node, at, goals);
    }
    return goals;
  }

  /// Looks for the node of a further output among those that take in what is bound already.
  private List<Way> furtherOutput(int index, @Nullable Goal last) {
    OpTerm op = outputs.get(index);
    Goal next = index + 1 < outputs.size() ? new Goal.HasOutput(index + 1, last) : last;
    List<Way> ways = new ArrayList<>();
    Set<Node> candidates = new LinkedHashSet<>();
    if (bound.get(op) instanceof Node known) {
      candidates.add(known);
    }
    for (Term input : flat(op.inputs)) {
      Value value = candidates.isEmpty() ? boundValue(input) : null;
      if (value != null) {
        value.uses().forEach(use -> candidates.add(use.node()));
      }
    }
    for (Node node : candidates) {
      if (NodeCheck.of(op, node).length == 0) {
        ways.add(new Way(new Goal.IsNode(op, node, next), order.size()));
      }
    }
    if (ways.isEmpty()) {
      miss(op.toString(), "the nodes around", "such a node", "none");
    }
    return ways;
  }

  /// {@return the terms, with alternatives one by one}
  private static List<Term> flat(List<Term> terms) {
    List<Term> flat = new ArrayList<>(terms);
    for (int i = 0; i < flat.size(); i++) {
      if (flat.get(i) instanceof Term.Either(List<Term> several)) {
        flat.addAll(several);
      }
    }
    return flat;
  }

  private @Nullable Value boundValue(Term term) {
    Object known =
        switch (term) {
          case Term.Any(String name) -> bound.get(name);
          case Term.Constant constant -> bound.get(constant.name());
          case Term.Output(OpTerm op, int index) ->
              bound.get(op) instanceof Node node ? node.output(index) : null;
          case OpTerm op -> bound.get(op) instanceof Node node ? node.output(0) : null;
          case Term.Omitted _, Term.Either _ -> null;
        };
    return known instanceof Value value ? value : null;
  }

  private boolean closed() {
    Set<Object> ends = new HashSet<>(outputs);
    for (Object key : order) {
      if (!(key instanceof OpTerm op)
          || op.shared
          || ends.contains(op)
          || !(bound.get(op) instanceof Node node)) {
        continue;
      }
      for (Optional<Value> output : node.outputs()) {
        String leak = output.map(this::leak).orElse("");
        if (!leak.isEmpty()) {
          miss(op.toString(), "" + node, "no use outside", leak);
          return false;
        }
      }
    }
    return true;
  }

  private String leak(Value value) {
    if (value.isOutput()) {
      return "'" + value.name() + "' is an output of the graph";
    }
    for (Value.Use use : value.uses()) {
      if (!bound.containsKey(use.node())) {
        return "'" + value.name() + "' is used by " + use.node();
      }
    }
    return "";
  }

  private void bind(Object key, Object found) {
    bound.put(key, found);
    order.add(key);
  }

  private List<Way> on(@Nullable Goal next) {
    return List.of(new Way(next, order.size()));
  }

  private List<Way> miss(Goal.IsValue goal, String expected, String found) {
    String where = "input " + goal.input + " of node " + goal.taker;
    return miss(goal.term.toString(), where, expected, found);
  }

  private List<Way> miss(String pattern, String where, String expected, String found) {
    misses.at(bound, order.size(), pattern, where, expected, found);
    return List.of();
  }

  private Match result(Node root) {
    List<Node> nodes = new ArrayList<>();
    Map<String, Node> named = new LinkedHashMap<>();
    Map<String, Value> values = new LinkedHashMap<>();
    for (Object key : order) {
      Object found = bound.get(key);
      if (key instanceof OpTerm op && found instanceof Node node) {
        nodes.add(node);
        if (!op.name.isEmpty()) {
          named.put(op.name, node);
        }
      } else if (key instanceof String name && found instanceof Value value) {
        values.put(name, value);
      }
    }
    return new Match(
        root,
        List.copyOf(nodes),
        Collections.unmodifiableMap(named),
        Collections.unmodifiableMap(values),
        outputs.stream()
            .map(op -> bound.get(op) instanceof Node node ? node : root)
            .flatMap(node -> node.outputs().stream().flatMap(Optional::stream))
            .toList());
  }

  /// The miss that came after the most had been bound.
  private static final class Misses {
    private int depth = -1;
    private int nodes;
    private Explanation.@Nullable Miss deepest;

    void at(
        Map<Object, Object> bound,
        int size,
        String pattern,
        String where,
        String expected,
        String found) {
      if (size > depth) {
        depth = size;
        nodes = (int) bound.keySet().stream().filter(OpTerm.class::isInstance).count();
        deepest = new Explanation.Miss(pattern, where, expected, found);
      }
    }

    Explanation explanation(Node root) {
      return new Explanation(root, nodes, Optional.ofNullable(deepest));
    }

    static String content(dev.oplab.onnx.Tensor tensor) {
      var number = TensorNumbers.scalar(tensor);
      return number.isPresent() ? "the number " + number.getAsDouble() : tensor.toString();
    }
  }
}
