package dev.oplab.onnx;

import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.Rope;
import dev.oplab.onnx.internal.WireReader;
import dev.oplab.onnx.internal.WireWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes whole models (`ModelProto`). Graphs are written before those around them, so that depth
/// costs no stack.
final class ModelWriter {
  private static final int GRAPH = 7;

  private final WireWriter out = new WireWriter();
  private final Map<Graph, Rope> inner = new HashMap<>();
  private final GraphWriter graphs;

  ModelWriter(Placement.Plan plan) {
    this.graphs = new GraphWriter(out, plan, inner);
  }

  Rope write(Model model) {
    List<Graph> all = model.allGraphs();
    for (Graph graph : all.reversed()) {
      if (graph.parent != null) {
        Scopes.check(graph);
        graphs.body(graph);
        inner.put(graph, out.toRope());
      }
    }
    List<RawFields.Field> rest = model.rest().fields();
    out.raw(RawFields.of(rest, field -> !isBeforeFunctions(field)));
    for (LocalFunction function : model.functions().reversed()) {
      long before = out.size();
      graphs.body(function);
      out.head(25, before);
    }
    out.raw(RawFields.of(rest, field -> isBeforeFunctions(field) && field.number() > GRAPH));
    if (!model.graph().implied || !model.graph().isBlank()) {
      long before = out.size();
      graphs.body(model.graph());
      out.head(7, before);
    }
    out.raw(RawFields.of(rest, field -> isBeforeFunctions(field) && field.number() < GRAPH));
    return out.toRope();
  }

  /// Fields that are unknown go last, in their order.
  private static boolean isBeforeFunctions(RawFields.Field field) {
    return switch (field.number()) {
      case 1, 5 -> (field.tag() & 7) == WireReader.VARINT;
      case 2, 3, 4, 6, 8, 14, 20 -> (field.tag() & 7) == WireReader.BYTES;
      default -> false;
    };
  }
}
