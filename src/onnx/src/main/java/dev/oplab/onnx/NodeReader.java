package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;

import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.WireReader;
import java.util.ArrayList;
import java.util.List;

/// Reads the nodes (`NodeProto`) of one graph. Mutable.
final class NodeReader {
  private static final int INPUT = 1 << 3 | BYTES;
  private static final int OUTPUT = 2 << 3 | BYTES;
  private static final int NAME = 3 << 3 | BYTES;
  private static final int OP_TYPE = 4 << 3 | BYTES;
  private static final int ATTRIBUTE = 5 << 3 | BYTES;
  private static final int DOMAIN = 7 << 3 | BYTES;
  private static final int OVERLOAD = 8 << 3 | BYTES;

  private static final int METADATA = Node.METADATA << 3 | BYTES;

  private final Reading reading;
  private final WireReader in;
  private final Graph graph;
  private final GraphLinker linker;
  private final List<Attributes.Named> attributes = new ArrayList<>();
  private final RawFields.Builder rest = new RawFields.Builder();

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
    int given = 0;
    int inputs = 0;
    int outputs = 0;
    attributes.clear();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case INPUT -> {
          linker.nodeInputs.add(in.string());
          inputs++;
        }
        case OUTPUT -> {
          linker.nodeOutputs.add(in.string());
          outputs++;
        }
        case NAME -> {
          name = in.string();
          reading.trail().name(name);
        }
        case OP_TYPE -> opType = in.string();
        case DOMAIN -> domain = in.string();
        case OVERLOAD -> overload = in.string();
        case ATTRIBUTE -> attribute();
        case METADATA -> rest.check(in);
        default -> rest.skip(in, tag);
      }
      if (tag >= NAME && tag <= OVERLOAD && (tag & 7) == BYTES) {
        given |= 1 << (tag >>> 3);
      }
    }
    Attributes all = attributes.isEmpty() ? Attributes.NONE : Attributes.of(attributes);
    RawFields kept = rest.build(reading.source().bytes());
    Node node = new Node(graph, name, opType, domain, overload, all, kept, given);
    node.link = graph.nodes.append(node);
    for (Graph inner : all.graphs()) {
      inner.owner = node;
    }
    node.edges.resizeInputs(inputs);
    node.edges.resizeOutputs(outputs);
  }

  private void attribute() {
    long outer = in.enter();
    reading.trail().enter("attribute", attributes.size());
    attributes.add(AttributeReader.read(reading, graph));
    reading.trail().leave();
    in.leave(outer);
  }
}
