package dev.oplab.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Copies models and graphs: nodes and values are made anew, all that is immutable is shared. Used
/// once.
final class ModelCopy {
  private final Map<Graph, Graph> graphs = new HashMap<>();
  private final Map<Value, Value> values = new HashMap<>();
  private final Deque<Graph> waiting = new ArrayDeque<>();

  /// The graph that is there already and is copied into, with the rule for new names; the values
  /// that stand for some of the copied graph.
  private final @Nullable Graph target;

  private final UnaryOperator<String> names;
  private final Set<Value> joined = new HashSet<>();
  private final Set<String> nodeNames = new HashSet<>();

  ModelCopy() {
    this(null, UnaryOperator.identity());
  }

  ModelCopy(@Nullable Graph target, UnaryOperator<String> names) {
    this.target = target;
    this.names = names;
  }

  /// Copies what is in `from` into the target.
  ///
  /// @param known values of the target, or of graphs around it, by those that they stand for
  /// @return the new values by the old
  Map<Value, Value> insert(Graph from, Map<Value, Value> known, boolean withOutputs) {
    Graph to = Objects.requireNonNull(target);
    values.putAll(known);
    joined.addAll(known.keySet());
    graphs.put(from, to);
    fill(from, to);
    if (withOutputs) {
      outputs(from, to);
    }
    finish();
    return values;
  }

  Model copy(Model model) {
    Graph main = enter(model.graph(), null);
    finish();
    List<LocalFunction> functions = new ArrayList<>();
    for (LocalFunction function : model.functions()) {
      functions.add(function(function));
    }
    return new Model(model.source(), model.header(), main, functions, model.rest());
  }

  /// {@return a copy inside the same graph; values of graphs around are shared}
  Graph copy(Graph graph) {
    Graph copied = enter(graph, graph.parent);
    finish();
    return copied;
  }

  private LocalFunction function(LocalFunction old) {
    Graph body = enter(old.body(), null);
    boolean asRead = old.isAsRead();
    List<Attributes.Named> all = asRead ? old.body().functionDefaults : FunctionHead.defaults(old);
    Map<String, Attribute> defaults = new LinkedHashMap<>();
    for (Attributes.Named one : all) {
      Attribute value = attribute(one.value(), body);
      body.functionDefaults.add(new Attributes.Named(one.name(), value, one.message()));
      defaults.put(one.name(), value);
    }
    finish();
    LocalFunction copied =
        new LocalFunction(
            old.domain(),
            old.name(),
            old.overload(),
            old.attributes(),
            java.util.Collections.unmodifiableMap(defaults),
            old.opsets(),
            old.docString(),
            body);
    body.functionRest = old.body().functionRest;
    body.functionRead = asRead ? copied : null;
    return copied;
  }

  private Graph enter(Graph old, @Nullable Graph parent) {
    Graph copied = new Graph(parent);
    graphs.put(old, copied);
    waiting.add(old);
    return copied;
  }

  private void finish() {
    while (!waiting.isEmpty()) {
      Graph old = waiting.remove();
      fill(old, Objects.requireNonNull(graphs.get(old)));
    }
  }

  private void fill(Graph old, Graph copied) {
    old.names.all().forEach(this::value);
    for (Statement input : old.inputs) {
      if (!joined.contains(input.value())) {
        copied.inputs.add(place(input));
      }
    }
    constants(old, copied);
    for (Node node : old.nodes) {
      node(node, copied);
    }
    for (Statement info : old.infos) {
      Value value = info.value();
      if (value == null || (!value.removed && !joined.contains(value))) {
        copied.infos.add(place(info));
      }
    }
    if (copied == target) {
      old.rest
          .without(Graph.DOC_STRING, Graph.METADATA)
          .runs()
          .forEach(run -> copied.rest = copied.rest.plus(run));
    } else {
      head(old, copied);
      outputs(old, copied);
    }
    quantizations(old, copied);
  }

  private void outputs(Graph old, Graph copied) {
    for (Statement output : old.outputs) {
      Statement place = place(output);
      copied.outputs.add(place);
      Objects.requireNonNull(place.value()).addOutputOf(copied);
    }
  }

  private static void head(Graph old, Graph copied) {
    copied.function = old.function;
    copied.implied = old.implied;
    copied.name = old.name;
    copied.nameGiven = old.nameGiven;
    copied.rest = old.rest;
  }

