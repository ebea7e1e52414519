package dev.oplab.ort.compare;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which value of one graph belongs to which of another: the one of the same name, and where there
/// is none, the one that an equal operator computes from values that belong together.
final class Counterparts {
  private final Map<String, String> pairs = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

  /// @param inputs names of `found`'s inputs to those of `expected`'s
  Counterparts(Model found, Model expected, Map<String, String> inputs) {
    Set<String> there = computed(expected.graph());
    for (String name : computed(found.graph())) {
      if (there.contains(name)) {
        pairs.put(name, name);
        taken.add(name);
      }
    }
    byStructure(found.graph(), expected.graph(), inputs);
  }

  /// {@return the values that `expected` calls otherwise or the same, by those of `found`}
  Map<String, String> pairs() {
    return pairs;
  }

  private static Set<String> computed(Graph graph) {
    Set<String> names = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      for (Optional<Value> output : node.outputs()) {
        output.map(Value::name).filter(name -> !name.isEmpty()).ifPresent(names::add);
      }
    }
    return names;
  }

  /// Where several values of each graph look the same, they go together in their order if they are
  /// as many.
  private void byStructure(Graph found, Graph expected, Map<String, String> inputs) {
    Map<String, String> here = new HashMap<>();
    Map<String, String> there = new HashMap<>();
    inputs.forEach((name, other) -> here.put(name, name));
    inputs.forEach((name, other) -> there.put(other, name));
    pairs.keySet().forEach(name -> here.put(name, name));
    pairs.forEach((name, other) -> there.put(other, name));
    Map<String, Integer> numbers = new HashMap<>();
    Map<Integer, List<String>> finds = alike(found, here, numbers);
    Map<Integer, List<String>> expects = alike(expected, there, numbers);
    finds.forEach((number, names) -> {
      List<String> others = expects.getOrDefault(number, List.of());
      for (int i = 0; i < names.size() && names.size() == others.size(); i++) {
        if (!pairs.containsKey(names.get(i)) && taken.add(others.get(i))) {
          pairs.put(names.get(i), others.get(i));
        }
      }
    });
  }

  /// {@return the values of a graph by how they are computed: the operator, its attributes, which
  /// output it is, and its inputs}
  ///
  /// @param names what the values that both graphs have are called
  /// @param numbers one for each way of computing, the same for both graphs
  private static Map<Integer, List<String>> alike(
      Graph graph, Map<String, String> names, Map<String, Integer> numbers) {
    Map<String, String> known = new HashMap<>();
    Map<Integer, List<String>> values = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      StringBuilder way = new StringBuilder(node.domain() + ":" + node.opType());
      node.attributes().forEach((key, attribute) ->
          way.append(' ').append(key).append('=').append(text(attribute)));
      for (Optional<Value> input : node.inputs()) {
        way.append(", ").append(input.map(value -> source(value, names, known)).orElse("-"));
      }
      for (int i = 0; i < node.outputs().size(); i++) {
        int number = numbers.computeIfAbsent(way + " #" + i, _ -> numbers.size());
        node.outputs().get(i).map(Value::name).filter(name -> !name.isEmpty()).ifPresent(name -> {
          known.put(name, "#" + number);
          values.computeIfAbsent(number, _ -> new ArrayList<>()).add(name);
        });
      }
    }
    return values;
  }

  private static String source(
      Value value, Map<String, String> names, Map<String, String> known) {
    if (names.containsKey(value.name())) {
      return "'" + names.get(value.name()) + "'";
    }
    return value
        .initializer()
        .map(Counterparts::text)
        .orElse(known.getOrDefault(value.name(), "?" + value.name()));
  }

  private static String text(Attribute attribute) {
    return switch (attribute) {
      case Attribute.TensorValue(Tensor tensor) -> text(tensor);
      case Attribute.GraphValue(Graph graph) -> "graph of " + graph.nodes().size();
      default -> attribute.toString();
    };
  }

  /// Weights count by type and shape alone, since an edit may have changed them.
  private static String text(Tensor tensor) {
    return "" + tensor.dataType() + tensor.shape();
  }
}
