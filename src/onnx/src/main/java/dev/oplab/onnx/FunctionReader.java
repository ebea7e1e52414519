package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;

import dev.oplab.onnx.internal.WireReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one local function (`FunctionProto`). Mutable, used once.
final class FunctionReader {
  private static final int ATTRIBUTE_PROTO = 11 << 3 | BYTES;

  private final Reading reading;
  private final WireReader in;
  private final Graph body = new Graph(null);
  private final GraphLinker linker = new GraphLinker(body);
  private final List<String> attributes = new ArrayList<>();
  private final Map<String, Attribute> defaults = new LinkedHashMap<>();
  private final Map<String, Long> opsets = new LinkedHashMap<>();
  private String domain = "";
  private String name = "";
  private String overload = "";
  private String docString = "";

  FunctionReader(Reading reading) {
    this.reading = reading;
    this.in = reading.in();
  }

  /// Collects what the message entered says.
  void collect() {
    NodeReader nodes = new NodeReader(reading, body, linker);
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case 1 << 3 | BYTES -> {
          name = in.string();
          reading.trail().name(name);
        }
        case 4 << 3 | BYTES -> linker.inputs.add(untyped(in.string()));
        case 5 << 3 | BYTES -> linker.outputs.add(untyped(in.string()));
        case 6 << 3 | BYTES -> attributes.add(in.string());
        case 7 << 3 | BYTES, 9 << 3 | BYTES, ATTRIBUTE_PROTO -> {
          long outer = in.enter();
          message(tag, nodes);
          reading.trail().leave();
          in.leave(outer);
        }
        case 8 << 3 | BYTES -> docString = in.string();
        case 10 << 3 | BYTES -> domain = in.string();
        case 13 << 3 | BYTES -> overload = in.string();
        default -> in.skip(tag);
      }
    }
  }

  private void message(int tag, NodeReader nodes) {
    switch (tag) {
      case 7 << 3 | BYTES -> {
        reading.trail().enter("node", body.nodes.size());
        nodes.node();
      }
      case 9 << 3 | BYTES -> {
        reading.trail().enter("opset_import", opsets.size());
        Fields.opset(in, opsets);
      }
      default -> {
        reading.trail().enter("attribute_proto", defaults.size());
        AttributeReader.Named attribute = AttributeReader.read(reading, body);
        defaults.put(attribute.name(), attribute.value());
      }
    }
  }

  /// Ties the parts together.
  LocalFunction link() {
    body.name = name;
    body.docString = docString;
    linker.link();
    return new LocalFunction(
        domain,
        name,
        overload,
        List.copyOf(attributes),
        Collections.unmodifiableMap(defaults),
        Collections.unmodifiableMap(opsets),
        docString,
        body);
  }

  private static GraphLinker.Typed untyped(String name) {
    return new GraphLinker.Typed(name, Value.UNKNOWN);
  }
}
