package dev.oplab.ort.internal;

import static dev.oplab.ort.internal.GraphNames.inputs;
import static dev.oplab.ort.internal.GraphNames.outputs;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which value of the model each value of the runtime's graph is, though perhaps in another layout.
final class Correspondence {
  /// What the blocked-layout pass calls a node: after the value it put out before.
  private static final Pattern BLOCKED = Pattern.compile("(.+)_nchwc(_token_\\d+)?");

  /// Operators that move elements and compute nothing.
  private static final Set<String> LAYOUT =
      Set.of(
          "ReorderInput",
          "ReorderOutput",
          "MemcpyFromHost",
          "MemcpyToHost",
          "Cast",
          "Reshape",
          "Transpose",
          "Squeeze",
          "Unsqueeze",
          "Identity",
          "Flatten");

  /// Layout operators that keep the elements in their order.
  private static final Set<String> RESHAPES =
      Set.of("Reshape", "Squeeze", "Unsqueeze", "Flatten", "Identity");

  /// Operators that only a runtime puts in.
  private static final Set<String> NEVER_IN_MODELS =
      Set.of("ReorderInput", "ReorderOutput", "MemcpyFromHost", "MemcpyToHost");

  private static final int SEARCH = 64;

  private final GraphNames model;
  private final Map<Node, Node> exact = new HashMap<>();
  private final Map<Node, Node> exactOf = new HashMap<>();
  private final Map<String, String> originals = new HashMap<>();
  private final Set<String> border = new HashSet<>();

  Correspondence(GraphNames model, Graph optimized) {
    this.model = model;
    List<Node> nodes = optimized.nodes();
    for (Node node : nodes) {
      model.same(node).ifPresent(same -> pair(node, same));
      outputs(node).stream().filter(model::has).forEach(name -> learn(name, name));
    }
    border.addAll(originals.values());
    for (Node node : nodes.reversed()) {
      inferInputs(node);
    }
    for (Node node : nodes) {
      passForward(node);
    }
    for (Node node : nodes) {
      outputs(node).stream()
          .filter(originals::containsKey)
          .map(originals::get)
          .forEach(border::add);
    }
  }

  private void pair(Node node, Node same) {
    exact.put(node, same);
    exactOf.put(same, node);
  }

  private void learn(String name, String original) {
    if (!name.isEmpty()) {
      originals.putIfAbsent(name, model.representative(original));
    }
  }

  /// Consumers come first here, so what they know of this node's outputs is known already.
  private void inferInputs(Node node) {
    Node same = exact.get(node);
    List<String> outputs = outputs(node);
    for (int i = 0; same != null && i < outputs.size() && i < same.outputs().size(); i++) {
      learn(outputs.get(i), outputs(same).get(i));
    }
    blockedOutput(node).ifPresent(name -> learn(outputs.getFirst(), name));
    List<String> inputs = inputs(node);
    if (inputs.isEmpty()) {
      return;
    }
    if (LAYOUT.contains(node.opType())) {
      String original = originals.get(outputs.getFirst());
      if (original != null) {
        learn(inputs.getFirst(), beforeLayout(node.opType(), original));
      }
      return;
    }
    List<String> originalInputs = core(node).map(GraphNames::inputs).orElse(List.of());
    for (int i = 0; i < Math.min(inputs.size(), originalInputs.size()); i++) {
      if (!originalInputs.get(i).isEmpty()) {
        learn(inputs.get(i), originalInputs.get(i));
      }
    }
  }

  /// Steps back over the layout nodes of one kind that end in `value`: a runtime makes one of them.
  private String beforeLayout(String opType, String value) {
    String before = value;
    Optional<Node> producer = model.producer(before);
    while (producer.isPresent()
        && sameLayout(opType, producer.get().opType())
        && !inputs(producer.get()).isEmpty()) {
      before = model.representative(inputs(producer.get()).getFirst());
      producer = border.contains(before) ? Optional.empty() : model.producer(before);
    }
    return before;
  }

  private static boolean sameLayout(String one, String other) {
    return one.equals(other) || (RESHAPES.contains(one) && RESHAPES.contains(other));
  }

