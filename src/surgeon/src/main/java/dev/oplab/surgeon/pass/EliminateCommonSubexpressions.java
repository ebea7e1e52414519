package dev.oplab.surgeon.pass;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.surgeon.pattern.TensorContent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Lets one node do what several of a graph do: same operator, attributes and inputs. Only ONNX's
/// own operators, without subgraphs and without random numbers; a node whose output is an output of
/// a graph stays.
final class EliminateCommonSubexpressions implements Pass {
  private static final Set<String> RANDOM =
      Set.of(
          "RandomNormal",
          "RandomNormalLike",
          "RandomUniform",
          "RandomUniformLike",
          "Multinomial",
          "Bernoulli",
          "Dropout");

  private record Key(
      String opType, List<Optional<Value>> inputs, Map<String, Object> attributes, int outputs) {}

  @Override
  public String name() {
    return "eliminate-common-subexpressions";
  }

  @Override
  public String summary() {
    return "Merges nodes that compute the same from the same inputs.";
  }

  @Override
  public PassResult apply(Model model) {
    List<PassResult.Row> rows = new ArrayList<>();
    for (Scope scope : Scope.of(model)) {
      Map<Key, Node> first = new HashMap<>();
      for (Node node : scope.graph().nodes()) {
        Key key = key(node);
        Node kept = key == null ? null : first.putIfAbsent(key, node);
        if (kept != null && merge(node, kept)) {
          rows.add(PassResult.Row.of(node, "merged into " + kept));
          scope.graph().remove(node);
        }
      }
    }
    return PassResult.of(this, rows);
  }

  private static @Nullable Key key(Node node) {
    if (!Nodes.is(node, node.opType()) || RANDOM.contains(node.opType())) {
      return null;
    }
    if (!node.overload().isEmpty() || Nodes.outputCount(node) == 0) {
      return null;
    }
    Map<String, Object> attributes = new TreeMap<>();
    for (var entry : node.attributes().entrySet()) {
      switch (entry.getValue()) {
        case Attribute.TensorValue(Tensor tensor) ->
            attributes.put(entry.getKey(), TensorContent.of(tensor));
        case Attribute.IntValue _,
            Attribute.FloatValue _,
            Attribute.StringValue _,
            Attribute.Ints _,
            Attribute.Floats _,
            Attribute.Strings _ ->
            attributes.put(entry.getKey(), entry.getValue());
        default -> {
          return null;
        }
      }
    }
    return new Key(node.opType(), List.copyOf(node.inputs()), attributes, node.outputs().size());
  }

  private static boolean merge(Node node, Node kept) {
    for (int i = 0; i < node.outputs().size(); i++) {
      Value output = node.outputs().get(i).orElse(null);
      if (output != null && (output.isOutput() || kept.outputs().get(i).isEmpty())) {
        return false;
      }
      if (output != null && Rewire.hidden(output, kept.output(i))) {
        return false;
      }
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      if (node.outputs().get(i).isPresent()) {
        node.output(i).replaceAllUses(kept.output(i));
      }
    }
    return true;
  }
}
