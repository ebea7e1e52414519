package dev.oplab.ort.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.oplab.ort.internal.TraceNode.TypedShape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads the profile that ONNX Runtime writes (an array of events in Chrome's trace format), event
/// by event: a file of a million events never becomes a tree.
///
/// An event is written when it ends. `model_run` closes a run, `SequentialExecutor::Execute` closes
/// the nodes of one graph, `NAME_kernel_time` is a node; what the node's own subgraphs executed
/// comes before it.
final class TraceReader {
  private static final String KERNEL = "_kernel_time";

  private TraceReader() {}

  /// {@return the trace in `file` without its first `warmUp` runs}
  ///
  /// @throws TraceException if the file is cut short or has no measured run
  static Trace read(Path file, int warmUp) throws IOException {
    TraceBuilder builder = new TraceBuilder(warmUp);
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        JsonParser parser = new JsonFactory().createParser(stream)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new TraceException("the profile is not an array of events: " + file.getFileName());
      }
      for (JsonToken token = parser.nextToken();
          token == JsonToken.START_OBJECT;
          token = parser.nextToken()) {
        pass(event(parser), builder);
      }
      if (parser.currentToken() != JsonToken.END_ARRAY) {
        throw new TraceException("the profile is cut short: " + file.getFileName());
      }
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new TraceException(
          "the profile is cut short or damaged: %s: %s"
              .formatted(file.getFileName(), e.getOriginalMessage()),
          e);
    }
    return builder.build();
  }

  private static void pass(Event event, TraceBuilder builder) {
    switch (event.name) {
      case "model_run" -> builder.run(event);
      case "SequentialExecutor::Execute" -> builder.graph(event);
      default -> {
        if (event.category.equals("Node") && event.name.endsWith(KERNEL)) {
          event.name = event.name.substring(0, event.name.length() - KERNEL.length());
          builder.node(event);
        }
      }
    }
  }

  /// One event, with the fields this reader cares about.
  static final class Event {
    String category = "";
    String name = "";
    String op = "";
    String provider = "";
    int index = -1;
    long start;
    long micros;
    List<TypedShape> inputs = List.of();
    List<TypedShape> outputs = List.of();

    long end() {
      return start + micros;
    }
  }

  private static Event event(JsonParser parser) throws IOException {
    Event event = new Event();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "cat" -> event.category = parser.getText();
        case "name" -> event.name = parser.getText();
        case "ts" -> event.start = parser.getLongValue();
        case "dur" -> event.micros = parser.getLongValue();
        case "args" -> arguments(parser, event);
        default -> parser.skipChildren();
      }
    }
    return event;
  }

  private static void arguments(JsonParser parser, Event event) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "op_name" -> event.op = parser.getText();
        case "provider" -> event.provider = parser.getText();
        case "node_index" -> event.index = parser.getValueAsInt(-1);
        case "input_type_shape" -> event.inputs = shapes(parser);
        case "output_type_shape" -> event.outputs = shapes(parser);
        default -> parser.skipChildren();
      }
    }
  }

  /// Reads `[{"float":[1,3]},{"int64":[]}]`.
  private static List<TypedShape> shapes(JsonParser parser) throws IOException {
    List<TypedShape> found = new ArrayList<>();
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return found;
    }
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String type = parser.currentName();
        List<Long> dims = new ArrayList<>();
        if (parser.nextToken() == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            dims.add(parser.getValueAsLong());
          }
        }
        found.add(new TypedShape(type, List.copyOf(dims)));
      }
    }
    return found;
  }
}
