package dev.oplab.surgeon.diff;

import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.SparseTensor;
import dev.oplab.onnx.Tensor;
import dev.oplab.onnx.Value;
import dev.oplab.onnx.ValueType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Compares graphs, and those inside them one after the other.
final class GraphDiff {
  private record Pair(String where, Graph before, Graph after) {}

  private final Rows rows;
  private final Deque<Pair> waiting = new ArrayDeque<>();

  GraphDiff(Rows rows) {
    this.rows = rows;
  }

  void compare(String where, Graph before, Graph after) {
    waiting.add(new Pair(where, before, after));
    while (!waiting.isEmpty()) {
      Pair pair = waiting.remove();
      graphs(pair.where, pair.before, pair.after);
    }
  }

  private void graphs(String where, Graph before, Graph after) {
    rows.changed("name", where, before.name(), after.name());
    rows.changed("documentation", where, before.docString(), after.docString());
    rows.maps("metadata", where, before.metadata(), after.metadata());
    rows.changed("inputs", where, names(before.inputs()), names(after.inputs()));
    rows.changed("outputs", where, names(before.outputs()), names(after.outputs()));
    types(where, before, after);
    initializers(where, before, after);
    NodePairs nodes = new NodePairs(before, after);
    nodes.removed.forEach(node -> rows.removed("node", where + " > " + node, text(node)));
    nodes.added.forEach(node -> rows.added("node", where + " > " + node, text(node)));
    nodes.pairs.forEach((old, now) -> nodes(where + " > " + old, old, now));
    order(where, nodes, after);
  }

  private void nodes(String where, Node before, Node after) {
    rows.changed("name", where, before.name(), after.name());
    rows.changed("operator", where, NodePairs.operator(before), NodePairs.operator(after));
    edges("input", where, NodePairs.names(before.inputs()), NodePairs.names(after.inputs()));
    edges("output", where, NodePairs.names(before.outputs()), NodePairs.names(after.outputs()));
    rows.changed("documentation", where, before.docString(), after.docString());
    rows.maps("metadata", where, before.metadata(), after.metadata());
    attributes(where, before.attributes(), after.attributes());
  }

  private void edges(String what, String where, List<String> before, List<String> after) {
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      String at = where + " > " + what + " " + i;
      if (i >= after.size()) {
        rows.removed(what, at, "'" + before.get(i) + "'");
      } else if (i >= before.size()) {
        rows.added(what, at, "'" + after.get(i) + "'");
      } else {
        rows.changed(what, at, "'" + before.get(i) + "'", "'" + after.get(i) + "'");
      }
    }
  }

  void attributes(String where, Map<String, Attribute> before, Map<String, Attribute> after) {
    before.forEach((key, value) -> {
      Attribute other = after.get(key);
      String at = where + " > " + key;
      if (other == null) {
        rows.removed("attribute", at, Attributes.text(value));
      } else {
        attribute(at, value, other);
      }
    });
    after.forEach((key, value) -> {
      if (!before.containsKey(key)) {
        rows.added("attribute", where + " > " + key, Attributes.text(value));
      }
    });
  }

  private void attribute(String where, Attribute before, Attribute after) {
    List<Graph> inner = Attributes.graphs(before);
    List<Graph> others = Attributes.graphs(after);
    if (!inner.isEmpty() && inner.size() == others.size()) {
      for (int i = 0; i < inner.size(); i++) {
        String at = inner.size() == 1 ? where : where + "[" + i + "]";
        waiting.add(new Pair(at, inner.get(i), others.get(i)));
      }
    } else if (!Attributes.same(before, after)) {
      String[] texts = Attributes.texts(before, after);
      rows.changed("attribute", where, texts[0], texts[1]);
    }
  }

  private void types(String where, Graph before, Graph after) {
    for (Value value : before.values()) {
      Value other = after.value(value.name()).orElse(null);
      if (other != null && !isConstant(value) && !isConstant(other)) {
        ValueType was = value.type();
        rows.changed("type", where + " > '" + value.name() + "'", was, other.type());
      }
    }
  }

  private static boolean isConstant(Value value) {
    return !value.isInput()
        && (value.initializer().isPresent() || value.sparseInitializer().isPresent());
  }

  private void initializers(String where, Graph before, Graph after) {
    Map<String, Tensor> old = byName(before.initializers(), Tensor::name);
    Map<String, Tensor> now = byName(after.initializers(), Tensor::name);
    compare(where, old, now, Weights::difference);
    Map<String, SparseTensor> oldSparse = byName(before.sparseInitializers(), SparseTensor::name);
    Map<String, SparseTensor> nowSparse = byName(after.sparseInitializers(), SparseTensor::name);
    compare(where, oldSparse, nowSparse, Weights::difference);
  }

  private interface Difference<T> {
    /// {@return how each is to be shown, nothing if they are equal}
    String[] of(T before, T after);
  }

  private <T> void compare(
      String where, Map<String, T> before, Map<String, T> after, Difference<T> difference) {
    before.forEach((name, tensor) -> {
      T other = after.get(name);
      String at = where + " > '" + name + "'";
      if (other == null) {
        rows.removed("initializer", at, tensor.toString());
        return;
      }
      String[] texts = difference.of(tensor, other);
      if (texts.length > 0) {
        rows.changed("initializer", at, texts[0], texts[1]);
      }
    });
    after.forEach((name, tensor) -> {
      if (!before.containsKey(name)) {
        rows.added("initializer", where + " > '" + name + "'", tensor.toString());
      }
    });
  }

  private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
    Map<String, T> map = new LinkedHashMap<>();
    all.forEach(each -> map.put(name.apply(each), each));
    return map;
  }

  /// Says where the nodes that both graphs have come in another order.
  private void order(String where, NodePairs nodes, Graph after) {
    var now = after.nodes().iterator();
    for (Map.Entry<Node, Node> pair : nodes.pairs.entrySet()) {
      Node next = now.next();
      while (nodes.added.contains(next)) {
        next = now.next();
      }
      if (!next.equals(pair.getValue())) {
        rows.changed("order", where, "" + pair.getKey(), "" + next + " comes first");
        return;
      }
    }
  }

  private static List<String> names(List<Value> values) {
    return values.stream().map(Value::name).toList();
  }

  private static String text(Node node) {
    return NodePairs.names(node.inputs()) + " -> " + NodePairs.names(node.outputs());
  }
}
