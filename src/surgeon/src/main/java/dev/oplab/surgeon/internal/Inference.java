package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.DataType;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Shape;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import dev.oplab.onnx.ValueType.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What types values have, as far as that follows from what is stated around them: the element
/// types of all of ONNX's operators whose outputs are tensors, the shapes of the usual ones. What
/// does not follow stays unknown; nothing is guessed. Mutable: it remembers, so that the graph must
/// not change meanwhile.
public final class Inference {
  private final Map<Value, ValueType> known = new HashMap<>();
  private final Set<Node> done = new HashSet<>();

  /// States what follows of the types of values.
  public static void state(List<Value> values) {
    Inference inference = new Inference();
    for (Value value : values) {
      ValueType type = inference.of(value);
      if (!type.equals(value.type())) {
        value.type(type);
      }
    }
  }

  /// {@return the type that is stated or follows, [ValueType.UnknownType] for none}
  public ValueType of(Value wanted) {
    Deque<Value> open = new ArrayDeque<>();
    open.push(wanted);
    while (!open.isEmpty()) {
      Value value = open.peek();
      List<Value> missing = known.containsKey(value) ? List.of() : needed(value);
      if (known.putIfAbsent(value, value.type()) == null && !missing.isEmpty()) {
        // Looked at a second time when what it needs is known; in a circle that is never.
        missing.forEach(open::push);
        continue;
      }
      open.pop();
      if (!isComplete(value.type()) && value.producer().isPresent()) {
        infer(value.producer().get());
      }
    }
    return known.getOrDefault(wanted, wanted.type());
  }

  /// Finds out about every output of a node whose inputs are known.
  private void infer(Node node) {
    if (!done.add(node)) {
      return;
    }
    boolean readable =
        node.domain().isEmpty()
            && node.attributes().values().stream().noneMatch(Attribute.Reference.class::isInstance);
    List<ValueType> inputs =
        node.inputs().stream()
            .map(input -> input.map(this::now).orElse(new ValueType.UnknownType()))
            .toList();
    for (int i = 0; readable && i < node.outputs().size(); i++) {
      Value output = node.outputs().get(i).orElse(null);
      if (output != null && !isComplete(output.type())) {
        known.put(output, merged(output.type(), inferred(node, i, inputs, output.type())));
      }
    }
  }

  private static boolean isComplete(ValueType type) {
    return type instanceof TensorType tensor
        ? tensor.shape() != null
        : !(type instanceof ValueType.UnknownType);
  }

  /// {@return what the type of a value depends on and is not known yet}
  private List<Value> needed(Value value) {
    List<Value> needed = new ArrayList<>();
    if (!isComplete(value.type()) && value.producer().isPresent()) {
      Node node = value.producer().get();
      node.inputs().forEach(input -> input.ifPresent(needed::add));
      for (Graph inner : node.subgraphs()) {
        needed.addAll(inner.outputs());
      }
      needed.removeIf(known::containsKey);
    }
    return needed;
  }

  private ValueType inferred(Node node, int index, List<ValueType> inputs, ValueType stated) {
    if (node.opType().equals("If")) {
      return branches(node, index);
    }
    @Nullable DataType elements = ElementTypes.of(node, index, inputs);
    if (elements == null && node.opType().equals("Loop")) {
      elements = ElementTypes.of(body(node, index + 1));
    }
    return elements == null
        ? stated
        : new TensorType(elements, new ShapeRules(node, inputs).of(index));
  }

  private ValueType now(Value value) {
    return known.getOrDefault(value, value.type());
  }

  private ValueType branches(Node node, int index) {
    ValueType type = new ValueType.UnknownType();
    for (int i = 0; i < node.subgraphs().size(); i++) {
      List<Value> outputs = node.subgraphs().get(i).outputs();
      ValueType branch =
          index < outputs.size() ? now(outputs.get(index)) : new ValueType.UnknownType();
      type = i == 0 || type.equals(branch) ? branch : common(type, branch);
    }
    return type;
  }

  private static ValueType common(ValueType one, ValueType other) {
    return one instanceof TensorType a
            && other instanceof TensorType b
            && a.dataType() == b.dataType()
        ? new TensorType(a.dataType(), null)
        : new ValueType.UnknownType();
  }

  private ValueType body(Node node, int index) {
    List<Value> outputs =
        node.subgraphs().size() == 1 ? node.subgraphs().getFirst().outputs() : List.of();
    return index < outputs.size() ? now(outputs.get(index)) : new ValueType.UnknownType();
  }

  /// {@return the stated type with what it leaves open as inferred}
  private static ValueType merged(ValueType stated, ValueType inferred) {
    if (stated instanceof TensorType(DataType elements, Shape _)) {
      Shape shape =
          inferred instanceof TensorType(DataType same, Shape found) && same == elements
              ? found
              : null;
      return new TensorType(elements, shape);
    }
    return inferred;
  }
}
