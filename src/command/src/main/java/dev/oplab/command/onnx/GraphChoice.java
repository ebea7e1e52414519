package dev.oplab.command.onnx;

import dev.oplab.command.ArgumentTypes;
import dev.oplab.command.CommandException;
import dev.oplab.command.Option;
import dev.oplab.command.internal.DidYouMean;
import dev.oplab.onnx.Attribute;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.LocalFunction;
import dev.oplab.onnx.Model;
import dev.oplab.onnx.Node;
import dev.oplab.onnx.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which graph of a model a command is about: the main one, or what `--graph` names.
public final class GraphChoice {
  private static final int SHOWN = 8;

  /// The option.
  public static final Option<Optional<String>> GRAPH =
      Option.optional(
          "graph",
          ArgumentTypes.text("NAME"),
          "not the main graph: a subgraph by its name or way ('if_1 > then_branch'), a function by"
              + " its name or domain::name");

  private GraphChoice() {}

  /// {@return the graph called `name`, the main one if that is empty}
  ///
  /// @throws CommandException if there is none, or more than one
  public static Graph of(Model model, Optional<String> name) {
    if (name.isEmpty()) {
      return model.graph();
    }
    Map<String, Graph> ways = ways(model);
    Graph exact = ways.get(name.get());
    if (exact != null) {
      return exact;
    }
    List<String> found =
        ways.entrySet().stream()
            .filter(way -> isCalled(way.getValue(), name.get()))
            .map(Map.Entry::getKey)
            .toList();
    if (found.size() == 1) {
      return ways.getOrDefault(found.getFirst(), model.graph());
    }
    throw found.isEmpty() ? none(model, name.get(), ways) : several(model, name.get(), found);
  }

  private static boolean isCalled(Graph graph, String name) {
    return graph.name().equals(name);
  }

  /// {@return every graph by the way to it; the main one has the empty way}
  private static Map<String, Graph> ways(Model model) {
    Map<String, Graph> ways = new LinkedHashMap<>();
    collect(model.graph(), "", ways);
    for (LocalFunction function : model.functions()) {
      String overload = function.overload().isEmpty() ? "" : ":" + function.overload();
      String way = function.domain() + "::" + function.name() + overload;
      collect(function.body(), way, ways);
    }
    return ways;
  }

  private static void collect(Graph outermost, String way, Map<String, Graph> ways) {
    Map<Graph, String> known = new LinkedHashMap<>();
    List<Graph> all = new ArrayList<>(List.of(outermost));
    known.put(outermost, way);
    for (int i = 0; i < all.size(); i++) {
      String around = known.getOrDefault(all.get(i), "");
      ways.put(around, all.get(i));
      for (Node node : all.get(i).nodes()) {
        if (!node.subgraphs().isEmpty()) {
          inside(node, around.isEmpty() ? "" : around + " > ", known, all);
        }
      }
    }
  }

  private static void inside(Node node, String around, Map<Graph, String> known, List<Graph> all) {
    node.attributes()
        .forEach((key, attribute) -> {
          String way = around + label(node) + " > " + key;
          if (attribute instanceof Attribute.GraphValue(Graph only)) {
            known.put(only, way);
            all.add(only);
          } else if (attribute instanceof Attribute.Graphs(List<Graph> several)) {
            for (int i = 0; i < several.size(); i++) {
              known.put(several.get(i), way + "[" + i + "]");
              all.add(several.get(i));
            }
          }
        });
  }

  private static String label(Node node) {
    return node.name().isEmpty()
        ? node.outputs().stream()
            .flatMap(Optional::stream)
            .map(Value::name)
            .findFirst()
            .orElse("(" + node.opType() + ")")
        : node.name();
  }

  private static CommandException none(Model model, String name, Map<String, Graph> ways) {
    List<String> names = new ArrayList<>(ways.keySet());
    ways.values().forEach(graph -> names.add(graph.name()));
    names.removeIf(String::isEmpty);
    String fix =
        DidYouMean.nearest(name, names)
            .map("did you mean '%s'?"::formatted)
            .orElse(
                ways.size() == 1
                    ? "leave --graph out; the model has its main graph '%s' alone."
                        .formatted(model.graph().name())
                    : "name one of " + shown(ways.keySet().stream().skip(1).toList()) + ".");
    return new CommandException(
        "%s: there is no graph '%s'\nFix: %s".formatted(model.name(), name, fix));
  }

  private static CommandException several(Model model, String name, List<String> found) {
    return new CommandException(
        "%s: %,d graphs are called '%s'\nFix: say which one, by the way to it: %s."
            .formatted(model.name(), found.size(), name, shown(found)));
  }

  private static String shown(List<String> ways) {
    String text =
        ways.stream().limit(SHOWN).map(way -> "'" + way + "'").collect(Collectors.joining(", "));
    return ways.size() <= SHOWN ? text : text + " and %,d more".formatted(ways.size() - SHOWN);
  }
}
