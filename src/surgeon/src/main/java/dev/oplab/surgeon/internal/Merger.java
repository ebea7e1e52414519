package dev.oplab.surgeon.internal;

import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts a second model into a copy of a first.
public final class Merger {
  private final String prefix;
  private final boolean all;
  private final boolean keep;

  public Merger(String prefix, boolean all, boolean keep) {
    this.prefix = prefix;
    this.all = all;
    this.keep = keep;
  }

  /// {@return the merged model; `connections` gives an output of `first` for an input of `second`}
  public Model merge(Model first, Model second, Map<String, String> connections) {
    checkOpsets(first, second);
    Model merged = first.copy();
    Graph graph = merged.graph();
    Map<Value, Value> joined = join(graph, second.graph(), connections);
    second
        .header()
        .opsets()
        .forEach((domain, version) -> {
          if (!merged.header().opsets().containsKey(domain)) {
            merged.opset(domain, version);
          }
        });
    if (second.header().irVersion() > merged.header().irVersion()) {
      merged.irVersion(second.header().irVersion());
    }
    second
        .header()
        .metadata()
        .forEach((key, text) -> {
          if (!merged.header().metadata().containsKey(key)) {
            merged.metadata(key, text);
          }
        });
    Map<LocalFunction, String> renamed = functions(merged, second);
    GraphCloner cloner =
        new GraphCloner(
            name -> all || isTaken(graph, name) ? prefix + name : name,
            node -> operator(node, second, renamed));
    joined.forEach(cloner::with);
    Map<Value, Value> values = cloner.copy(second.graph(), graph);
    List<Value> outputs = new ArrayList<>(graph.outputs());
    if (!keep) {
      outputs.removeAll(joined.values());
    }
    second.graph().outputs().forEach(output -> outputs.add(values.getOrDefault(output, output)));
    graph.setOutputs(outputs);
    return merged;
  }

  private static boolean isTaken(Graph graph, String name) {
    return !graph.freshName(name).equals(name) || !graph.freshNodeName(name).equals(name);
  }

  private static void checkOpsets(Model first, Model second) {
    second
        .header()
        .opsets()
        .forEach((domain, version) -> {
          Long other = first.header().opsets().get(domain);
          if (other != null && !other.equals(version)) {
            throw Refusal.of(
                "%s imports %s in version %d, %s in version %d"
                    .formatted(
                        first.name(),
                        domain.isEmpty() ? "ONNX's own operators" : "domain '" + domain + "'",
                        other,
                        second.name(),
                        version),
                "convert one of the models to the version of the other");
          }
        });
  }

  private static Map<Value, Value> join(
      Graph graph, Graph second, Map<String, String> connections) {
    Map<Value, Value> joined = new LinkedHashMap<>();
    connections.forEach((input, output) -> {
      Value from = named(graph, graph.outputs(), output, "output of the first model");
      Value to = named(second, second.inputs(), input, "input of the second model");
      if (!Bypass.fits(from.type(), to.type())) {
        throw Refusal.of(
            "%s of the first model cannot feed %s of the second".formatted(from, to),
            "connect tensors of one type and shape, or put a Cast or Reshape between them");
      }
      joined.put(to, from);
    });
    return joined;
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

  /// Adds the functions of `second`; {@return the new names of those that had a namesake}
  private Map<LocalFunction, String> functions(Model merged, Model second) {
    List<LocalFunction> copies = second.copy().functions();
    Map<LocalFunction, String> renamed = new LinkedHashMap<>();
    for (int i = 0; i < copies.size(); i++) {
      LocalFunction one = copies.get(i);
      if (merged.functions().stream()
          .anyMatch(
              other -> other.name().equals(one.name()) && other.domain().equals(one.domain()))) {
        renamed.put(second.functions().get(i), prefix + one.name());
      }
    }
    for (int i = 0; i < copies.size(); i++) {
      LocalFunction old = second.functions().get(i);
      LocalFunction one = copies.get(i);
      for (Graph graph : Nesting.inside(one.body())) {
        graph.nodes().forEach(node -> node.opType(operator(node, second, renamed)));
      }
      merged.addFunction(
          !renamed.containsKey(old)
              ? one
              : new LocalFunction(
                  one.domain(),
                  renamed.getOrDefault(old, one.name()),
                  one.overload(),
                  one.attributes(),
                  one.attributeDefaults(),
                  one.opsets(),
                  one.docString(),
                  one.body()));
    }
    return renamed;
  }

  private static String operator(Node node, Model second, Map<LocalFunction, String> renamed) {
    if (renamed.isEmpty()) {
      return node.opType();
    }
    return second.function(node).map(renamed::get).orElse(node.opType());
  }
}
