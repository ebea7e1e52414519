package dev.oplab.onnx;

import static dev.oplab.onnx.internal.WireReader.BYTES;
import static dev.oplab.onnx.internal.WireReader.VARINT;

import dev.oplab.onnx.internal.FileKind;
import dev.oplab.onnx.internal.RawFields;
import dev.oplab.onnx.internal.WireException;
import dev.oplab.onnx.internal.WireReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a whole model (`ModelProto`). Mutable, used once.
final class ModelReader {
  private static final int GRAPH = 7 << 3 | BYTES;
  private static final int OPSET = 8 << 3 | BYTES;
  private static final int METADATA = 14 << 3 | BYTES;
  private static final int TRAINING = 20 << 3 | BYTES;
  private static final int FUNCTION = 25 << 3 | BYTES;
  private static final int CONFIGURATION = 26 << 3 | BYTES;

  private final SourceFile source;
  private final Reading reading;
  private final WireReader in;
  private final Trail trail;
  private final Graph graph = new Graph(null);
  private final List<FunctionReader> functions = new ArrayList<>();
  private final Map<String, Long> opsets = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final RawFields.Builder rest = new RawFields.Builder();
  private long irVersion;
  private String producerName = "";
  private String producerVersion = "";
  private String domain = "";
  private long modelVersion;
  private String docString = "";
  private boolean graphSeen;
  private boolean fieldSeen;

  ModelReader(SourceFile source) {
    this.source = source;
    this.in = new WireReader(source.bytes());
    this.reading = new Reading(in, source);
    this.trail = reading.trail();
  }

  Model model() {
    try {
      return read();
    } catch (WireException e) {
      throw graphSeen || (irVersion > 0 && irVersion < 1_000)
          ? broken(e)
          : Malformed.notOnnx(source, "its first bytes are no ONNX fields", e);
    }
  }

  private Model read() {
    GraphReader main = new GraphReader(reading, graph);
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      long from = in.tagPosition();
      field(tag, main);
      if (tag != GRAPH && tag != FUNCTION) {
        rest.keep(from, in.position());
      }
    }
    // Any bytes may happen to be fields with numbers that a model does not have.
    if (!graphSeen && (!fieldSeen || FileKind.of(source.bytes()).isKnown())) {
      throw Malformed.notOnnx(source, "has no field of a model", null);
    }
    graph.implied = !graphSeen;
    main.link();
    List<LocalFunction> read = new ArrayList<>(functions.size());
    for (FunctionReader function : functions) {
      read.add(function.link());
    }
    while (!reading.waiting().isEmpty()) {
      subgraph(reading.waiting().remove());
    }
    return new Model(source, header(), graph, read, rest.build(source.bytes()));
  }

  private void field(int tag, GraphReader main) {
    boolean known = true;
    switch (tag) {
      case 1 << 3 | VARINT -> irVersion = in.varint();
      case 2 << 3 | BYTES -> producerName = in.string();
      case 3 << 3 | BYTES -> producerVersion = in.string();
      case 4 << 3 | BYTES -> domain = in.string();
      case 5 << 3 | VARINT -> modelVersion = in.varint();
      case 6 << 3 | BYTES -> docString = in.string();
      case TRAINING, CONFIGURATION -> in.skip(tag);
      case GRAPH, OPSET, METADATA, FUNCTION -> {
        graphSeen |= tag == GRAPH;
        long outer = in.enter();
        message(tag, main);
        in.leave(outer);
        trail.leave();
      }
      default -> {
        known = false;
        in.skip(tag);
      }
    }
    fieldSeen |= known;
  }

  private void message(int tag, GraphReader main) {
    switch (tag) {
      case GRAPH -> {
        trail.enter("graph");
        main.collect();
      }
      case OPSET -> {
        trail.enter("opset_import", opsets.size());
        Fields.opset(in, opsets);
      }
      case METADATA -> {
        trail.enter("metadata_props", metadata.size());
        Fields.entry(in, metadata);
      }
      default -> {
        trail.enter("functions", functions.size());
        FunctionReader function = new FunctionReader(reading);
        function.collect();
        functions.add(function);
      }
    }
  }

  private void subgraph(Reading.Subgraph subgraph) {
    GraphReader reader = new GraphReader(reading, subgraph.graph());
    for (Reading.Part part : subgraph.parts()) {
      trail.restart(part.at());
      long outer = in.enter(part.from(), part.to());
      reader.collect();
      in.leave(outer);
    }
    reader.link();
  }

  private Model.Header header() {
    return new Model.Header(
        Optional.ofNullable(source.path()),
        source.bytes().byteSize(),
        irVersion,
        producerName,
        producerVersion,
        domain,
        modelVersion,
        docString,
        Collections.unmodifiableMap(opsets),
        Collections.unmodifiableMap(metadata));
  }

  private OnnxException broken(WireException e) {
    return e.isTruncated()
        ? Malformed.cutShort(source, trail.toString(), e)
        : Malformed.field(source, trail.toString(), e);
  }
}
