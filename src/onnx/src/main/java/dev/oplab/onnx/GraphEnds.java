package dev.oplab.onnx;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The inputs and outputs of a graph and their changes.
final class GraphEnds {
  private GraphEnds() {}

  static Value addInput(Graph graph, String name, ValueType type) {
    Value value = graph.names.defineNew(name);
    append(graph, value);
    if (graph.function) {
      return value.type(type);
    }
    value.type = type;
    return value;
  }

  static Value addInput(Graph graph, Value value) {
    Refused.ifRemoved(value);
    if (value.graph != graph || value.producer != null || value.input) {
      throw Refused.at(
          graph,
          "%s cannot become an input: %s"
              .formatted(
                  value,
                  value.graph != graph
                      ? "it belongs to " + Refused.where(value.graph)
                      : value.input ? "it is one" : "node " + value.producer + " puts it out"),
          "add an input under a new name, and replace the value's uses by it");
    }
    append(graph, value);
    return value;
  }

  private static void append(Graph graph, Value value) {
    value.input = true;
    graph.inputs.add(new Statement(value, value.name, null));
  }

  static void removeInputs(Graph graph, Collection<Value> several) {
    Set<Value> going = new HashSet<>(several);
    for (Value value : going) {
      Refused.ifRemoved(value);
      if (!value.input || value.graph != graph) {
        throw Refused.at(graph, "%s is no input of it".formatted(value), "name one of inputs()");
      }
      if (value.constant == null && !value.isUnused()) {
        throw Refused.stillUsed(graph, "the input '%s'".formatted(value.name), value);
      }
    }
    graph.inputs.removeIf(place -> place.value() != null && going.contains(place.value()));
    for (Value value : going) {
      value.input = false;
      if (value.constant == null) {
        graph.names.remove(value);
      }
    }
  }

  static void orderInputs(Graph graph, List<Value> order) {
    Map<Value, Statement> places = new HashMap<>();
    graph.inputs.forEach(place -> places.put(Objects.requireNonNull(place.value()), place));
    if (order.size() != graph.inputs.size()
        || new HashSet<>(order).size() != order.size()
        || !places.keySet().containsAll(order)) {
      throw Refused.at(
          graph,
          "its inputs are %s, and not %s".formatted(graph.inputs(), order),
          "give each of inputs() once; addInput and removeInput change which there are");
    }
    List<Statement> ordered = new ArrayList<>(order.size());
    for (Value value : order) {
      ordered.add(Objects.requireNonNull(places.get(value)));
    }
    graph.inputs.clear();
    graph.inputs.addAll(ordered);
  }

  static void inScope(Graph graph, Value value) {
    Refused.ifRemoved(graph);
    Refused.ifRemoved(value);
    if (!value.isVisibleIn(graph)) {
      throw Refused.at(
          graph,
          "it cannot put out %s of %s, which is not in scope"
              .formatted(value, Refused.where(value.graph)),
          "use a value of this graph or of one around it");
    }
  }

  static void addOutput(Graph graph, Value value) {
    inScope(graph, value);
    graph.outputs.add(new Statement(value, value.name, null));
    value.addOutputOf(graph);
  }

  static void setOutput(Graph graph, int index, Value value) {
    inScope(graph, value);
    check(graph, index);
    release(graph, index);
    graph.outputs.set(index, new Statement(value, value.name, null));
    value.addOutputOf(graph);
  }

  static void removeOutput(Graph graph, int index) {
    check(graph, index);
    release(graph, index);
    graph.outputs.remove(index);
  }

  static void setOutputs(Graph graph, List<Value> values) {
    List<Value> wanted = List.copyOf(values);
    wanted.forEach(value -> inScope(graph, value));
    Map<Value, Statement> places = new HashMap<>();
    for (int i = 0; i < graph.outputs.size(); i++) {
      places.putIfAbsent(graph.outputs().get(i), graph.outputs.get(i));
      release(graph, i);
    }
    graph.outputs.clear();
    for (Value value : wanted) {
      Statement known = places.remove(value);
      graph.outputs.add(known == null ? new Statement(value, value.name, null) : known);
      value.addOutputOf(graph);
    }
  }

  private static void release(Graph graph, int index) {
    Value old = graph.outputs.get(index).value();
    if (old != null) {
      old.removeOutputOf(graph);
      old.restate();
    }
  }

  private static void check(Graph graph, int index) {
    if (index < 0 || index >= graph.outputs.size()) {
      throw Refused.at(
          graph,
          "it has %d outputs, so none with number %d".formatted(graph.outputs.size(), index),
          "use addOutput");
    }
  }

  /// The values at these places, as they are at any time.
  static final class View extends AbstractList<Value> implements RandomAccess {
    private final List<Statement> places;

    View(List<Statement> places) {
      this.places = places;
    }

    @Override
    public Value get(int index) {
      @Nullable Value value = places.get(index).value();
      return Objects.requireNonNull(value, "inputs and outputs are values");
    }

    @Override
    public int size() {
      return places.size();
    }
  }
}
