package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;

import dev.oplab.onnx.internal.WireReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads one graph (`GraphProto`): collects its parts, then ties them together by name. Mutable,
/// made anew for each graph.
final class GraphReader {
  private static final int NODE = 1 << 3 | BYTES;
  private static final int NAME = 2 << 3 | BYTES;
  private static final int INITIALIZER = 5 << 3 | BYTES;
  private static final int DOC_STRING = 10 << 3 | BYTES;
  private static final int INPUT = 11 << 3 | BYTES;
  private static final int OUTPUT = 12 << 3 | BYTES;
  private static final int VALUE_INFO = 13 << 3 | BYTES;
  private static final int SPARSE_INITIALIZER = 15 << 3 | BYTES;
  private static final int METADATA = 16 << 3 | BYTES;

  private final WireReader in;
  private final Trail trail;
  private final TensorReader tensors;
  private final TypeReader types;
  private final NodeReader nodes;
  private final Graph graph;
  private final GraphLinker linker;
  private final Map<String, String> metadata = new LinkedHashMap<>();

  GraphReader(Reading reading, Graph graph) {
    this.in = reading.in();
    this.trail = reading.trail();
    this.tensors = new TensorReader(reading);
    this.types = new TypeReader(reading);
    this.graph = graph;
    this.linker = new GraphLinker(graph);
    this.nodes = new NodeReader(reading, graph, linker);
  }

  /// Collects what the message entered says; a graph may come in several messages.
  void collect() {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case NODE, INITIALIZER, INPUT, OUTPUT, VALUE_INFO, SPARSE_INITIALIZER, METADATA -> {
          long outer = in.enter();
          part(tag);
          in.leave(outer);
          trail.leave();
        }
        case NAME -> graph.name = in.string();
        case DOC_STRING -> graph.docString = in.string();
        default -> in.skip(tag);
      }
    }
  }

  private void part(int tag) {
    switch (tag) {
      case NODE -> {
        trail.enter("node", graph.nodes.size());
        nodes.node();
      }
      case INITIALIZER -> {
        trail.enter("initializer", graph.initializers.size());
        graph.initializers.add(tensors.tensor());
      }
      case INPUT -> {
        trail.enter("input", linker.inputs.size());
        linker.inputs.add(typed());
      }
      case OUTPUT -> {
        trail.enter("output", linker.outputs.size());
        linker.outputs.add(typed());
      }
      case VALUE_INFO -> {
        trail.enter("value_info", linker.types.size());
        linker.types.add(typed());
      }
      case SPARSE_INITIALIZER -> {
        trail.enter("sparse_initializer", graph.sparseInitializers.size());
        graph.sparseInitializers.add(tensors.sparse());
      }
      default -> {
        trail.enter("metadata_props", metadata.size());
        Fields.entry(in, metadata);
      }
    }
  }

  /// Ties the parts together; the graphs around this one are tied already.
  void link() {
    graph.metadata = Collections.unmodifiableMap(metadata);
    linker.link();
  }

  private GraphLinker.Typed typed() {
    String name = "";
    ValueType type = Value.UNKNOWN;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 1 << 3 | BYTES -> {
          name = in.string();
          trail.name(name);
        }
        case 2 << 3 | BYTES -> {
          long outer = in.enter();
          type = types.repeated();
          in.leave(outer);
        }
        default -> in.skip(tag);
      }
    }
    return new GraphLinker.Typed(name, type);
  }
}
