package dev.oplab.ort.internal;

import dev.oplab.onnx.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What became of the model's nodes that no executed node came from.
final class Fates {
  private static final int NAMES_SHOWN = 8;

  private final Map<Fate, List<String>> nodes = new LinkedHashMap<>();
  private int total;

  enum Fate {
    AHEAD("computed ahead of the run (constants and shapes)"),
    WITHOUT_EFFECT("dropped as having no effect"),
    REPEATED("computed once with an equal node"),
    UNKNOWN("gone without a trace");

    private final String words;

    Fate(String words) {
      this.words = words;
    }
  }

  /// Sorts the nodes of one graph.
  void add(GraphNames graph, Set<Node> used) {
    for (Node node : graph.graph().nodes()) {
      total++;
      if (!used.contains(node)) {
        nodes
            .computeIfAbsent(fate(graph, node), _ -> new ArrayList<>())
            .add(GraphNames.label(node));
      }
    }
  }

  private static Fate fate(GraphNames graph, Node node) {
    if (graph.isAhead(node)) {
      return Fate.AHEAD;
    }
    if (graph.passesOn(node)) {
      return Fate.WITHOUT_EFFECT;
    }
    return graph.isRepeated(node) ? Fate.REPEATED : Fate.UNKNOWN;
  }

  List<String> of(Fate fate) {
    return nodes.getOrDefault(fate, List.of());
  }

  /// {@return one line for each fate that occurred}
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Fate fate : Fate.values()) {
      List<String> labels = of(fate);
      if (!labels.isEmpty()) {
        String shown = String.join(", ", labels.subList(0, Math.min(NAMES_SHOWN, labels.size())));
        String more =
            labels.size() > NAMES_SHOWN ? " and " + (labels.size() - NAMES_SHOWN) + " more" : "";
        notes.add(
            "%d of the model's %d nodes have no layer, %s: %s%s."
                .formatted(labels.size(), total, fate.words, shown, more));
      }
    }
    return notes;
  }
}
