package dev.oplab.command.surgeon;

import dev.oplab.command.Arguments;
import dev.oplab.command.Command;
import dev.oplab.command.CommandResult;
import dev.oplab.command.Declaration;
import dev.oplab.command.NotebookHost;
import dev.oplab.onnx.Graph;
import dev.oplab.onnx.Node;
import dev.oplab.report.DataTable;
import dev.oplab.surgeon.Surgeon;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// `surgeon sort MODEL`: every node behind those it needs.
public final class SurgeonSort implements Command {
  /// A node that stands elsewhere now.
  private record Moved(Node node, int before, int after) {}

  @Override
  public Declaration declaration() {
    return Declaration.of("surgeon", "sort", "Put every node behind those it needs")
        .description(
            """
            Sorts the nodes of the main graph, of every subgraph and of every function so that each
            stands behind those whose results it takes in, as ONNX asks for. An order in which that
            is so already stays as it is. If nodes need each other in a circle, the error shows it.
            """)
        .positional(ModelEdit.MODEL)
        .makes(ModelEdit.OUT)
        .tables("moved")
        .example("surgeon sort model.onnx -o sorted.onnx", "The model in a valid order.")
        .example("surgeon sort model.onnx", "Only say which nodes would move.")
        .build();
  }

  @Override
  public CommandResult run(Arguments arguments, NotebookHost host) {
    ModelEdit edit = ModelEdit.open(arguments);
    List<Graph> graphs = edit.after().allGraphs();
    List<List<Node>> before = graphs.stream().map(graph -> List.copyOf(graph.nodes())).toList();
    edit.apply(arguments, Surgeon::toposort);
    List<Moved> moved = new ArrayList<>();
    for (int i = 0; i < graphs.size(); i++) {
      compare(before.get(i), graphs.get(i).nodes(), moved);
    }
    DataTable table = table(edit, moved);
    return edit.show(edit.keep(arguments, host), "moved", table)
        .json(() -> edit.json("moved", table));
  }

  private static void compare(List<Node> before, List<Node> after, List<Moved> moved) {
    Map<Node, Integer> places = LinkedHashMap.newLinkedHashMap(before.size());
    before.forEach(node -> places.put(node, places.size()));
    int now = 0;
    for (Node node : after) {
      int old = places.getOrDefault(node, now);
      if (old != now) {
        moved.add(new Moved(node, old, now));
      }
      now++;
    }
  }

  private static DataTable table(ModelEdit edit, List<Moved> moved) {
    Table table =
        Table.create(
            "moved",
            StringColumn.create("graph", moved.stream().map(m -> m.node().graph().name()).toList()),
            StringColumn.create("node", moved.stream().map(m -> m.node().toString()).toList()),
            IntColumn.create("before", moved.stream().mapToInt(Moved::before).toArray()),
            IntColumn.create("after", moved.stream().mapToInt(Moved::after).toArray()));
    int all = ModelSize.of(edit.before()).nodes();
    return DataTable.of(table)
        .named("moved")
        .titled(edit.title("%,d of %,d nodes moved".formatted(moved.size(), all)));
  }
}
