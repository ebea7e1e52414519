package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;

import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.WireReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads one local function (`FunctionProto`). Mutable, used once.
final class FunctionReader {
  private static final int NODE = 7 << 3 | BYTES;
  private static final int OPSET = 9 << 3 | BYTES;
  private static final int ATTRIBUTE_PROTO = 11 << 3 | BYTES;
  private static final int VALUE_INFO = 12 << 3 | BYTES;

  private final Reading reading;
  private final WireReader in;
  private final Graph body = new Graph(null);
  private final GraphLinker linker = new GraphLinker(body);
  private final TypeReader types;
  private final List<String> attributes = new ArrayList<>();
  private final Map<String, Attribute> defaults = new LinkedHashMap<>();
  private final Map<String, Long> opsets = new LinkedHashMap<>();
  private final RawFields.Builder rest = new RawFields.Builder();
  private String domain = "";
  private String name = "";
  private String overload = "";
  private String docString = "";

  FunctionReader(Reading reading) {
    this.reading = reading;
    this.in = reading.in();
    this.types = new TypeReader(reading);
  }

  /// Collects what the message entered says. All but the body and the attributes' defaults is also
  /// kept as it is.
  void collect() {
    NodeReader nodes = new NodeReader(reading, body, linker);
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      long from = in.tagPosition();
      boolean inBody = false;
      switch (tag) {
        case 1 << 3 | BYTES -> {
          name = in.string();
          reading.trail().name(name);
        }
        case 4 << 3 | BYTES -> {
          linker.inputs.add(untyped(in.string()));
          inBody = true;
        }
        case 5 << 3 | BYTES -> {
          linker.outputs.add(untyped(in.string()));
          inBody = true;
        }
        case 6 << 3 | BYTES -> attributes.add(in.string());
        case NODE, OPSET, ATTRIBUTE_PROTO, VALUE_INFO -> {
          long outer = in.enter();
          message(tag, nodes);
          reading.trail().leave();
          in.leave(outer);
          inBody = tag != OPSET;
        }
        case 8 << 3 | BYTES -> docString = in.string();
        case 10 << 3 | BYTES -> domain = in.string();
        case 13 << 3 | BYTES -> overload = in.string();
        default -> in.skip(tag);
      }
      if (!inBody) {
        rest.keep(from, in.position());
      }
    }
  }

  private void message(int tag, NodeReader nodes) {
    switch (tag) {
      case NODE -> {
        reading.trail().enter("node", body.nodes.size());
        nodes.node();
      }
      case OPSET -> {
        reading.trail().enter("opset_import", opsets.size());
        Fields.opset(in, opsets);
      }
      case VALUE_INFO -> {
        reading.trail().enter("value_info", linker.types.size());
        linker.types.add(GraphReader.typed(in, types, reading.trail(), reading));
      }
      default -> {
        reading.trail().enter("attribute_proto", defaults.size());
        Attributes.Named attribute = AttributeReader.read(reading, body);
        body.functionDefaults.add(attribute);
        defaults.put(attribute.name(), attribute.value());
      }
    }
  }

  /// Ties the parts together.
  LocalFunction link() {
    body.function = true;
    body.name = name;
    linker.link();
    LocalFunction function =
        new LocalFunction(
            domain,
            name,
            overload,
            List.copyOf(attributes),
            Collections.unmodifiableMap(defaults),
            Collections.unmodifiableMap(opsets),
            docString,
            body);
    body.functionRest = rest.build(reading.source().bytes());
    body.functionRead = function;
    return function;
  }

  private static GraphLinker.Typed untyped(String name) {
    return new GraphLinker.Typed(name, Value.UNKNOWN, null);
  }
}