  private void constants(Graph old, Graph copied) {
    for (Value constant : old.constants.dense) {
      if (constant.initializer != null && !joined.contains(constant)) {
        Value value = value(constant);
        value.initializer = constant.initializer.named(value.name);
        value.constant = copied.constants.dense.append(value);
      }
    }
    for (Value constant : old.constants.sparse) {
      if (constant.sparse != null && !joined.contains(constant)) {
        Value value = value(constant);
        value.sparse = constant.sparse.named(value.name);
        value.sparseMessage = constant.sparseMessage;
        value.constant = copied.constants.sparse.append(value);
      }
    }
  }

  private void quantizations(Graph old, Graph copied) {
    for (Quantization note : old.quantizations) {
      if (note.isStale()) {
        continue;
      }
      copied.quantizations.add(
          new Quantization(
              note.message(),
              note.names().stream()
                  .map(name ->
                      new Quantization.Name(
                          name.text(),
                          name.value() == null || name.value().removed
                              ? null
                              : value(name.value())))
                  .toList()));
    }
  }

  private void node(Node old, Graph copied) {
    Node node = old.copyTo(copied, name(old, copied));
    node.link = copied.nodes.append(node);
    copied.names.nodeNamed(node.name());
    node.attributes = attributes(old.attributes, copied);
    node.attributes.graphs().forEach(graph -> graph.owner = node);
    node.edges.resizeOutputs(old.edges.outputCount());
    for (int i = 0; i < old.edges.outputCount(); i++) {
      Value output = old.edges.output(i);
      node.edges.output(i, output == null ? null : value(output));
    }
    node.edges.resizeInputs(old.edges.inputCount());
    for (int i = 0; i < old.edges.inputCount(); i++) {
      Value input = old.edges.input(i);
      node.edges.input(i, input == null ? null : value(input));
    }
  }

  /// Nodes that shared a name go on sharing it.
  private String name(Node node, Graph copied) {
    if (target == null || node.name().isEmpty()) {
      return node.name();
    }
    String name = names.apply(node.name());
    if (nodeNames.contains(name)) {
      return name;
    }
    String fresh = copied.freshNodeName(name);
    if (fresh.equals(name)) {
      nodeNames.add(name);
    }
    return fresh;
  }

  /// Graphs that are copied with others keep their names, unless one around them has that name.
  private String name(Value old, Graph graph) {
    String name = names.apply(old.name);
    for (Graph at = graph; graph != target && at.names.find(name) == null; ) {
      if (at.parent == null) {
        return name;
      }
      at = at.parent;
    }
    return graph.freshName(name);
  }

  private Attributes attributes(Attributes old, Graph around) {
    if (old.graphs().isEmpty()) {
      return old;
    }
    return Attributes.of(
        old.all().stream()
            .map(one ->
                new Attributes.Named(one.name(), attribute(one.value(), around), one.message()))
            .toList());
  }

  private Attribute attribute(Attribute old, Graph around) {
    return switch (old) {
      case Attribute.GraphValue(Graph graph) -> new Attribute.GraphValue(enter(graph, around));
      case Attribute.Graphs(List<Graph> all) ->
          new Attribute.Graphs(all.stream().map(graph -> enter(graph, around)).toList());
      default -> old;
    };
  }

  private Statement place(Statement old) {
    Value value = old.value();
    return new Statement(value == null ? null : value(value), old.name(), old.message());
  }

  /// {@return the copy of this value; itself where its graph is not copied}
  private Value value(Value old) {
    Value known = values.get(old);
    if (known != null) {
      return known;
    }
    Graph graph = graphs.get(old.graph);
    if (graph == null) {
      return target == null || old.isVisibleIn(target) ? old : outer(old, target.root());
    }
    Value copied = graph.names.define(target == null ? old.name : name(old, graph));
    copied.type = old.type;
    copied.input = old.input;
    copied.retyped = old.retyped;
    copied.stated = old.stated;
    values.put(old, copied);
    return copied;
  }

  /// {@return what stands for a value of a graph around what is copied: a constant or an input of
  /// the outermost graph}
  private Value outer(Value old, Graph root) {
    String name = root.freshName(names.apply(old.name));
    Value copied =
        old.initializer != null
            ? root.addInitializer(old.initializer.named(name))
            : old.sparse != null
                ? root.addInitializer(old.sparse.named(name))
                : root.addInput(name, old.type);
    values.put(old, copied);
    return copied;
  }
}
