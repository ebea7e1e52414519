package dev.oplab.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Copies models and graphs: nodes and values are made anew, all that is immutable is shared. Used
/// once.
final class ModelCopy {
  private final Map<Graph, Graph> graphs = new HashMap<>();
  private final Map<Value, Value> values = new HashMap<>();
  private final Deque<Graph> waiting = new ArrayDeque<>();

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

  private Graph enter(Graph old, @org.jspecify.annotations.Nullable Graph parent) {
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
    copied.function = old.function;
    copied.implied = old.implied;
    copied.name = old.name;
    copied.nameGiven = old.nameGiven;
    copied.rest = old.rest;
    old.names.all().forEach(this::value);
    for (Statement input : old.inputs) {
      copied.inputs.add(place(input));
    }
    for (Value constant : old.constants.dense) {
      Value value = value(constant);
      value.initializer = constant.initializer;
      value.constant = copied.constants.dense.append(value);
    }
    for (Value constant : old.constants.sparse) {
      Value value = value(constant);
      value.sparse = constant.sparse;
      value.sparseMessage = constant.sparseMessage;
      value.constant = copied.constants.sparse.append(value);
    }
    for (Node node : old.nodes) {
      node(node, copied);
    }
    for (Statement info : old.infos) {
      if (info.value() == null || !info.value().removed) {
        copied.infos.add(place(info));
      }
    }
    for (Statement output : old.outputs) {
      Statement place = place(output);
      copied.outputs.add(place);
      Objects.requireNonNull(place.value()).addOutputOf(copied);
    }
    for (Quantization note : old.quantizations) {
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
    Node node = old.copyTo(copied);
    node.link = copied.nodes.append(node);
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
      return old;
    }
    Value copied = graph.names.define(old.name);
    copied.type = old.type;
    copied.input = old.input;
    copied.retyped = old.retyped;
    copied.stated = old.stated;
    values.put(old, copied);
    return copied;
  }
}
