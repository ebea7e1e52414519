package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.GraphCopy;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Puts a copy of a second model into a copy of a first.
public final class Merger {
  private static final int SHOWN = 5;

  private final MergeOptions options;
  private final List<String> notes;

  /// What may matter to the user is added to `notes`.
  public Merger(MergeOptions options, List<String> notes) {
    this.options = options;
    this.notes = notes;
  }

  /// {@return the merged model}
  ///
  /// @param connections an output of `first` for each input of `second` that it feeds
  /// @param shared inputs of both models that are to be one
  public Model merge(
      Model first, Model second, Map<String, String> connections, Set<String> shared) {
    Opsets.check(first, second, options.highestOpset(), notes);
    Model merged = first.copy();
    Model guest = second.copy();
    Graph graph = merged.graph();
    Map<Value, Value> joined = new LinkedHashMap<>();
    connections.forEach((input, output) -> {
      Value from = named(graph, graph.outputs(), output, "output of the first model");
      Value to = named(guest.graph(), guest.graph().inputs(), input, "input of the second model");
      join(joined, from, to);
    });
    for (String name : shared) {
      Value from = named(graph, graph.inputs(), name, "input of the first model");
      Value to = named(guest.graph(), guest.graph().inputs(), name, "input of the second model");
      join(joined, from, to);
    }
    int before = graph.outputs().size();
    List<Value> connected = connections.values().stream().map(one -> value(graph, one)).toList();
    new MergedFunctions(options.secondPrefix(), notes).add(guest, merged);
    GraphCopy copy =
        new GraphCopy().withOutputs().names(names(graph, guest.graph(), joined.keySet()));
    joined.forEach((to, from) -> copy.join(to, from));
    copy.into(guest.graph(), graph);
    if (!options.keepConnected()) {
      drop(graph, new HashSet<>(connected), before);
    }
    Opsets.state(merged, second);
    header(merged, first, second);
    return merged;
  }

  private static Value value(Graph graph, String name) {
    return graph.value(name).orElseThrow();
  }

  private static void join(Map<Value, Value> joined, Value from, Value to) {
    if (!Bypass.fits(from.type(), to.type())) {
      throw Refusal.of(
          "%s of the first model cannot feed %s of the second".formatted(from, to),
          "connect tensors of one type and shape, or put a Cast or Reshape between them");
    }
    joined.put(to, from);
  }

  private static Value named(Graph graph, List<Value> among, String name, String kind) {
    return among.stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            Refusal.at(
                graph,
                "'%s' is no %s".formatted(name, kind),
                NearNames.ask(
                    name, among.stream().map(Value::name).toList(), "there are " + among)));
  }

  /// {@return the rule by which values and nodes of the second model are named}
  private UnaryOperator<String> names(Graph first, Graph second, Set<Value> joined) {
    if (!options.firstPrefix().isEmpty()) {
      Renaming.values(first, name -> options.firstPrefix() + name);
      Renaming.nodes(first, name -> options.firstPrefix() + name);
    }
    Set<String> values = new HashSet<>();
    Set<String> nodes = new HashSet<>();
    for (Graph graph : Nesting.inside(first)) {
      graph.values().forEach(value -> values.add(value.name()));
      graph.nodes().forEach(node -> nodes.add(node.name()));
    }
    UnaryOperator<String> rule =
        name ->
            options.everyName() || values.contains(name) || nodes.contains(name)
                ? options.secondPrefix() + name
                : name;
    Set<String> clashes = new LinkedHashSet<>();
    for (Graph graph : options.everyName() ? List.<Graph>of() : Nesting.inside(second)) {
      for (Value value : graph.values()) {
        if (!joined.contains(value) && values.contains(value.name())) {
          clashes.add(value.name());
        }
      }
    }
    report(clashes);
    return rule;
  }

  private void report(Set<String> clashes) {
    if (clashes.isEmpty()) {
      return;
    }
    String shown =
        String.join("', '", clashes.stream().limit(SHOWN).toList())
            + (clashes.size() > SHOWN ? "' and %,d more".formatted(clashes.size() - SHOWN) : "'");
    if (options.refuseClashes()) {
      throw Refusal.of(
          "Both models have values called '%s".formatted(shown),
          "connect them, share them, or let those of the second model get a prefix");
    }
    notes.add(
        "%,d names that the first model has too got the prefix '%s' in the second: '%s"
            .formatted(clashes.size(), options.secondPrefix(), shown));
  }

  /// Takes the connected outputs of the first model from the outputs of the whole.
  private static void drop(Graph graph, Set<Value> connected, int before) {
    List<Value> kept = new ArrayList<>();
    for (int i = 0; i < graph.outputs().size(); i++) {
      Value output = graph.outputs().get(i);
      if (i >= before || !connected.contains(output)) {
        kept.add(output);
      }
    }
    graph.setOutputs(kept);
  }

  private void header(Model merged, Model first, Model second) {
    long newest = Math.max(first.header().irVersion(), second.header().irVersion());
    if (newest != merged.header().irVersion()) {
      notes.add(
          "the IR version is %d, that of the second model; the first has %d"
              .formatted(newest, first.header().irVersion()));
      merged.irVersion(newest);
    }
    second
        .header()
        .metadata()
        .forEach((key, text) -> {
          if (!merged.header().metadata().containsKey(key)) {
            merged.metadata(key, text);
          }
        });
    merged.addOtherFields(second);
  }
}