  private void passForward(Node node) {
    if (LAYOUT.contains(node.opType()) && !node.inputs().isEmpty()) {
      String original = originals.get(inputs(node).getFirst());
      if (original != null) {
        learn(outputs(node).getFirst(), original);
      }
    }
  }

  private Optional<String> blockedOutput(Node node) {
    Matcher matcher = BLOCKED.matcher(node.name());
    return matcher.matches() && model.has(matcher.group(1))
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }

  /// {@return the model's Transpose that the runtime moved to where `node` is}
  Optional<Node> movedHere(Node node) {
    String end = originals.get(outputs(node).getFirst());
    return end == null || !node.opType().equals("Transpose") || !isInserted(node)
        ? Optional.empty()
        : search(node.opType(), end).filter(found -> !exactOf.containsKey(found));
  }

  /// {@return the model's node that does what `node` chiefly does}
  private Optional<Node> core(Node node) {
    Node same = exact.get(node);
    if (same != null) {
      return Optional.of(same);
    }
    Optional<String> blocked = blockedOutput(node);
    String end = blocked.orElse(originals.get(outputs(node).getFirst()));
    return end == null ? Optional.empty() : search(node.opType(), end);
  }

  /// Looks for an operator, back from a value, nearest first, up to what the runtime's graph kept.
  private Optional<Node> search(String opType, String end) {
    List<String> wanted = alike(opType);
    ArrayDeque<String> todo = new ArrayDeque<>(List.of(end));
    Set<Node> seen = new HashSet<>();
    while (!todo.isEmpty() && seen.size() < SEARCH) {
      String value = todo.removeFirst();
      Optional<Node> producer = model.producer(value);
      if (producer.isEmpty() || !seen.add(producer.get())) {
        continue;
      }
      Node found = producer.get();
      if (wanted.contains(found.opType())) {
        return Optional.of(found);
      }
      inputs(found).stream()
          .map(model::representative)
          .filter(input -> !border.contains(input))
          .forEach(todo::addLast);
    }
    return Optional.empty();
  }

  /// {@return the operators of a model that an operator of the runtime may stand for}
  private static List<String> alike(String opType) {
    String base = opType.replaceFirst("^(Fused|Bias|Quick|Skip)", "");
    return base.equals("Gemm") ? List.of("Gemm", "MatMul") : List.of(base, opType);
  }

  /// {@return whether the runtime put `node` in: it changes a layout and nothing else}
  boolean isInserted(Node node) {
    if (NEVER_IN_MODELS.contains(node.opType())) {
      return true;
    }
    if (!LAYOUT.contains(node.opType()) || exact.containsKey(node) || node.inputs().isEmpty()) {
      return false;
    }
    String in = originals.get(inputs(node).getFirst());
    String out = originals.get(outputs(node).getFirst());
    return in != null && in.equals(out);
  }

  /// {@return the model's nodes that `node` ends with}
  List<Node> ends(Node node) {
    List<Node> ends = new ArrayList<>();
    for (String output : outputs(node)) {
      String original = originals.get(output);
      if (original != null) {
        model.producer(model.producer(output).isPresent() ? output : original).ifPresent(ends::add);
      }
    }
    Node same = exact.get(node);
    if (same != null && (ends.isEmpty() || ends.stream().allMatch(end -> areEqual(end, same)))) {
      return List.of(same);
    }
    return ends;
  }

  /// {@return whether both compute the same, so that the runtime kept one of them}
  private boolean areEqual(Node one, Node other) {
    return representatives(one).equals(representatives(other));
  }

  private List<String> representatives(Node node) {
    return outputs(node).stream().map(model::representative).toList();
  }

  /// {@return whether `value` of the model is something that a node of the runtime's graph puts
  /// out}
  boolean isBorder(String value) {
    return border.contains(model.representative(value));
  }

  /// {@return whether another node than `node` is `original` as it stands}
  boolean isOtherNodes(Node original, Node node) {
    Node other = exactOf.get(original);
    return other != null && other != node;
  }
}
