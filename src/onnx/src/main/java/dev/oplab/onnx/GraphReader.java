package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;

import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.WireReader;
import java.lang.foreign.MemorySegment;

/// Reads one graph (`GraphProto`): collects its parts, then ties them together by name. Mutable,
/// made anew for each graph.
final class GraphReader {
  private static final int NODE = 1 << 3 | BYTES;
  private static final int NAME = 2 << 3 | BYTES;
  private static final int INITIALIZER = 5 << 3 | BYTES;
  private static final int INPUT = 11 << 3 | BYTES;
  private static final int OUTPUT = 12 << 3 | BYTES;
  private static final int VALUE_INFO = 13 << 3 | BYTES;
  private static final int QUANTIZATION = 14 << 3 | BYTES;
  private static final int SPARSE_INITIALIZER = 15 << 3 | BYTES;

  private static final int METADATA = Graph.METADATA << 3 | BYTES;

  private final Reading reading;
  private final WireReader in;
  private final Trail trail;
  private final TensorReader tensors;
  private final TypeReader types;
  private final NodeReader nodes;
  private final Graph graph;
  private final GraphLinker linker;
  private final RawFields.Builder rest = new RawFields.Builder();

  GraphReader(Reading reading, Graph graph) {
    this.reading = reading;
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
        case NODE, INITIALIZER, INPUT, OUTPUT, VALUE_INFO, SPARSE_INITIALIZER, QUANTIZATION -> {
          long outer = in.enter();
          part(tag);
          in.leave(outer);
          trail.leave();
        }
        case NAME -> {
          graph.name = in.string();
          graph.nameGiven = true;
        }
        case METADATA -> rest.check(in);
        default -> rest.skip(in, tag);
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
        trail.enter("initializer", linker.initializers.size());
        linker.initializers.add(tensors.tensor());
      }
      case INPUT -> {
        trail.enter("input", linker.inputs.size());
        linker.inputs.add(typed(in, types, trail, reading));
      }
      case OUTPUT -> {
        trail.enter("output", linker.outputs.size());
        linker.outputs.add(typed(in, types, trail, reading));
      }
      case VALUE_INFO -> {
        trail.enter("value_info", linker.types.size());
        linker.types.add(typed(in, types, trail, reading));
      }
      case QUANTIZATION -> {
        trail.enter("quantization_annotation", linker.quantizations.size());
        linker.quantizations.add(quantization());
      }
      default -> {
        trail.enter("sparse_initializer", linker.sparse.size());
        long from = in.position();
        SparseTensor sparse = tensors.sparse();
        linker.sparse.add(sparse);
        linker.sparseMessages.add(reading.slice(from));
      }
    }
  }

  private MemorySegment quantization() {
    long from = in.position();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == (2 << 3 | BYTES)) {
        in.check();
      } else {
        in.skip(tag);
      }
    }
    return reading.slice(from);
  }

  /// Ties the parts together; the graphs around this one are tied already.
  void link() {
    graph.rest = rest.build(reading.source().bytes());
    linker.link();
  }

  static GraphLinker.Typed typed(WireReader in, TypeReader types, Trail trail, Reading reading) {
    String name = "";
    ValueType type = Value.UNKNOWN;
    boolean given = false;
    boolean inPieces = false;
    long from = in.position();
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
          inPieces |= given;
          given = true;
        }
        default -> in.skip(tag);
      }
    }
    MemorySegment message = reading.slice(from);
    return new GraphLinker.Typed(
        name, inPieces ? JoinedType.of(RawFields.of(message).payloads(2)) : type, message);
  }
}
