package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;

import dev.oplab.onnx.internal.ArrayMap;
import dev.oplab.onnx.internal.WireReader;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the nodes (`NodeProto`) of one graph. Mutable.
final class NodeReader {
  private static final String[] NONE = {};

  private static final int INPUT = 1 << 3 | BYTES;
  private static final int OUTPUT = 2 << 3 | BYTES;
  private static final int NAME = 3 << 3 | BYTES;
  private static final int OP_TYPE = 4 << 3 | BYTES;
  private static final int ATTRIBUTE = 5 << 3 | BYTES;
  private static final int DOC_STRING = 6 << 3 | BYTES;
  private static final int DOMAIN = 7 << 3 | BYTES;
  private static final int OVERLOAD = 8 << 3 | BYTES;
  private static final int METADATA = 9 << 3 | BYTES;

  private final Reading reading;
  private final WireReader in;
  private final Graph graph;
  private final GraphLinker linker;
  private final List<String> inputs = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final ArrayMap.Builder<Attribute> attributes = new ArrayMap.Builder<>();

  NodeReader(Reading reading, Graph graph, GraphLinker linker) {
    this.reading = reading;
    this.in = reading.in();
    this.graph = graph;
    this.linker = linker;
  }

  /// Reads the node in the message entered and appends it to the graph.
  void node() {
    String name = "";
    String opType = "";
    String domain = "";
    String overload = "";
    @Nullable MemorySegment doc = null;
    List<NodeNotes.Note> notes = List.of();
    inputs.clear();
    outputs.clear();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case INPUT -> inputs.add(in.string());
        case OUTPUT -> outputs.add(in.string());
        case NAME -> {
          name = in.string();
          reading.trail().name(name);
        }
        case OP_TYPE -> opType = in.string();
        case DOMAIN -> domain = in.string();
        case OVERLOAD -> overload = in.string();
        case ATTRIBUTE -> attribute();
        case DOC_STRING -> doc = in.slice();
        case METADATA -> {
          notes = notes.isEmpty() ? new ArrayList<>() : notes;
          long outer = in.enter();
          notes.add(NodeNotes.Note.read(in));
          in.leave(outer);
        }
        default -> in.skip(tag);
      }
    }
    NodeNotes kept = doc == null && notes.isEmpty() ? NodeNotes.NONE : new NodeNotes(doc, notes);
    graph.nodes.add(new Node(graph, name, opType, domain, overload, attributes.build(), kept));
    linker.nodeInputs.add(inputs.toArray(NONE));
    linker.nodeOutputs.add(outputs.toArray(NONE));
  }

  private void attribute() {
    long outer = in.enter();
    reading.trail().enter("attribute", attributes.size());
    AttributeReader.Named attribute = AttributeReader.read(reading, graph);
    attributes.put(attribute.name(), attribute.value());
    reading.trail().leave();
    in.leave(outer);
  }
}
